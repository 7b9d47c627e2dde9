using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Draws;

/// <summary>Draws as they read on the thread, from the day one can apply.</summary>
internal sealed class DrawCards(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts L, TimeProvider clock)
    : IThreadCards, ICodeSource
{
    public IReadOnlyCollection<string> Kinds { get; } = ["draw"];

    public async Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        [.. (await db.Draws.Where(x => codes.Contains(x.Code) && x.Authority == currentAuthority.Required.Id)
            .Select(x => new { x.Code, x.Id }).ToListAsync(cancel)).Select(x => new Coded(x.Code, Subject.Of("draw", x.Id)))];

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Draw>(s.Id)).ToList();
        var found = await db.Draws.AsNoTracking().Where(d => ids.Contains(d.Id) && d.State != DrawState.Draft).ToListAsync(cancel);
        var (slugs, now) = (await processes.SlugsAsync(found.Select(d => d.Process), reader, cancel), clock.GetUtcNow());
        return [.. found.Where(d => slugs.ContainsKey(d.Process)).Select(d => new Card(d.Subject, d.Code, d.Title, L[d.Italian(now)],
            DrawUrls.Show(slugs[d.Process], d.Id)))];
    }
}
