using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Moderation.Pages;

/// <summary>A report is decided with a public reason: the text stays, or is paused; after an appeal whoever answers for the process decides
/// anew.</summary>
public sealed class OneModel : ProcessPage
{
    public override Act Demands => ModerationActs.Read;

    [BindProperty, StringLength(TextReport.LongestWhy)] public string? Why { get; set; }

    public TextReport Report { get; private set; } = null!;
    /// <summary>Null once its author took it back.</summary>
    public ReportedText? Text { get; private set; }
    public bool MayDecide { get; private set; }
    public bool MayJudge { get; private set; }
    public bool MayConfirm => Report.State == ReportedState.Appealed && Report.MayConfirm(CurrentUser.Actor);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var code = (RouteData.Values["code"] as string ?? "").ToUpperInvariant();
        Report = (await Db.Set<TextReport>().AsNoTracking().SingleOrDefaultAsync(r => r.Process == Process.Id && r.Code == code, cancel))!;
        if (Report is null) return false;
        Text = (await Get<ReportedTexts>().OfAsync(Process.Id, [Report.Of], cancel)).GetValueOrDefault(Report.Of);
        (MayDecide, MayJudge) = (await MayAsync(ModerationActs.Moderate), await MayAsync(ModerationActs.Judge));
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "percorsi", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Testi segnalati"].Value, ModerationUrls.Queue(Process.Slug)),
            (Report.Code, null)));
        return true;
    }

    public void OnGet() { }

    [Demands(typeof(ModerationActs), nameof(ModerationActs.Moderate))]
    public Task<IActionResult> OnPostKeepAsync(CancellationToken cancel) => DecideAsync(pause: false, cancel);

    [Demands(typeof(ModerationActs), nameof(ModerationActs.Moderate))]
    public Task<IActionResult> OnPostPauseAsync(CancellationToken cancel) => DecideAsync(pause: true, cancel);

    [Demands(typeof(ModerationActs), nameof(ModerationActs.Judge))]
    public Task<IActionResult> OnPostResumeAsync(CancellationToken cancel) => CloseAsync(resume: true, cancel);

    [Demands(typeof(ModerationActs), nameof(ModerationActs.Judge))]
    public Task<IActionResult> OnPostConfirmAsync(CancellationToken cancel) => CloseAsync(resume: false, cancel);

    // What others reported of the same text is decided with it: it cannot be paused twice.
    private async Task<IActionResult> DecideAsync(bool pause, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.StandInLineAsync($"reports of {Report.Of}", cancel);
            var alike = await write.Db.Set<TextReport>().Where(r => r.Of == Report.Of && (r.Id == Report.Id
                || pause && r.State == ReportedState.Waiting)).ToListAsync(cancel);
            alike.Single(r => r.Id == Report.Id).Decide(pause, Why ?? "", CurrentUser.Actor, write.Now);
            foreach (var other in alike.Where(r => r.State == ReportedState.Waiting))
                other.Decide(pause, Why ?? "", CurrentUser.Actor, write.Now);
            if (pause) await write.Get<ReportedTexts>().PauseAsync(Report.Of, (Why ?? "").Trim(), cancel);
            return ModerationUrls.Queue(Process.Slug);
        }, L["Deciso: il motivo è nel registro pubblico."]);
    }

    private async Task<IActionResult> CloseAsync(bool resume, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.StandInLineAsync($"reports of {Report.Of}", cancel);
            var paused = await write.Db.Set<TextReport>().Where(r => r.Of == Report.Of && (r.Id == Report.Id || resume
                && (r.State == ReportedState.Paused || r.State == ReportedState.Appealed || r.State == ReportedState.Confirmed)))
                .ToListAsync(cancel);
            paused.Single(r => r.Id == Report.Id).Close(resume, Why ?? "", CurrentUser.Actor, write.Now);
            foreach (var other in paused.Where(r => resume && r.IsPaused)) other.Close(resume, Why ?? "", CurrentUser.Actor, write.Now);
            if (resume) await write.Get<ReportedTexts>().ResumeAsync(Report.Of, cancel);
            return ModerationUrls.Queue(Process.Slug);
        }, L["Deciso: il motivo è nel registro pubblico."]);
    }
}
