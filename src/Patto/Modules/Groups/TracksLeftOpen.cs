using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Groups;

/// <summary>Internal tracks that never flowed into the public one: what was said in them would stay inside for ever.</summary>
internal sealed class TracksLeftOpen(AppDb db, ProcessBook processes, Texts L) : IOpenEnds
{
    public int Order => 75;
    public string Key => "filoni";
    public string Title => L["Filoni interni non ancora confluiti"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var closed = ((await processes.ReadAsync(process.Id, cancel))?.Tracks ?? []).Where(t => t.IsClosed).ToList();
        if (closed.Count == 0) return [];
        var counts = await db.Papers.Where(p => p.Process == process.Id && p.Opened == null && p.Track != null).GroupBy(p => p.Track!)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return [.. closed.Where(t => counts.ContainsKey(t.Key)).Select(t => new OpenEnd(new("group", t.Group!.Value), "Un filone interno",
            t.Name, L.Count(counts[t.Key], "C'è ancora {0} cosa che legge solo il gruppo.", "Ci sono ancora {0} cose che legge solo il gruppo."),
            GroupUrls.Converge(process.Slug, t.Key)))];
    }
}

/// <summary>How a paper reads on the thread: for who may read it.</summary>
internal sealed class PaperCards(AppDb db, ProcessBook processes, Texts L) : IThreadCards
{
    public IReadOnlyCollection<string> Kinds { get; } = ["paper"];

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Where(s => s.Kind == "paper").Select(s => new Id<Paper>(s.Id)).ToList();
        if (ids.Count == 0) return [];
        var found = await db.Papers.AsNoTracking().Where(p => ids.Contains(p.Id)).ReadBy(reader).ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(p => p.Process), reader, cancel);
        return
        [
            .. found.Where(p => slugs.ContainsKey(p.Process)).Select(p => new Card(p.Subject, null, p.Title.Length > 0 ? p.Title
                : L["Un filone interno"].Value, L[p.Kind.Italian()], p.Opened is null || p.Track is null
                    ? GroupUrls.Space(slugs[p.Process], p.Group.Value) : GroupUrls.Opened(slugs[p.Process], p.Track, p.Id))),
        ];
    }
}
