using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Opinions.Contracts;

/// <summary>A map of opinions was begun, or what it says of itself changed.</summary>
[Sentence("Una mappa delle opinioni è stata scritta o corretta.")]
public sealed record SurveyWritten(Id<OpinionSurvey> Survey, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("survey", Survey);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>A draft on which nobody could answer is gone.</summary>
[Sentence("La bozza di una mappa delle opinioni è stata eliminata.")]
public sealed record SurveyDiscarded(Id<OpinionSurvey> Survey, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("survey", Survey);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Una mappa delle opinioni è stata aperta: si può rispondere alle frasi.")]
public sealed record SurveyOpened(Id<OpinionSurvey> Survey, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("survey", Survey);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>The groups that were found got a name.</summary>
[Sentence("I gruppi di una mappa delle opinioni hanno avuto un nome.")]
public sealed record OpinionGroupsNamed(Id<OpinionSurvey> Survey, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("survey", Survey);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>A statement was written, corrected or explained.</summary>
[Sentence("Una frase di una mappa delle opinioni è stata scritta o corretta.")]
public sealed record StatementWritten(Id<SurveyStatement> Statement, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("statement", Statement);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>Somebody who answered missed a statement and wrote it.</summary>
[Sentence("Chi risponde ha proposto una frase per una mappa delle opinioni.")]
public sealed record StatementProposed(Id<SurveyStatement> Statement, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("statement", Statement);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>A proposed statement is asked from now on.</summary>
[Sentence("Una frase è entrata in una mappa delle opinioni.")]
public sealed record StatementTakenIn(Id<SurveyStatement> Statement, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("statement", Statement);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>A statement is not asked, with a reason that everybody reads.</summary>
[Sentence("Una frase non è stata messa in una mappa delle opinioni, o ne è stata tolta, con un motivo.")]
public sealed record StatementLeftOut(Id<SurveyStatement> Statement, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("statement", Statement);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>A draft of a statement is gone.</summary>
[Sentence("La bozza di una frase è stata eliminata.")]
public sealed record StatementDiscarded(Id<SurveyStatement> Statement, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("statement", Statement);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="Count">How many sheets.</param>
[Sentence("Sono state registrate le risposte date su carta a una mappa delle opinioni.")]
public sealed record SheetsTyped(Id<OpinionSurvey> Survey, Id<Process> In, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("survey", Survey);
    public Subject? Process => Subject.Of("process", In);
}
