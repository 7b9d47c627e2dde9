using Patto.Database;
using Patto.Modules.Groups;
using Patto.Modules.Processes;

namespace Patto.Modules.Groups.Contracts;

public sealed record GroupFormed(Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

public sealed record GroupDescribed(Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>The group may take in the people of its widening seats.</summary>
public sealed record GroupEnlarged(Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

public sealed record MemberSeated(Id<Group> Group, Id<Process> In, Id<Membership> Membership, int Seat, bool IsSubstitute) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

public sealed record MemberLeft(Id<Group> Group, Id<Process> In, Id<Membership> Membership, int Seat) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

public sealed record ApplicationReceived(Id<Application> Application, Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("application", Application);
    public Subject? Process => Subject.Of("process", In);
}

public sealed record ApplicationAnswered(Id<Application> Application, Id<Group> Group, Id<Process> In, bool Accepted) : IDomainEvent
{
    public Subject About => Subject.Of("application", Application);
    public Subject? Process => Subject.Of("process", In);
}
