using Patto.Database;
using Patto.Modules.Processes;
using Patto.Provenance;

namespace Patto.Modules.Decisions.Contracts;

/// <summary>The proposals of a process went to the body that decides.</summary>
[Sentence("Le proposte sono state consegnate a chi decide.")]
public sealed record ProposalsHandedOver(Id<HandOver> HandOver, Id<Process> In, int Items) : IDomainEvent
{
    public Subject About => Subject.Of("hand-over", HandOver);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>The body took note that they arrived. Nothing is decided.</summary>
[Sentence("Chi decide ha preso atto della consegna: non è ancora una decisione.")]
public sealed record NoteTaken(Id<HandOver> HandOver, Id<AdministrativeAct> Act, Id<Process> In, string Number, DateOnly Day) : IDomainEvent
{
    public Subject About => Subject.Of("administrative-act", Act);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>What had been typed of an act was wrong; what it said before stays beside it.</summary>
[Sentence("Ciò che era registrato di un atto è stato corretto.")]
public sealed record ActCorrected(Id<AdministrativeAct> Act, Id<Process> In, string Number, DateOnly Day) : IDomainEvent
{
    public Subject About => Subject.Of("administrative-act", Act);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

public sealed record OutcomeFact(Id<Outcome> Outcome, Subject Of, Settled Settled);

/// <summary>The body decided on the merits.</summary>
[Sentence("Chi decide ha deciso nel merito, con gli esiti e i motivi.")]
public sealed record DecisionTaken(Id<Decision> Decision, Id<AdministrativeAct> Act, Id<Process> In, string Number, DateOnly Day,
    IReadOnlyList<OutcomeFact> Outcomes) : IDomainEvent
{
    public Subject About => Subject.Of("decision", Decision);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("È stata avviata un'azione che realizza una decisione.")]
public sealed record ActionPlanned(Id<FollowUp> Action, Id<Process> In, string Code) : IDomainEvent
{
    public Subject About => Subject.Of("action", Action);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un'azione ha cambiato stato.")]
public sealed record ActionMoved(Id<FollowUp> Action, Id<Process> In, string Code, ActionState State) : IDomainEvent
{
    public Subject About => Subject.Of("action", Action);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}
