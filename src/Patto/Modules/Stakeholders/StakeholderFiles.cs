using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders;

/// <summary>Files on the sheet of a stakeholder: for those who work on the process, never for others.</summary>
internal sealed class StakeholderFiles(AppDb db, ProcessBook processes) : IFileOwners
{
    public const string Kind = "stakeholder";
    public IReadOnlyCollection<string> Kinds { get; } = [Kind];

    public async Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Stakeholder>(s.Id)).ToList();
        List<FileOwner> found = [];
        foreach (var one in await db.Set<Stakeholder>().AsNoTracking().Where(s => ids.Contains(s.Id))
            .Select(s => new { s.Id, s.Process, s.Name }).ToListAsync(cancel))
            if (await processes.GetAsync(one.Process, cancel) is { } process)
                found.Add(ProcessFile.OwnerOf(process, Subject.Of(Kind, one.Id), one.Name, StakeholderUrls.Show(process.Slug, one.Id.Value),
                    false, StakeholderActs.Keep));
        return found;
    }
}
