using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>A decision in a list, with how many outcomes of each kind.</summary>
public sealed record DecisionRow(Id<Decision> Id, Id<HandOver> HandOver, Id<Process> Process, string Cited, DateOnly Day, string About,
    string What, DateTimeOffset At, IReadOnlyDictionary<Settled, int> Counts)
{
    public IReadOnlyList<Bar> Bars(Localization.Texts L) =>
        [.. Enum.GetValues<Settled>().Where(Counts.ContainsKey).Select(s => new Bar(L[s.Italian()], Counts[s], s.Tag()))];

    /// <summary>Three statements for as many as are asked.</summary>
    internal static async Task<IReadOnlyList<DecisionRow>> ReadAsync(AppDb db, IQueryable<Decision> decisions, CancellationToken cancel)
    {
        var found = await (from decision in decisions.AsNoTracking()
                           join act in db.AdministrativeActs on decision.Act equals act.Id
                           join handOver in db.HandOvers on decision.HandOver equals handOver.Id
                           orderby decision.At descending
                           select new { decision.Id, decision.HandOver, decision.Process, decision.At, act, handOver.What })
                               .ToListAsync(cancel);
        var ids = found.Select(f => f.Id).ToList();
        var counts = await db.Set<Outcome>().Where(o => ids.Contains(o.Decision)).GroupBy(o => new { o.Decision, o.Settled })
            .Select(g => new { g.Key.Decision, g.Key.Settled, Count = g.Count() }).ToListAsync(cancel);
        return [.. found.Select(f => new DecisionRow(f.Id, f.HandOver, f.Process, f.act.Cited, f.act.Day, f.act.About, f.What, f.At,
            counts.Where(c => c.Decision == f.Id).ToDictionary(c => c.Settled, c => c.Count)))];
    }
}
