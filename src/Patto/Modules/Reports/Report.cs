using System.Text.Json.Serialization;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Decisions;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;

namespace Patto.Modules.Reports;

/// <summary>What the table said of one edition.</summary>
/// <param name="Yes">Seats, each once; nothing where it was heard in a meeting.</param>
/// <param name="Where">The meeting, as people call it; empty where each said it by the page.</param>
/// <param name="Words">What was decided there, or why the table was not heard.</param>
/// <param name="Reserves">The reserves and the reasons of who said no, in their words.</param>
public sealed record TableCheck(TableWay Way, bool Approved, int Edition, int Yes, int WithReserve, int No, string Where, string Words,
    DateOnly Day, IReadOnlyList<string> Reserves);

/// <summary>What the guarantor said of one edition.</summary>
/// <param name="Reference">Where it came by letter: its protocol. Empty where the guarantor pressed the button.</param>
public sealed record Verdict(VerdictKind Kind, int Edition, string Words, DateOnly Day, string Reference)
{
    [JsonIgnore] public bool ByLetter => Reference.Length > 0;
}

/// <summary>A document that tells a process (*documento di proposta partecipata*, *relazione finale*): drawn up from what the process
/// holds, edited, approved by the table, judged by the guarantor, sent.</summary>
[Content("final-document", "kind", "number", "title", "isPartial", "state", "table", "verdicts", "sentTo", "sentOn", "reference")]
public sealed class Report : Entity<Report>
{
    public const int LongestTitle = 200, LongestWords = 2_000, LongestReference = 100;

    private Report() { }

