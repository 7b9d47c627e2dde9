using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>The work schedule: chart and table, planned and actual, with every change and its reason.</summary>
[PublicCache]
public sealed class PlanModel(ProcessBook book) : ProcessPage
{
    private const int PageSize = 100;

    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "dopo")] public Guid? After { get; set; }
    public int Total { get; private set; }
    public string? Next { get; private set; }

    public ProcessView View { get; private set; } = null!;
    public IReadOnlyList<PlanChange> Changes { get; private set; } = [];
    public bool MayEdit { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        View = (await book.ReadAsync(Process.Id, cancel))!;
        return View is not null;
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var changes = Db.PlanChanges.AsNoTracking()
            .Where(c => c.Process == Process.Id && (c.Reason != "" || c.What != PlanChangeKind.Added));
        Total = await changes.CountAsync(cancel);
        if (After is { } after && new Id<PlanChange>(after) is var id && await changes.Where(c => c.Id == id)
            .Select(c => (DateTimeOffset?)c.At).SingleOrDefaultAsync(cancel) is { } at)
            changes = changes.Where(c => c.At < at);
        var page = await changes.OrderByDescending(c => c.At).Take(PageSize + 1).ToListAsync(cancel);
        (Changes, Next) = ([.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null);
        MayEdit = await MayAsync(ProcessActs.Edit);
    }

    public Task<Table> OnGetCsvAsync(CancellationToken cancel) =>
        Get<IEnumerable<OpenTable>>().OfType<PlanTable>().Single().OfAsync(Process, format: null, cancel);

    /// <summary>Each phase, then its activities; track after track.</summary>
    public IEnumerable<(PhaseView Phase, ActivityView? Activity)> Lines()
    {
        var activities = View.Activities.ToLookup(a => a.Phase);
        foreach (var phase in ByTrack())
        {
            yield return (phase, null);
            foreach (var activity in activities[phase.Id]) yield return (phase, activity);
        }
    }

    private IEnumerable<PhaseView> ByTrack() =>
        View.Tracks.Count < 2 ? View.Phases : View.Phases.OrderBy(p => View.Tracks.ToList().FindIndex(t => t.Key == p.Track));

    public IReadOnlyList<GanttRow> Chart
    {
        get
        {
            List<GanttRow> rows = [];
            string? track = null;
            foreach (var (phase, activity) in Lines())
            {
                if (View.Tracks.Count > 1
                    && phase.Track != track) rows.Add(new(View.Tracks.FirstOrDefault(t => t.Key == (track = phase.Track))?.Name
                    ?? L["Altro"]));
                if (activity is null) rows.Add(new(L["Fase: {0}", phase.Name], phase.From, phase.Until < phase.From ? phase.From
                    : phase.Until, phase.State.Mark()));
                else if (activity.State != PlanState.Dropped) rows.Add(new(activity.Name, activity.From, activity.Until < activity.From
                    ? activity.From : activity.Until, activity.State.Mark(), activity.IsMilestone));
            }
            return rows;
        }
    }
}
