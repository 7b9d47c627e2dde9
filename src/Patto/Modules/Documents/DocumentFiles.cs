using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

/// <summary>Annexes of a text: read by who reads the text.</summary>
internal sealed class DocumentFiles(AppDb db, ProcessBook processes) : IFileOwners
{
    public IReadOnlyCollection<string> Kinds { get; } = ["document"];

    public async Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Document>(s.Id)).ToList();
        List<FileOwner> found = [];
        foreach (var text in await db.Documents.AsNoTracking().Where(d => ids.Contains(d.Id))
            .Select(d => new { d.Id, d.Process, d.Title, d.State }).ToListAsync(cancel))
            if (await processes.GetAsync(text.Process, cancel) is { } process)
                found.Add(ProcessFile.OwnerOf(process, Subject.Of("document", text.Id), text.Title,
                    DocumentUrls.Show(process.Slug, text.Id), text.State != DocumentState.Draft, DocumentActs.Draft));
        return found;
    }
}
