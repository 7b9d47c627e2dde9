using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>Files of a process as a whole, and those that prove that a legal step was done.</summary>
internal sealed class ProcessFiles(AppDb db, ProcessBook book) : IFileOwners
{
    public IReadOnlyCollection<string> Kinds { get; } = ["process", LegalStepView.Kind];

    public async Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        List<FileOwner> found = [];
        foreach (var subject in subjects.Where(s => s.Kind == "process"))
            if (await book.GetAsync(new(subject.Id), cancel) is { } process)
                found.Add(ProcessFile.OwnerOf(process, subject, process.Title, ProcessUrls.Show(process.Slug), true, ProcessActs.Edit));
        var ids = subjects.Where(s => s.Kind == LegalStepView.Kind).Select(s => new Id<LegalStep>(s.Id)).ToList();
        if (ids.Count == 0) return found;
        foreach (var step in await db.Set<LegalStep>().AsNoTracking().Where(s => ids.Contains(s.Id))
            .Select(s => new { s.Id, s.Process, s.Name }).ToListAsync(cancel))
            if (await book.GetAsync(step.Process, cancel) is { } process)
                found.Add(ProcessFile.OwnerOf(process, Subject.Of(LegalStepView.Kind, step.Id), step.Name,
                    ProcessUrls.LegalSteps(process.Slug), true, ProcessActs.Edit));
        return found;
    }
}
