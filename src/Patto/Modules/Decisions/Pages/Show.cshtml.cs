using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>A decision: each article, proposal and amendment with its outcome, the reason, who does it and by when, and what
/// follows.</summary>
[Caching.PublicCache]
public sealed class ShowModel : ProcessPage
{
    public Decision Decision { get; private set; } = null!;
    public AdministrativeAct Act { get; private set; } = null!;
    public HandOver HandOver { get; private set; } = null!;
    public ILookup<Subject, FollowUp> Actions { get; private set; } = Array.Empty<FollowUp>().ToLookup(_ => default(Subject));
    public bool MayFollow { get; private set; }
    public bool MayRecord { get; private set; }
    public Subject FilesOfAct => Subject.Of(ActFiles.Kind, Act.Id);
    public IReadOnlyList<Bar> Bars =>
        [.. Decision.Outcomes.GroupBy(o => o.Settled).OrderBy(g => g.Key).Select(g => new Bar(L[g.Key.Italian()], g.Count(), g.Key.Tag()))];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<Decision>.TryParse(RouteData.Values["id"] as string, null, out var id)) return false;
        Decision = (await Db.Decisions.AsNoTracking().Include(d => d.Outcomes.OrderBy(o => o.Position))
            .SingleOrDefaultAsync(d => d.Id == id && d.Process == Process.Id, cancel))!;
        if (Decision is null) return false;
        Act = await Db.AdministrativeActs.AsNoTracking().SingleAsync(a => a.Id == Decision.Act, cancel);
        HandOver = await Db.HandOvers.AsNoTracking().SingleAsync(h => h.Id == Decision.HandOver, cancel);
        await ReadActionsAsync(cancel);
        (MayFollow, MayRecord) = (await MayAsync(DecisionActs.Follow), await MayAsync(DecisionActs.Record));
        (ViewData["Nav"], ViewData["Crumbs"]) = ("decisioni", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Decisioni"].Value, DecisionUrls.List(Process.Slug)), (Act.Number, null)));
        return true;
    }

    private async Task ReadActionsAsync(CancellationToken cancel)
    {
        var outcomes = Decision.Outcomes.Select(o => o.Subject).ToList();
        var links = await Db.Set<Link>().AsNoTracking()
            .Where(l => l.Relation == Relation.CarriedOutBy && l.Closed == null && outcomes.Contains(l.From)).ToListAsync(cancel);
        var ids = links.Select(l => new Id<FollowUp>(l.To.Id)).ToList();
        var actions = await Db.FollowUps.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Subject, cancel);
        Actions = links.Where(l => actions.ContainsKey(l.To)).ToLookup(l => l.From, l => actions[l.To]);
    }

    public void OnGet() { }

    public string NewAction(Outcome outcome) => DecisionUrls.NewAction(Process.Slug, outcome.Id);
}
