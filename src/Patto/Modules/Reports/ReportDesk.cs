using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Decisions;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Reports.Contracts;

namespace Patto.Modules.Reports;

/// <summary>What somebody confirmed of a text that looks as if it told of persons.</summary>
/// <param name="Read">They have read it.</param>
/// <param name="Seal">Of what they were shown.</param>
public sealed record Confirmed(bool Read, string? Why, string? Seal)
{
    public static readonly Confirmed Nothing = new(false, null, null);
}

/// <summary>With what a document goes to the body that decides.</summary>
/// <param name="Before">What was handed over already; null: now, with what follows.</param>
public sealed record GoesWith(Id<HandOver>? Before, Id<Document>? Text, IReadOnlyCollection<Id<Proposal>> Proposals);

/// <summary>The way of a document from its draft to the body that decides. Used inside an act.</summary>
public sealed class ReportDesk(AppDb db, ReportDrafter drafter, Looking looking, GroupBook groups, MeetingBook meetings,
    DecisionBook decisions, ClosingBook closings, PlanBook plan, TimeProvider clock)
{
    /// <summary>Draws a document up from what the process holds.</summary>
    public async Task<Report> BeginAsync(ProcessInfo process, ReportKind kind, string title, bool isPartial, CancellationToken cancel)
    {
        await db.StandAsync($"final documents of {process.Id}", cancel);
        var number = 1 + (await db.Reports.Where(r => r.Process == process.Id).MaxAsync(r => (int?)r.Number, cancel) ?? 0);
        var report = Report.Begin(process, kind, number, title, isPartial, clock.GetUtcNow());
        db.Add(report);
        foreach (var (n, drawn) in (await drafter.DrawAsync(process, kind, cancel)).Index())
            db.Add(ReportSection.Draw(report, n + 1, drawn, clock.GetUtcNow()));
        return report;
    }

    /// <summary>The edition that the table reads.</summary>
    public async Task PutToTableAsync(ProcessInfo process, Report report, Confirmed confirmed, CancellationToken cancel)
    {
        report.DemandWritten();
        await FreezeAsync(process, report, confirmed, [], isFinal: false, cancel);
        report.PutToTable();
    }

    /// <summary>What the members of the table said by the page, one word for each seat, the last one.</summary>
    public async Task<IReadOnlyList<TableVoice>> VoicesAsync(Report report, CancellationToken cancel) =>
        [.. (await db.TableVoices.AsNoTracking().Where(v => v.Report == report.Id && v.Edition == report.Edition).OrderBy(v => v.At)
            .ToListAsync(cancel)).GroupBy(v => v.Seat).Select(g => g.Last()).OrderBy(v => v.At)];

    /// <summary>The table approved it where more seats say yes than no, and as many have said something as must be present.</summary>
    public async Task SettleByPageAsync(ProcessInfo process, Report report, string words, CancellationToken cancel)
    {
        var (voices, table) = (await VoicesAsync(report, cancel), await groups.TableAsync(process.Id, cancel));
        int Of(TableAnswer answer) => voices.Count(v => v.Answer == answer);
        var quorum = table?.QuorumOn(Today) ?? 1;
        RuleViolation.Unless(voices.Count >= quorum, "report.quorum",
            "Hanno risposto in {0}, ne servono almeno {1}: aspetta le altre risposte, o registra che cosa ha deciso il Tavolo in un incontro.",
            voices.Count, quorum);
        var yes = Of(TableAnswer.Yes) + Of(TableAnswer.WithReserve);
        report.Settle(new(TableWay.Page, yes > Of(TableAnswer.No), report.Edition, Of(TableAnswer.Yes), Of(TableAnswer.WithReserve),
            Of(TableAnswer.No), "", words.Trim(), Today, [.. voices.Where(v => v.Words.Length > 0).Select(v =>
                $"{(v.Answer == TableAnswer.No ? "Contrario" : "Riserva")}: {string.Join(' ', v.Words.Split('\n'))}")]));
    }

    /// <summary>What the table decided in a meeting.</summary>
    public async Task SettleInMeetingAsync(ProcessInfo process, Report report, Guid? meeting, bool approved, string words,
        CancellationToken cancel)
    {
        var held = (await meetings.OfProcessAsync(process.Id, drafts: true, cancel)).Find(m => m.Id.Value == meeting
            && m.State != MeetingState.Cancelled);
        RuleViolation.UnlessAt("Meeting", held is not null && held.Start <= clock.GetUtcNow(), "report.meeting",
            "Scegli l'incontro, già cominciato, in cui il Tavolo l'ha deciso.");
        var (day, edition) = (Texts.RomeDay(held!.Start), await LastAsync(report, cancel));
        RuleViolation.UnlessAt("Meeting", day >= Texts.RomeDay(edition.At), "report.meeting-before",
            "La versione portata al Tavolo è del {0}: scegli un incontro di quel giorno o di dopo.",
            Texts.RomeDay(edition.At).ToString("d/M/yyyy", Texts.Italian));
        var where = $"{held.Title}, {day.ToString("d MMMM yyyy", Texts.Italian)}";
        report.Settle(new(TableWay.Meeting, approved, report.Edition, 0, 0, 0, where, words.Trim(), day, []));
    }

    /// <summary>The outcome of the table, recorded by mistake, is taken back: its answers stay.</summary>
    public async Task UnsettleAsync(Report report, CancellationToken cancel)
    {
        var said = report.Table;
        report.WithdrawSettlement(await IsAsReadAsync(report, cancel));
        if (said is { Approved: true } && !report.IsPartial) await plan.TakeBackAsync(report.Process, PlanKeys.TableApproved,
            KeepThePlan.How(report, said.Where), "L'esito del Tavolo era registrato per errore", cancel);
    }

    /// <summary>What the guarantor said is taken back, while nothing was rewritten.</summary>
    public async Task UnjudgeAsync(Report report, CancellationToken cancel) =>
        report.WithdrawVerdict(await IsAsReadAsync(report, cancel));

    /// <summary>What the guarantor says of the last edition.</summary>
    public async Task JudgeAsync(Report report, Verdict verdict, CancellationToken cancel) =>
        report.Judge(verdict, Texts.RomeDay((await LastAsync(report, cancel)).At), clock.GetUtcNow());

    private Task<ReportEdition> LastAsync(Report report, CancellationToken cancel) =>
        db.ReportEditions.AsNoTracking().SingleAsync(e => e.Report == report.Id && e.Number == report.Edition, cancel);

    // Title and parts are those that somebody read.
    private async Task<bool> IsAsReadAsync(Report report, CancellationToken cancel)
    {
        var parts = Pages.ReportPage.Frozen(report.Kind, await Pages.ReportPage.PartsAsync(db, report.Id, cancel));
        return ReportEdition.HashOf(report.Title, parts) == (await LastAsync(report, cancel)).Hash;
    }

    /// <summary>The table was not heard: the document says so, and why.</summary>
    public async Task PassByTableAsync(ProcessInfo process, Report report, string why, Confirmed confirmed, CancellationToken cancel)
    {
        report.DemandWritten();
        RuleViolation.Unless(report.Kind == ReportKind.ProposalDocument, "report.no-table", "La relazione finale non passa dal Tavolo.");
        await FreezeAsync(process, report, confirmed, [], isFinal: false, cancel);
        report.Settle(new(TableWay.None, false, report.Edition, 0, 0, 0, "", why.Trim(), Today, []));
    }

    /// <summary>It goes to the body that decides and becomes everybody's; with it go proposals and text.</summary>
    public async Task SendAsync(ProcessInfo process, Report report, string to, DateOnly day, string reference, GoesWith? with,
        Confirmed confirmed, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        Id<HandOver>? handed = null;
        if (report.Kind == ReportKind.ProposalDocument && with is not null)
        {
            await closings.DemandOpenAsync(process.Id, cancel);
            // What the table and the guarantor read is what goes out.
            RuleViolation.Unless(await IsAsReadAsync(report, cancel), "report.other-words",
                "Il documento è cambiato dopo la versione letta dal garante: riprendilo e riportalo al Tavolo.");
            handed = with.Before ?? await decisions.HandOverAsync(process, with.Text, with.Proposals, report.Title,
                "Tavolo di Negoziazione", to, day, !report.IsPartial, now, cancel);
            if (with.Before is { } before && !report.IsPartial) await decisions.ConcludeAsync(before, process.Id, cancel);
        }
        report.Send(to, day, reference, handed, now);
        await FreezeAsync(process, report, confirmed, SaidOf(report), isFinal: true, cancel);
    }

    private async Task FreezeAsync(ProcessInfo process, Report report, Confirmed confirmed, IReadOnlyList<FrozenPart> more, bool isFinal,
        CancellationToken cancel)
    {
        var parts = Pages.ReportPage.Frozen(report.Kind, await Pages.ReportPage.PartsAsync(db, report.Id, cancel));
        var look = await LookAsync(process, report, parts, cancel);
        look.DemandRead(confirmed.Read, confirmed.Why, confirmed.Seal);
        db.Add(report.Freeze([.. parts, .. more], look.StaysBecause(confirmed.Why), isFinal, clock.GetUtcNow()));
    }

    /// <summary>What looks like personal data in a document.</summary>
    public Task<Look> LookAsync(ProcessInfo process, Report report, IReadOnlyList<FrozenPart> parts, CancellationToken cancel) =>
        looking.AtAsync(process, [("titolo", report.Title), .. parts.Concat(report.State is ReportState.Judged or ReportState.Sent
            ? SaidOf(report) : []).Select(p => (p.Key, p.Text))], cancel);

    /// <summary>What is added when it is sent: whether the table checked it, and what the guarantor said.</summary>
    public static IReadOnlyList<FrozenPart> SaidOf(Report report) => report.Kind == ReportKind.FinalReport ? [] :
    [
        new("tavolo", "La verifica del Tavolo", SaidOf(report.Table)),
        .. report.Verdicts.TakeLast(1).Select(v => new FrozenPart("garante", "Il garante", SaidOf(v))),
    ];

    internal static string SaidOf(TableCheck? table) => table switch
    {
        null => "Il Tavolo non si è ancora espresso.",
        { Way: TableWay.None } none => $"Il Tavolo non ha verificato il documento. Motivo: {none.Words}",
        { Way: TableWay.Meeting, Approved: var approved } met =>
            $"Il Tavolo {(approved ? "ha approvato" : "non ha approvato")} il documento nell'incontro «{met.Where}». {met.Words}".Trim(),
        { } page => string.Join('\n', [$"Il Tavolo {(page.Approved ? "ha approvato" : "non ha approvato")} il documento: {page.Yes} sì, "
            + $"{page.WithReserve} sì con riserva, {page.No} no. {page.Words}".Trim(), .. page.Reserves.Select(r => $"- {r}")]),
    };

    internal static string SaidOf(Verdict verdict) => (verdict.Kind switch
    {
        VerdictKind.Validated => "Il garante ha validato il documento",
        VerdictKind.NotValidated => "Il garante non ha validato il documento",
        _ => "Il garante ha rimandato il documento",
    } + $" il {verdict.Day.ToString("d MMMM yyyy", Texts.Italian)}. {verdict.Words}").Trim();

    private DateOnly Today => Texts.RomeDay(clock.GetUtcNow());
}
