using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;

namespace Patto.Modules.Reports;

/// <summary>What the table, the guarantor and the sending accomplish of the legal steps. A document that brings only a part of the
/// proposals moves nothing on the road of the process.</summary>
internal sealed class KeepThePlan(AppDb db, PlanBook plan)
    : IHandle<TableSettled>, IHandle<ReportJudged>, IHandle<JudgementWithdrawn>, IHandle<ReportSent>
{
    public async Task HandleAsync(TableSettled happened, CancellationToken cancel)
    {
        if (happened.Approved && await OfAsync(happened.Report, cancel) is { IsPartial: false } report)
            await plan.AccomplishAsync(happened.In, PlanKeys.TableApproved, happened.Day, How(report, report.Table!.Where), cancel);
    }

    public async Task HandleAsync(ReportJudged happened, CancellationToken cancel)
    {
        if (happened.Verdict == VerdictKind.Returned || await OfAsync(happened.Report, cancel) is not { IsPartial: false } report) return;
        await plan.AccomplishAsync(happened.In, PlanKeys.Validated, happened.Day, Judged(report, happened.Verdict), cancel);
    }

    public async Task HandleAsync(JudgementWithdrawn happened, CancellationToken cancel)
    {
        if (await OfAsync(happened.Report, cancel) is { IsPartial: false } report) await plan.TakeBackAsync(happened.In,
            PlanKeys.Validated, Judged(report, happened.Verdict), "Il garante ha ritirato quello che aveva detto", cancel);
    }

    public async Task HandleAsync(ReportSent happened, CancellationToken cancel)
    {
        var report = await OfAsync(happened.Report, cancel);
        if (happened.Kind == ReportKind.FinalReport)
            await plan.AccomplishAsync(happened.In, PlanKeys.AccountedFor, happened.Day, How(report, report.Reference), cancel);
        else if (happened.Concludes)
            await plan.AccomplishAsync(happened.In, PlanKeys.SentToDecide, happened.Day, $"{report.Title}: invio a {report.SentTo}", cancel);
    }

    private async Task<Report> OfAsync(Id<Report> id, CancellationToken cancel) => (await db.Reports.FindAsync([id], cancel))!;

    /// <summary>What the plan says of a step that a document accomplished.</summary>
    internal static string How(Report report, string where) => where.Length > 0 ? $"{report.Title}, {where}" : report.Title;

    private static string Judged(Report report, VerdictKind verdict) =>
        $"{report.Title}: {(verdict == VerdictKind.Validated ? "validato" : "non validato")} dal garante";
}
