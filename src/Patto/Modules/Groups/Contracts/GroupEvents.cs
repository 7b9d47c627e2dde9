using Patto.Database;
using Patto.Modules.Groups;
using Patto.Modules.Processes;

namespace Patto.Modules.Groups.Contracts;

[Sentence("È nato un gruppo di lavoro o un tavolo.")]
public sealed record GroupFormed(Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("La scheda di un gruppo è stata aggiornata.")]
public sealed record GroupDescribed(Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>The group may take in the people of its widening seats.</summary>
[Sentence("Un gruppo si è allargato con nuovi posti.")]
public sealed record GroupEnlarged(Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un posto in un gruppo ha un nuovo componente.")]
public sealed record MemberSeated(Id<Group> Group, Id<Process> In, Id<Membership> Membership, int Seat, bool IsSubstitute) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Un componente ha lasciato il suo posto in un gruppo.")]
public sealed record MemberLeft(Id<Group> Group, Id<Process> In, Id<Membership> Membership, int Seat) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("È arrivata una candidatura a un gruppo.")]
public sealed record ApplicationReceived(Id<Application> Application, Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("application", Application);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Una candidatura ha avuto risposta.")]
public sealed record ApplicationAnswered(Id<Application> Application, Id<Group> Group, Id<Process> In, bool Accepted) : IDomainEvent
{
    public Subject About => Subject.Of("application", Application);
    public Subject? Process => Subject.Of("process", In);
}
