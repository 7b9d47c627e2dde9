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

    public IReadOnlyList<(int Number, DateTimeOffset At, DateTimeOffset? Sent)> Reports { get; private set; } = [];
    public ReportContent? Next { get; private set; }
    public bool MayReport => Next is not null;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var found = await Db.MonitoringReports.AsNoTracking().Where(r => r.Process == Process.Id).OrderByDescending(r => r.Number)
            .Select(r => new { r.Number, r.At, r.Sent }).ToListAsync(cancel);
        Reports = [.. found.Select(r => (r.Number, r.At, r.Sent))];
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
            MonitoringUrls.Report(Process.Slug, (await w.Get<Accounting>().PublishAsync(Process, Intro, w.Now)).Number));
    }
}
