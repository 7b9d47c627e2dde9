using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Decisions;

/// <summary>What was handed over to whoever decides and has no answer, or was put off and never taken up again.</summary>
internal sealed class PointsLeftOpen(AppDb db, Texts L) : IOpenEnds
{
    public int Order => 60;
    public string Key => "consegnati";
    public string Title => L["Punti consegnati a chi decide"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var handed = await db.HandOvers.AsNoTracking().Where(h => h.Process == process.Id).OrderBy(h => h.Day).ToListAsync(cancel);
        var decisions = db.Decisions.Where(d => d.Process == process.Id).Select(d => d.Id);
        var settled = (await db.Set<Outcome>().AsNoTracking()
            .Where(o => decisions.Contains(o.Decision) && o.Settled != Settled.Deferred).Select(o => o.Item).ToListAsync(cancel))
            .ToHashSet();
        return [.. from h in handed
                   from item in h.Items
                   where item.Owed && !settled.Contains(item.Subject)
                   select new OpenEnd(item.Subject, h.Document is null ? item.Label : $"{item.Label}, {h.What}", item.Title,
                       L["Consegnato il {0}, senza una risposta definitiva.", L.Day(h.Day)], DecisionUrls.List(process.Slug))];
    }
}
