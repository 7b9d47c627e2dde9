using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Monitoring;

/// <summary>Indicators tied to what they measure; the account built, published and sent to everybody who took part. Used inside an
/// act.</summary>
public sealed class Accounting(AppDb db, DecisionBook decisions, ContributionBook voices, PeopleBook people, Mailings mailings,
    Codes codes, Filo filo, CostBook costs)
{
    /// <param name="actions">The actions that it measures; none when it measures the process as a whole.</param>
    public async Task<Indicator> DefineAsync(ProcessInfo process, IndicatorData data, IReadOnlyCollection<Subject> actions,
        DateTimeOffset now, CancellationToken cancel = default)
    {
        var indicator = Indicator.Define(process.Id, process.Authority,
            await codes.NextAsync(process.Authority.Value, process.Key, "I", cancel), data, now);
        db.Add(indicator);
        foreach (var action in actions) filo.TieNew(action, Relation.MeasuredBy, indicator.Subject, process.Subject);
        return indicator;
    }

    /// <summary>What the account would say now.</summary>
    public async Task<ReportContent> ContentAsync(ProcessInfo process, CancellationToken cancel = default) => new(
        await people.CountAsync(process.Subject, cancel),
        [.. (await decisions.OutcomesAsync(process.Id, cancel))
        .Select(o => new ReportedOutcome(o.Label, o.Title, o.Settled, o.Reason, o.Office, o.Due, o.Cited))],
        [.. (await decisions.ActionsAsync(process.Id, cancel)).Select(a => new ReportedAction(a.Code, a.Text, a.Office, a.Due, a.State))],
        [.. (await db.Indicators.Include(i => i.Measurements).Where(i => i.Process == process.Id).OrderBy(i => i.Code).ToListAsync(cancel))
            .Select(i => new ReportedIndicator(i.Code, i.Name, i.Unit, i.Source, i.Baseline, i.BaselineDay, i.Target, i.TargetDay,
                i.Last?.Value, i.Last?.Day))],
        await voices.CountNamelessAsync(process.Id, cancel),
        await costs.TotalsAsync(process.Id, cancel) is { Count: > 0 } totals ? totals : null);

    /// <param name="seen">The hash of what whoever publishes has before them; null where nobody looks.</param>
    public async Task<MonitoringReport> PublishAsync(ProcessInfo process, string intro, DateTimeOffset now, string? seen = null,
        CancellationToken cancel = default)
    {
        var content = await ContentAsync(process, cancel);
        RuleViolation.Unless(seen is null || seen == content.Hash(), "report.changed",
            "Da quando hai aperto questa pagina qualcosa è cambiato: guarda che cosa contiene adesso, poi pubblica.");
        var number = 1 + await db.MonitoringReports.CountAsync(r => r.Process == process.Id, cancel);
        var report = MonitoringReport.Publish(process.Id, process.Authority, number, intro, content, now);
        db.Add(report);
        return report;
    }

    /// <summary>A letter to everybody who took part: by e-mail to those who have one, to be printed for the others.</summary>
    public async Task SendAsync(ProcessInfo process, MonitoringReport report, DateTimeOffset now, CancellationToken cancel = default)
    {
        var (mailed, toPrint) = await mailings.PostAsync(ReportMailing.Kind, report.Subject, process.Subject, null, cancel);
        report.Send(mailed, toPrint, now);
    }
}
