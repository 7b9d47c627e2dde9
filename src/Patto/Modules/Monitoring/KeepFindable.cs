using Patto.Database;
using Patto.Grants;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Search;

namespace Patto.Modules.Monitoring;

/// <summary>The account is found by what it tells.</summary>
internal sealed class KeepFindable(AppDb db, SearchBook search, ProcessBook processes) : IHandle<MonitoringPublished>
{
    public async Task HandleAsync(MonitoringPublished happened, CancellationToken cancel)
    {
        if (await db.MonitoringReports.FindAsync([happened.Report], cancel) is not { } report
            || await processes.GetAsync(happened.In, cancel) is not { } process) return;
        await search.IndexAsync(report.Subject, $"Documento di monitoraggio n. {report.Number} – {process.Title}", report.Intro,
            MonitoringUrls.Report(process.Slug, report.Number),
            process.IsPublic ? Visibility.Public : Visibility.Staff, process.Id.Value, report.At, cancel);
    }
}
