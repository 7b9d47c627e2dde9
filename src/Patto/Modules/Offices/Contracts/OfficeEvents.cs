using Patto.Database;

namespace Patto.Modules.Offices.Contracts;

/// <summary>An office of the body is in the list, or what stands there of it changed.</summary>
[Sentence("L'elenco degli uffici è cambiato.")]
public sealed record OfficeKept(Id<Office> Office) : IDomainEvent
{
    public Subject About => Subject.Of("office", Office);
}

/// <summary>An office was asked something, or is to be told what is decided.</summary>
/// <param name="WantsAnswer">False: it is only to be told.</param>
[Sentence("È stata chiesta una risposta a un ufficio, o l'ufficio è stato messo al corrente.")]
public sealed record OfficeAsked(Id<OfficeQuestion> Question, Subject? Process, Subject Of, bool WantsAnswer) : IDomainEvent
{
    public Subject About => Subject.Of("office-question", Question);
}

/// <summary>The office answered, or put its answer right.</summary>
/// <param name="ByLink">By the link of its letter; false: somebody wrote down what it said.</param>
[Sentence("Un ufficio ha risposto a quello che gli era stato chiesto.")]
public sealed record OfficeAnswered(Id<OfficeQuestion> Question, Subject? Process, bool ByLink, bool InPublic, bool IsCorrection)
    : IDomainEvent
{
    public Subject About => Subject.Of("office-question", Question);
    public bool IsPublic => InPublic;
}

/// <summary>No answer is needed any more; why, stays.</summary>
[Sentence("Una domanda a un ufficio è stata ritirata, con un motivo.")]
public sealed record OfficeQuestionWithdrawn(Id<OfficeQuestion> Question, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("office-question", Question);
}

/// <summary>The term comes near, or has passed.</summary>
[Sentence("A un ufficio è stato ricordato che si aspetta una sua risposta.")]
public sealed record OfficeReminded(Id<OfficeQuestion> Question, Subject? Process, bool IsLate) : IDomainEvent
{
    public Subject About => Subject.Of("office-question", Question);
}

/// <summary>Offices were told of a decision on what they had been asked about.</summary>
[Sentence("Gli uffici interessati sono stati avvisati di una decisione.")]
public sealed record OfficesTold(Subject About, Subject? Process, int Offices) : IDomainEvent;
