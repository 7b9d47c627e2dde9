using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>The way to the decision: what was handed over, when the organ took note, what it decided. Three things that are never
/// one.</summary>
[Caching.PublicCache]
public sealed class ListModel : ProcessPage
{
    public IReadOnlyList<HandOver> HandOvers { get; private set; } = [];
    public IReadOnlyDictionary<Id<AdministrativeAct>, AdministrativeAct> Notes { get; private set; } = new Dictionary<Id<AdministrativeAct>,
        AdministrativeAct>();
    public IReadOnlyList<DecisionRow> Decisions { get; private set; } = [];
    public IReadOnlyList<FollowUp> Actions { get; private set; } = [];
    public bool MayHandOver { get; private set; }
    public bool MayRecord { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (ViewData["Nav"], ViewData["Crumbs"]) = ("decisioni", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Decisioni"].Value, null)));
        HandOvers = await Db.HandOvers.AsNoTracking().Where(h => h.Process == Process.Id).OrderByDescending(h => h.Day)
            .ThenByDescending(h => h.At).ToListAsync(cancel);
        Notes = await Db.AdministrativeActs.AsNoTracking().Where(a => a.Process == Process.Id && a.Kind == ActKind.TakingNote)
            .ToDictionaryAsync(a => a.Id, cancel);
        Decisions = await DecisionRow.ReadAsync(Db, Db.Decisions.Where(d => d.Process == Process.Id), cancel);
        Actions = await Db.FollowUps.AsNoTracking().Where(a => a.Process == Process.Id).OrderBy(a => a.Code).ToListAsync(cancel);
        (MayHandOver, MayRecord) = (await MayAsync(DecisionActs.HandOver), await MayAsync(DecisionActs.Record));
        return true;
    }

    public void OnGet() { }

    /// <summary>Something of it still waits for an answer.</summary>
    public bool IsOpen(HandOver handOver) =>
        Decisions.Where(d => d.HandOver == handOver.Id)
            .Sum(d => d.Counts.Where(c => c.Key != Provenance.Settled.Deferred).Sum(c => c.Value)) < handOver.Items.Count(i => i.Owed);

    public DateOnly Today => Localization.Texts.RomeDay(Now);
}
