using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Monitoring.Pages;

/// <summary>One indicator: its line, its table, what it measures; the staff adds a measurement.</summary>
public sealed class ShowModel : ProcessPage
{
    public override Act? DemandsToPost => MonitoringActs.Measure;

    [BindProperty, Required(ErrorMessage = "Scegli il giorno.")] public DateOnly? Day { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi il valore misurato.")] public decimal? Value { get; set; }
    [BindProperty, StringLength(500)] public string? Note { get; set; }

    [BindProperty] public decimal? Baseline { get; set; }
    [BindProperty, FarDay] public DateOnly? BaselineDay { get; set; }
    [BindProperty] public decimal? Target { get; set; }
    [BindProperty, FarDay] public DateOnly? TargetDay { get; set; }

    [BindProperty, StringLength(500)] public string? Why { get; set; }

    public Indicator Indicator { get; private set; } = null!;
    public IReadOnlyList<Card> Measures { get; private set; } = [];
    public bool MayMeasure { get; private set; }
    public bool IsLate => Indicator.Withdrawn is null && Indicator.IsLate(Localization.Texts.RomeDay(Now));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var code = (RouteData.Values["code"] as string ?? "").ToUpperInvariant();
        Indicator = (await Db.AllIndicators.AsNoTracking().Include(i => i.Measurements)
            .SingleOrDefaultAsync(i => i.Code == code && i.Process == Process.Id, cancel))!;
        if (Indicator is null) return false;
        var sources = await Get<Filo>().SourcesAsync([Indicator.Subject], Relation.MeasuredBy,
            Reader.Of(await CurrentUser.GrantsAsync(Db, cancel), Now), cancel);
        Measures = [.. sources[Indicator.Subject]];
        MayMeasure = await MayAsync(MonitoringActs.Measure);
        (ViewData["Nav"], ViewData["Crumbs"]) = ("decisioni",
            Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
                (L["Indicatori"].Value, MonitoringUrls.Indicators(Process.Slug)), (Indicator.Code, null)));
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill()
    {
        (Day, Value, Note, Why) = (Localization.Texts.RomeDay(Now), null, null, null);
        (Baseline, BaselineDay, Target, TargetDay) = (Indicator.Baseline, Indicator.BaselineDay, Indicator.Target, Indicator.TargetDay);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            var indicator = await w.Db.AllIndicators.Include(i => i.Measurements).SingleAsync(i => i.Id == Indicator.Id);
            indicator.Measure(Day!.Value, Value!.Value, Note ?? "", w.Now);
            return MonitoringUrls.Indicator(Process.Slug, Indicator.Code);
        });
    }

    public Task<IActionResult> OnPostWithdrawAsync() =>
        ChangeAsync((indicator, now) => indicator.Withdraw(Why ?? "", now), L["Indicatore ritirato: la sua pagina dice perché."]);

    public Task<IActionResult> OnPostTakeUpAsync() => ChangeAsync((indicator, _) => indicator.TakeUp(), L["Indicatore ripreso."]);

    private async Task<IActionResult> ChangeAsync(Action<Indicator, DateTimeOffset> change, string said)
    {
        // The measurement's own fields belong to the other form of the page.
        ModelState.Remove(nameof(Day));
        ModelState.Remove(nameof(Value));
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            change(await w.Db.AllIndicators.SingleAsync(i => i.Id == Indicator.Id), w.Now);
            return MonitoringUrls.Indicator(Process.Slug, Indicator.Code);
        }, said);
    }

    public async Task<IActionResult> OnPostBaselineAsync()
    {
        // The measurement's own fields belong to the other form of the page.
        ModelState.Remove(nameof(Day));
        ModelState.Remove(nameof(Value));
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            var indicator = await w.Db.AllIndicators.Include(i => i.Measurements).SingleAsync(i => i.Id == Indicator.Id);
            indicator.Aim(Baseline, BaselineDay, Target, TargetDay);
            return MonitoringUrls.Indicator(Process.Slug, Indicator.Code);
        }, L["Partenza e obiettivo registrati."]);
    }
}
