using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>One phase or activity of the schedule: new dates with a reason, start, end, reopening, words.</summary>
public sealed class PlanItemModel(ProcessBook book) : ProcessPage
{
    public override Act Demands => ProcessActs.Edit;

    [FromRoute] public Guid Item { get; set; }
    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public DateOnly? Until { get; set; }
    [BindProperty] public DateOnly? On { get; set; }
    [BindProperty, StringLength(500)] public string? Reason { get; set; }
    [BindProperty, StringLength(160)] public string? Name { get; set; }
    [BindProperty, StringLength(120)] public string? Owner { get; set; }
    [BindProperty, StringLength(500)] public string? Output { get; set; }
    [BindProperty, StringLength(500)] public string? Note { get; set; }

    private DateOnly _today;

    public PhaseView? Phase { get; private set; }
    public ActivityView? Activity { get; private set; }
    public string Title => Phase?.Name ?? Activity!.Name;
    public PlanState State => Phase?.State ?? Activity!.State;
    public bool IsClosed => (Phase?.ActualUntil ?? Activity?.ActualUntil) is not null;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var view = (await book.ReadAsync(Process.Id, cancel))!;
        (Phase, Activity) = (view.Phases.FirstOrDefault(p => p.Id.Value == Item), view.Activities.FirstOrDefault(a => a.Id.Value == Item));
        if (Phase is null && Activity is null) return false;
        _today = view.Today;
        return true;
    }

    protected internal override void Fill()
    {
        (From, Until) = Phase is { } p ? (p.PlannedFrom, p.PlannedUntil) : (Activity!.PlannedFrom, Activity.PlannedUntil);
        (Name, Output, Owner, Note) = (Title, Phase?.Output ?? Activity!.Output, Activity?.Owner, Activity?.Note);
        (On, Reason) = (_today, null);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostDatesAsync() => ChangeAsync(L["Date cambiate."], (process, now) =>
    {
        var (from, until) = (Needed(From, nameof(From)), Needed(Until, nameof(Until)));
        if (Phase is { } p) process.Replan(process.PhaseOf(p.Id), from, until, Reason ?? "", now);
        else process.Replan(process.ActivityOf(Activity!.Id), from, until, Reason ?? "", now);
    });

    public Task<IActionResult> OnPostStartAsync() => ChangeAsync(L["Segnata come iniziata."], (process, now) =>
    {
        if (Phase is { } p) process.Start(process.PhaseOf(p.Id), Needed(On, nameof(On)), now);
        else process.Start(process.ActivityOf(Activity!.Id), Needed(On, nameof(On)), now);
    });

    public Task<IActionResult> OnPostFinishAsync() => ChangeAsync(L["Segnata come conclusa."], (process, now) =>
    {
        if (Phase is { } p) process.Finish(process.PhaseOf(p.Id), Needed(On, nameof(On)), now);
        else process.Finish(process.ActivityOf(Activity!.Id), Needed(On, nameof(On)), now);
    });

    public Task<IActionResult> OnPostReopenAsync() => ChangeAsync(L["Fase riaperta."], (process, now) =>
        process.Reopen(process.PhaseOf(Phase?.Id ?? throw new Unknown()), Needed(Until, nameof(Until)), Reason ?? "", now));

    public Task<IActionResult> OnPostRemoveAsync() => ChangeAsync(L["Attività tolta dal programma."], (process, now) =>
        process.Drop(process.ActivityOf(Activity?.Id ?? throw new Unknown()), Reason ?? "", now));

    public Task<IActionResult> OnPostWordsAsync() => ChangeAsync(L["Salvato."], (process, _) =>
    {
        if (Phase is { } p) process.Describe(process.PhaseOf(p.Id), Name ?? "", Output ?? "");
        else process.Describe(process.ActivityOf(Activity!.Id), Name ?? "", Owner ?? "", Output ?? "", Note ?? "");
    });

    private async Task<IActionResult> ChangeAsync(string said, Action<Process, DateTimeOffset> change)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            change(await write.Db.Processes.Whole().SingleAsync(p => p.Id == Process.Id), write.Now);
            return ProcessUrls.Plan(Process.Slug);
        }, said);
    }

    private static DateOnly Needed(DateOnly? day, string field)
    {
        RuleViolation.UnlessAt(field, day is not null, "plan.day", "Scegli il giorno.");
        return day!.Value;
    }
}
