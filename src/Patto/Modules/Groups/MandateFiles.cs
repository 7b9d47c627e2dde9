using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Groups;

/// <summary>The paper that says that somebody sits for a body; as public as the seat, where the file is.</summary>
internal sealed class MandateFiles(AppDb db, ProcessBook processes, Texts L) : IFileOwners
{
    public IReadOnlyCollection<string> Kinds { get; } = ["membership"];

    public async Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Membership>(s.Id)).ToList();
        var groups = db.Groups;
        List<FileOwner> found = [];
        foreach (var one in await db.Memberships.AsNoTracking().Where(m => ids.Contains(m.Id)).Join(groups, m => m.Group, g => g.Id,
            (m, g) => new { Member = m.Id, m.Organisation, Group = g.Id, g.Name, g.Kind, g.Process }).ToListAsync(cancel))
            if (await processes.GetAsync(one.Process, cancel) is { } process)
                found.Add(ProcessFile.OwnerOf(process, Subject.Of("membership", one.Member),
                    L.Phrase($"{L["Mandato"]}: {(one.Organisation.Length > 0 ? one.Organisation : one.Name)}"),
                    GroupUrls.Table(process.Slug), one.Kind != GroupKind.Internal, GroupActs.Compose));
        return found;
    }
}
