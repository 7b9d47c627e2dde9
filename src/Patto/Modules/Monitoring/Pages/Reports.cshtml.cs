using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Monitoring.Pages;

/// <summary>The accounts given so far; whoever answers for the process publishes the next.</summary>
public sealed class ReportsModel : ProcessPage
{
    public override Act? DemandsToPost => MonitoringActs.Report;

    [BindProperty, Required(ErrorMessage = "Scrivi in poche righe che cosa è successo: chi legge comincia da lì."),
        StringLength(4000)]
    public string Intro { get; set; } = "";

    private const int PageSize = 30;
    [FromQuery(Name = "dopo")] public int? After { get; set; }
    public int Total { get; private set; }
    public int? More { get; private set; }

    public IReadOnlyList<(int Number, DateTimeOffset At, DateTimeOffset? Sent)> Reports { get; private set; } = [];
    public ReportContent? Next { get; private set; }
    public bool MayReport => Next is not null;
    /// <summary>Of the content that whoever publishes has before them.</summary>
    [BindProperty, StringLength(64)] public string? Seen { get; set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var all = Db.MonitoringReports.AsNoTracking().Where(r => r.Process == Process.Id);
        Total = await all.CountAsync(cancel);
        var found = await all.Where(r => After == null || r.Number < After).OrderByDescending(r => r.Number)
            .Select(r => new { r.Number, r.At, r.Sent }).Take(PageSize + 1).ToListAsync(cancel);
        More = found.Count > PageSize ? found[PageSize - 1].Number : null;
        Reports = [.. found.Take(PageSize).Select(r => (r.Number, r.At, r.Sent))];
        if (await MayAsync(MonitoringActs.Report)) Next = await Get<Accounting>().ContentAsync(Process, cancel);
        (ViewData["Nav"], ViewData["Crumbs"]) = ("decisioni", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Monitoraggio"].Value, null)));
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
            MonitoringUrls.Report(Process.Slug, (await w.Get<Accounting>().PublishAsync(Process, Intro, w.Now, seen: Seen ?? "")).Number));
    }
}
