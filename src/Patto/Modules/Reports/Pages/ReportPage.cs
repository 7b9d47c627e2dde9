using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Reports.Pages;

/// <summary>A page of one document of a process. Until it is sent only those who work at it, the table and the guarantor know more of it
/// than its state.</summary>
public abstract class ReportPage : ProcessPage
{
    public Report Report { get; private set; } = null!;
    public DateOnly Today => Texts.RomeDay(Now);
    public string StateSaid => Report is { IsSent: true, SentOn: { } day } ? L["Inviato a {0} il {1}.", Report.SentTo, L.Day(day)].Value
        : L[Report.State.Italian()].Value;

    /// <summary>Whether everybody may open the page once the document was sent.</summary>
    protected virtual bool IsOpenToAll => true;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!int.TryParse(RouteData.Values["number"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        Report = (await Db.Reports.AsNoTracking().SingleOrDefaultAsync(r => r.Process == Process.Id && r.Number == number, cancel))!;
        if (Report is null) return false;
        if (!(IsOpenToAll && Report.IsSent) && !await MayAsync(ReportActs.Read)) return false;
        return await FindInReportAsync(cancel);
    }

    protected virtual Task<bool> FindInReportAsync(CancellationToken cancel) => Task.FromResult(true);

    protected void Trail(params (string Label, string? Url)[] more)
    {
        ViewData["Nav"] = "percorsi";
        ViewData["Crumbs"] = Crumbs.To([(L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Documenti finali"].Value, ReportUrls.All(Process.Slug)), .. more]);
    }

    /// <summary>One act on this document. What brings proposals belongs to the process and ends with it; what accounts for it comes
    /// after.</summary>
    protected async Task<IActionResult> ChangeAsync(Func<Report, WriteScope, Task<Done>> change, string? said, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.StandInLineAsync($"final document {Report.Id}", cancel);
            var report = await write.Db.Reports.SingleAsync(r => r.Id == Report.Id, cancel);
            if (report.Kind == ReportKind.ProposalDocument && !report.IsSent)
                await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            return await change(report, write);
        }, said);
    }

    internal static async Task<List<ReportSection>> PartsAsync(AppDb db, Id<Report> report, CancellationToken cancel) =>
        await db.ReportSections.Where(s => s.Report == report).OrderBy(s => s.Number).ToListAsync(cancel);

    internal static IReadOnlyList<FrozenPart> Frozen(ReportKind kind, IEnumerable<ReportSection> parts) =>
        [.. parts.Where(p => p.Text.Length > 0).Select(p => new FrozenPart(p.Key, PartOfReport.Find(kind, p.Key)!.Heading, p.Text))];
}
