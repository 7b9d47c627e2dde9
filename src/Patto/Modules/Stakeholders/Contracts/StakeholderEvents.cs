using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Stakeholders;

namespace Patto.Modules.Stakeholders.Contracts;

[Sentence("Un portatore di interesse è entrato nella mappa.")]
public sealed record StakeholderNoted(Id<Stakeholder> Stakeholder, Id<Process> In, bool BySelf) : IDomainEvent
{
    public Subject About => Subject.Of("stakeholder", Stakeholder);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("La posizione di un portatore di interesse è cambiata.")]
public sealed record StakeholderChanged(Id<Stakeholder> Stakeholder, Id<Process> In, StakeholderState State) : IDomainEvent
{
    public Subject About => Subject.Of("stakeholder", Stakeholder);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("È entrato nel registro un elenco di portatori di interesse.")]
public sealed record StakeholdersImported(Id<Process> In, int Added, int Merged) : IDomainEvent
{
    public Subject About => Subject.Of("process", In);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Un portatore di interesse è stato contattato.")]
public sealed record StakeholderContacted(Id<Stakeholder> Stakeholder, Id<Process> In, ContactWay How, ContactAnswer Answer, DateOnly On)
    : IDomainEvent
{
    public Subject About => Subject.Of("stakeholder", Stakeholder);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("L'elenco degli interessi da ascoltare è cambiato.")]
public sealed record ChecklistChanged(Id<Interest> Interest, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("interest", Interest);
    public Subject? Process => Subject.Of("process", In);
}
