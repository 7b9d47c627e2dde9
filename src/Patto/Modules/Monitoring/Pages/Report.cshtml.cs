using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Monitoring.Pages;

/// <summary>A page of one account.</summary>
public abstract class ReportPage : ProcessPage
{
    public MonitoringReport Report { get; private set; } = null!;
    public string ReportTitle => L["Documento di monitoraggio n. {0}", Report.Number];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!int.TryParse(RouteData.Values["number"] as string, out var number)) return false;
        Report = (await Db.MonitoringReports.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Process == Process.Id && r.Number == number, cancel))!;
        if (Report is null) return false;
        (ViewData["Nav"], ViewData["Crumbs"]) = ("decisioni",
            Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
                (L["Monitoraggio"].Value, MonitoringUrls.Reports(Process.Slug)), (L["n. {0}", number].Value, null)));
        return await FindMoreAsync(cancel);
    }

    protected virtual Task<bool> FindMoreAsync(CancellationToken cancel) => Task.FromResult(true);
}

/// <summary>The account for everybody; whoever may, sends it to those who took part.</summary>
public sealed class ReportModel : ReportPage
{
    public override Act? DemandsToPost => MonitoringActs.Report;
    public bool MayReport { get; private set; }

    protected override async Task<bool> FindMoreAsync(CancellationToken cancel)
    {
        MayReport = await MayAsync(MonitoringActs.Report);
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        return await ActAsync(async w =>
        {
            await w.Get<Accounting>().SendAsync(Process, await w.Db.MonitoringReports.SingleAsync(r => r.Id == Report.Id), w.Now);
            return MonitoringUrls.Report(Process.Slug, Report.Number);
        }, L["Inviato: le e-mail partono da sole, le lettere su carta aspettano la stampa."]);
    }
}

/// <summary>The account for paper; with <c>?pdf</c> as tagged PDF.</summary>
[AlsoAsPdf("monitoraggio")]
public sealed class PrintReportModel : ReportPage
{
    public void OnGet() { }
}
