using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>The way to the decision: what was handed over, when the organ took note, what it decided. Three things that are never
/// one.</summary>
[Caching.PublicCache]
public sealed class ListModel : ProcessPage
{
    private const int PageSize = 20;

    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    [FromQuery(Name = "dopo-azioni")] public string? AfterAction { get; set; }
    [FromQuery(Name = "stato")] public ActionState? InState { get; set; }
    public (int HandOvers, int Actions) Totals { get; private set; }
    public (string? HandOvers, string? Actions) Next { get; private set; }
    public bool HasActions { get; private set; }
    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<ActionState>().Select(s => new SelectListItem(L[s.Italian()], s.ToString()));

    public IReadOnlyList<HandOver> HandOvers { get; private set; } = [];
    public IReadOnlyDictionary<Id<AdministrativeAct>, AdministrativeAct> Notes { get; private set; } = new Dictionary<Id<AdministrativeAct>,
        AdministrativeAct>();
    private ILookup<Subject, StoredFile> _files = Array.Empty<StoredFile>().ToLookup(f => f.Owner);
    public IReadOnlyList<DecisionRow> Decisions { get; private set; } = [];
    public IReadOnlyList<FollowUp> Actions { get; private set; } = [];
    public bool MayHandOver { get; private set; }
    public bool MayRecord { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (ViewData["Nav"], ViewData["Crumbs"]) = ("decisioni", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Decisioni"].Value, null)));
        await ReadHandOversAsync(cancel);
        await ReadActionsAsync(cancel);
        (MayHandOver, MayRecord) = (await MayAsync(DecisionActs.HandOver), await MayAsync(DecisionActs.Record));
        return true;
    }

    public void OnGet() { }

    private async Task ReadHandOversAsync(CancellationToken cancel)
    {
        var all = Db.HandOvers.AsNoTracking().Where(h => h.Process == Process.Id);
        var count = await all.CountAsync(cancel);
        if (After is { } after && new Id<HandOver>(after) is var id
            && await all.Where(h => h.Id == id).Select(h => new { h.Day, h.At }).SingleOrDefaultAsync(cancel) is { } last)
        {
            var (day, at) = (last.Day, last.At);
            all = all.Where(h => h.Day < day || h.Day == day && h.At < at);
        }
        var page = await all.OrderByDescending(h => h.Day).ThenByDescending(h => h.At).Take(PageSize + 1).ToListAsync(cancel);
        HandOvers = [.. page.Take(PageSize)];
        (Totals, Next) = ((count, 0), (page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null, null));
        List<Id<AdministrativeAct>> notes = [.. HandOvers.Select(h => h.Note).OfType<Id<AdministrativeAct>>()];
        List<Id<HandOver>> shown = [.. HandOvers.Select(h => h.Id)];
        Notes = await Db.AdministrativeActs.AsNoTracking().Where(a => notes.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        _files = await Get<FileBook>().OfAsync([.. Notes.Keys.Select(FilesOf)], cancel);
        Decisions = await DecisionRow.ReadAsync(Db, Db.Decisions.Where(d => shown.Contains(d.HandOver)), cancel);
    }

    public static Subject FilesOf(Id<AdministrativeAct> note) => new(ActFiles.Kind, note.Value);
    public IReadOnlyList<StoredFile> Files(Id<AdministrativeAct> note) => [.. _files[FilesOf(note)]];

    private async Task ReadActionsAsync(CancellationToken cancel)
    {
        var all = Db.FollowUps.AsNoTracking().Where(a => a.Process == Process.Id);
        HasActions = await all.AnyAsync(cancel);
        if (InState is { } state) all = all.Where(a => a.State == state);
        Totals = Totals with { Actions = await all.CountAsync(cancel) };
        if (!string.IsNullOrEmpty(AfterAction)) all = all.Where(a => a.Code.CompareTo(AfterAction) > 0);
        var page = await all.OrderBy(a => a.Code).Take(PageSize + 1).ToListAsync(cancel);
        Actions = [.. page.Take(PageSize)];
        Next = Next with { Actions = page.Count > PageSize ? page[PageSize - 1].Code : null };
    }

    /// <summary>Something of it still waits for an answer.</summary>
    public bool IsOpen(HandOver handOver) =>
        Decisions.Where(d => d.HandOver == handOver.Id)
            .Sum(d => d.Counts.Where(c => c.Key != Provenance.Settled.Deferred).Sum(c => c.Value)) < handOver.Items.Count(i => i.Owed);

    public DateOnly Today => Localization.Texts.RomeDay(Now);
}
