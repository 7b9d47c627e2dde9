using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Reports.Contracts;

[Sentence("È stato cominciato un documento finale del percorso.")]
public sealed record ReportBegun(Id<Report> Report, Subject? Process, ReportKind Kind) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
}

[Sentence("Il titolo di un documento finale è cambiato.")]
public sealed record ReportDescribed(Id<Report> Report, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
}

[Sentence("La bozza di un documento finale è stata eliminata.")]
public sealed record ReportDiscarded(Id<Report> Report, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
}

/// <param name="Anew">It was drawn up anew from what the process holds.</param>
[Sentence("Una parte di un documento finale è stata riscritta.")]
public sealed record SectionWritten(Id<ReportSection> Section, Id<Report> Report, Subject? Process, string Key, bool Anew) : IDomainEvent
{
    public Subject About => Subject.Of("final-document-part", Section);
}

/// <summary>An edition is frozen; what it holds is the hash's.</summary>
[Sentence("Una versione di un documento finale è stata fissata.")]
public sealed record ReportFrozen(Id<ReportEdition> Edition, Id<Report> Report, Subject? Process, int Number, string Hash) : IDomainEvent
{
    public Subject About => Subject.Of("final-document-edition", Edition);
}

[Sentence("Un documento finale è stato portato al Tavolo.")]
public sealed record ReportPutToTable(Id<Report> Report, Subject? Process, int Edition) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
}

/// <summary>The office took it back before the other side had its say.</summary>
[Sentence("Un documento finale è stato ripreso, prima che l'altra parte si esprimesse.")]
public sealed record ReportTakenBack(Id<Report> Report, Subject? Process, ReportState From) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
}

[Sentence("Una persona del Tavolo ha detto se approva un documento finale.")]
public sealed record TableAnswered(Id<TableVoice> Voice, Id<Report> Report, Subject? Process, TableAnswer Answer) : IDomainEvent
{
    public Subject About => Subject.Of("final-document-voice", Voice);
}

[Sentence("È stato registrato che cosa il Tavolo dice di un documento finale.")]
public sealed record TableSettled(Id<Report> Report, Id<Process> In, TableWay Way, bool Approved, DateOnly Day) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("L'esito del Tavolo su un documento finale, registrato per errore, è stato tolto.")]
public sealed record SettlementWithdrawn(Id<Report> Report, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
}

[Sentence("Un documento finale è stato mandato al garante.")]
public sealed record ReportPutToGuarantor(Id<Report> Report, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
}

[Sentence("Il garante si è espresso su un documento finale.")]
public sealed record ReportJudged(Id<Report> Report, Id<Process> In, VerdictKind Verdict, DateOnly Day) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Quello che il garante aveva detto di un documento finale è stato ritirato.")]
public sealed record JudgementWithdrawn(Id<Report> Report, Id<Process> In, VerdictKind Verdict) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="Concludes">It marks the end of the process in law: the days of the *presa d'atto* begin.</param>
[Sentence("Un documento finale è stato inviato, e si legge in pubblico.")]
public sealed record ReportSent(Id<Report> Report, Id<Process> In, ReportKind Kind, bool Concludes, DateOnly Day) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("È stato corretto come è registrato l'invio di un documento finale.")]
public sealed record SendingCorrected(Id<Report> Report, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("final-document", Report);
}

[Sentence("Il garante ha fatto una domanda o un rilievo a chi conduce il percorso.")]
public sealed record GuarantorAsked(Id<GuarantorNote> Note, Subject? Process, NoteKind Kind, bool InPublic) : IDomainEvent
{
    public Subject About => Subject.Of("guarantor-note", Note);
    public bool IsPublic => InPublic;
}

/// <param name="IsCorrection">An earlier answer is put right and stays beside it.</param>
[Sentence("Chi conduce il percorso ha risposto al garante.")]
public sealed record GuarantorAnswered(Id<GuarantorNote> Note, Subject? Process, bool InPublic, bool IsCorrection) : IDomainEvent
{
    public Subject About => Subject.Of("guarantor-note", Note);
    public bool IsPublic => InPublic;
}

[Sentence("Il garante ha ritirato una domanda o un rilievo, con un motivo.")]
public sealed record GuarantorNoteWithdrawn(Id<GuarantorNote> Note, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("guarantor-note", Note);
}
