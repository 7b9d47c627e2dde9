using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Decisions;

/// <summary>Files of an act of an organ: public from the moment it is recorded, as the act is.</summary>
internal sealed class ActFiles(AppDb db, ProcessBook processes) : IFileOwners
{
    public const string Kind = "act";
    public IReadOnlyCollection<string> Kinds { get; } = [Kind];

    public async Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<AdministrativeAct>(s.Id)).ToList();
        List<FileOwner> found = [];
        foreach (var act in await db.AdministrativeActs.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancel))
            if (await processes.GetAsync(act.Process, cancel) is { } process)
                found.Add(ProcessFile.OwnerOf(process, Subject.Of(Kind, act.Id), act.Cited, DecisionUrls.List(process.Slug), true,
                    DecisionActs.Record));
        return found;
    }
}