    internal static Report Begin(ProcessInfo process, ReportKind kind, int number, string title, bool isPartial, DateTimeOffset now)
    {
        var report = new Report
        {
            Authority = process.Authority,
            Process = process.Id,
            Kind = kind,
            Number = number,
            Title = Titled(title),
            IsPartial = isPartial && kind == ReportKind.ProposalDocument,
            At = now,
        };
        report.Raise(new ReportBegun(report.Id, report.ProcessSubject, kind));
        return report;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public ReportKind Kind { get; private set; }
    /// <summary>Within the process, from 1; its address.</summary>
    public int Number { get; private set; }
    public string Title { get; private set; } = "";
    /// <summary>It brings a part of the proposals, and does not end the process.</summary>
    public bool IsPartial { get; private set; }
    public ReportState State { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>The last edition that was frozen; 0: none yet.</summary>
    public int Edition { get; private set; }
    /// <summary>What the table said last; null while it was not heard.</summary>
    public TableCheck? Table { get; private set; }
    /// <summary>What the guarantor said, the oldest first.</summary>
    public List<Verdict> Verdicts { get; private set; } = [];
    public string SentTo { get; private set; } = "";
    public DateOnly? SentOn { get; private set; }
    /// <summary>Protocol or certified letter of the sending; empty where it has none.</summary>
    public string Reference { get; private set; } = "";
    /// <summary>With what it went to the body that decides.</summary>
    public Id<HandOver>? HandOver { get; private set; }

    public Subject Subject => Subject.Of("final-document", Id);
    internal Subject ProcessSubject => Subject.Of("process", Process);
    public bool IsWritten => State is ReportState.Draft or ReportState.Returned;
    public bool IsSent => State == ReportState.Sent;
    public Verdict? Judged => State is ReportState.Judged or ReportState.Sent or ReportState.Returned ? Verdicts.LastOrDefault() : null;

    internal void Describe(string title, bool isPartial)
    {
        DemandWritten();
        (title, isPartial) = (Titled(title), isPartial && Kind == ReportKind.ProposalDocument);
        if ((title, isPartial) == (Title, IsPartial)) return;
        (Title, IsPartial) = (title, isPartial);
        Raise(new ReportDescribed(Id, ProcessSubject));
    }

    internal void Discard()
    {
        RuleViolation.Unless(State == ReportState.Draft && Edition == 0, "report.frozen",
            "Una versione è già stata letta dal Tavolo: il documento resta.");
        Raise(new ReportDiscarded(Id, ProcessSubject));
    }

    internal void DemandWritten() => RuleViolation.Unless(IsWritten, "report.not-written",
        "Ora il documento non si riscrive: lo sta leggendo qualcuno, o è già stato inviato. Per correggerlo va prima ripreso.");

    /// <summary>Freezes what the parts say now.</summary>
    /// <param name="stays">Why what looks like personal data stays; empty where there is none.</param>
    internal ReportEdition Freeze(IReadOnlyList<FrozenPart> parts, string stays, bool isFinal, DateTimeOffset now)
    {
        RuleViolation.Unless(parts.Any(p => p.Text.Length > 0), "report.empty", "Il documento è vuoto: prima scrivi le sue parti.");
        Edition++;
        return ReportEdition.Of(this, Edition, parts, stays, isFinal, now);
    }

    internal void PutToTable()
    {
        DemandWritten();
        RuleViolation.Unless(Kind == ReportKind.ProposalDocument, "report.no-table", "La relazione finale non passa dal Tavolo.");
        (State, Table) = (ReportState.AtTheTable, null);
        Raise(new ReportPutToTable(Id, ProcessSubject, Edition));
    }

    /// <summary>Back to be written, or from the guarantor back to the office.</summary>
    internal void TakeBack()
    {
        RuleViolation.Unless(State is ReportState.AtTheTable or ReportState.ToValidate or ReportState.AtTheGuarantor or ReportState.Judged,
            "report.not-out", "Il documento è già da scrivere, o è già stato inviato.");
        Raise(new ReportTakenBack(Id, ProcessSubject, State));
        State = State == ReportState.AtTheGuarantor ? ReportState.ToValidate : ReportState.Draft;
    }

    internal void Settle(TableCheck check)
    {
        RuleViolation.Unless(check.Way == TableWay.None ? IsWritten : State == ReportState.AtTheTable, "report.not-at-table",
            "Il documento non è al Tavolo: prima va portato lì.");
        RuleViolation.UnlessAt("TableWords", check.Way == TableWay.Page && check.Approved || check.Words.Length > 0, "report.table-words",
            check.Way == TableWay.None ? "Scrivi perché il Tavolo non l'ha verificato: sta scritto nel documento."
                : check.Approved ? "Scrivi che cosa ha deciso il Tavolo." : "Scrivi perché il Tavolo non l'ha approvato.");
        TextLength.Demand("TableWords", check.Words, LongestWords, "report.table-long");
        (Table, State) = (check, check.Way == TableWay.None || check.Approved ? ReportState.ToValidate : ReportState.Draft);
        Raise(new TableSettled(Id, Process, check.Way, check.Approved, check.Day));
    }

    /// <summary>The outcome was recorded wrongly, and nothing has been done with it yet.</summary>
    /// <param name="asRead">The parts still are those of the edition that the table read.</param>
    internal void WithdrawSettlement(bool asRead)
    {
        RuleViolation.Unless(Table is { Way: not TableWay.None } said && said.Edition == Edition && State is ReportState.ToValidate
            or ReportState.Draft, "report.not-settled", "L'esito del Tavolo non è registrato, o il documento è già andato avanti.");
        RuleViolation.Unless(asRead, "report.rewritten-settled",
            "Il documento è già stato cambiato dopo questo esito: portalo di nuovo al Tavolo.");
        Raise(new SettlementWithdrawn(Id, ProcessSubject));
        (State, Table) = (ReportState.AtTheTable, null);
    }

    internal void PutToGuarantor()
    {
        RuleViolation.Unless(State == ReportState.ToValidate, "report.not-checked",
            "Prima il Tavolo dice se lo approva, o si scrive perché non l'ha verificato.");
        State = ReportState.AtTheGuarantor;
        Raise(new ReportPutToGuarantor(Id, ProcessSubject));
    }

    /// <param name="since">The day on which the edition was frozen: nobody said anything of it before.</param>
    internal void Judge(Verdict verdict, DateOnly since, DateTimeOffset now)
    {
        RuleViolation.Unless(State == ReportState.AtTheGuarantor, "report.not-at-guarantor", "Il documento non è dal garante.");
        RuleViolation.UnlessAt("Words", verdict.Kind == VerdictKind.Validated || verdict.Words.Length > 0, "report.verdict-words",
            "Scrivi i motivi: li legge chiunque.");
        TextLength.Demand("Words", verdict.Words, LongestWords, "report.verdict-long");
        RuleViolation.UnlessAt("VerdictDay", verdict.Day <= Texts.RomeDay(now), "report.verdict-day",
            "Il giorno deve ancora venire: scrivi quando è arrivata la risposta.");
        RuleViolation.UnlessAt("VerdictDay", verdict.Day >= since, "report.verdict-before",
            "La versione da validare è del {0}: la risposta non può essere di prima.", since.ToString("d/M/yyyy", Texts.Italian));
        Verdicts = [.. Verdicts, verdict];
        State = verdict.Kind == VerdictKind.Returned ? ReportState.Returned : ReportState.Judged;
        Raise(new ReportJudged(Id, Process, verdict.Kind, verdict.Day));
    }

    /// <summary>What the guarantor pressed, or the office recorded, by mistake.</summary>
    /// <param name="asRead">The parts still are those of the edition that was judged.</param>
    internal void WithdrawVerdict(bool asRead)
    {
        RuleViolation.Unless(asRead, "report.rewritten",
            "Il documento è già stato cambiato dopo questa risposta: non si può più ritirare. Aspetta la nuova versione.");
        RuleViolation.Unless(State == ReportState.Judged || State == ReportState.Returned && Verdicts is [.., var said]
            && said.Edition == Edition, "report.not-judged", "Il garante non si è espresso, o il documento è già stato inviato.");
        var last = Verdicts[^1];
        (Verdicts, State) = ([.. Verdicts.SkipLast(1)], ReportState.AtTheGuarantor);
        Raise(new JudgementWithdrawn(Id, Process, last.Kind));
    }

    internal void Send(string to, DateOnly day, string reference, Id<HandOver>? handOver, DateTimeOffset now)
    {
        RuleViolation.Unless(Kind == ReportKind.FinalReport ? State == ReportState.Draft : State == ReportState.Judged, "report.not-judged",
            "Prima il garante si esprime, poi il documento si invia.");
        Address(to, day, reference, now);
        RuleViolation.UnlessAt("Day", Judged is not { } verdict || day >= verdict.Day, "report.sent-early",
            "L'invio non può venire prima di quello che ha detto il garante.");
        (State, HandOver) = (ReportState.Sent, handOver);
        Raise(new ReportSent(Id, Process, Kind, Kind == ReportKind.ProposalDocument && !IsPartial, day));
    }

    /// <summary>The protocol came later, or was mistyped. The day stays: the term is counted from it.</summary>
    internal void CorrectSending(string to, string reference, DateTimeOffset now)
    {
        RuleViolation.Unless(IsSent, "report.not-sent", "Il documento non è ancora stato inviato.");
        if ((to.Trim(), reference.Trim()) == (SentTo, Reference)) return;
        Address(to, SentOn!.Value, reference, now);
        Raise(new SendingCorrected(Id, ProcessSubject));
    }

    private void Address(string to, DateOnly day, string reference, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("To", to.Trim().Length > 0, "report.to", "Scrivi a chi si invia.");
        RuleViolation.UnlessAt("Day", day <= Texts.RomeDay(now), "report.future", "L'invio non può essere nel futuro.");
        (SentTo, SentOn, Reference) = (to.Trim(), day, reference.Trim());
    }

    private static string Titled(string title)
    {
        title = title.Trim();
        RuleViolation.UnlessAt("Title", title.Length > 0, "report.title", "Scrivi il titolo del documento.");
        TextLength.Demand("Title", title, LongestTitle, "report.title-long");
        return title;
    }
}
