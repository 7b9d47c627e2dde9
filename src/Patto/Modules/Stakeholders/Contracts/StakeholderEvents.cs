using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Stakeholders;

namespace Patto.Modules.Stakeholders.Contracts;

public sealed record StakeholderNoted(Id<Stakeholder> Stakeholder, Id<Process> In, bool BySelf) : IDomainEvent
{
    public Subject About => Subject.Of("stakeholder", Stakeholder);
    public Subject? Process => Subject.Of("process", In);
}

public sealed record StakeholderChanged(Id<Stakeholder> Stakeholder, Id<Process> In, StakeholderState State) : IDomainEvent
{
    public Subject About => Subject.Of("stakeholder", Stakeholder);
    public Subject? Process => Subject.Of("process", In);
}

public sealed record StakeholderContacted(Id<Stakeholder> Stakeholder, Id<Process> In, ContactWay How, ContactAnswer Answer, DateOnly On) : IDomainEvent
{
    public Subject About => Subject.Of("stakeholder", Stakeholder);
    public Subject? Process => Subject.Of("process", In);
}

public sealed record ChecklistChanged(Id<Interest> Interest, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("interest", Interest);
    public Subject? Process => Subject.Of("process", In);
}
