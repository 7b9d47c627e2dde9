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

/// <param name="Archived">False: it is back in the register.</param>
[Sentence("Un portatore di interesse è andato in archivio, o ne è tornato.")]
public sealed record StakeholderArchived(Id<Stakeholder> Stakeholder, Id<Process> In, bool Archived) : IDomainEvent
{
    public Subject About => Subject.Of("stakeholder", Stakeholder);
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

[Sentence("Qualcuno ha detto chi manca fra i portatori di interesse.")]
public sealed record SuggestionReceived(Id<Suggestion> Suggestion, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("suggestion", Suggestion);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Chi ha detto chi manca ha avuto una risposta.")]
public sealed record SuggestionAnswered(Id<Suggestion> Suggestion, Id<Process> In, SuggestionState State) : IDomainEvent
{
    public Subject About => Subject.Of("suggestion", Suggestion);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("La risposta a chi ha detto chi manca è stata corretta.")]
public sealed record SuggestionReworded(Id<Suggestion> Suggestion, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("suggestion", Suggestion);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="Added">False: it was taken away.</param>
[Sentence("Le relazioni fra i portatori di interesse sono cambiate.")]
public sealed record RelationsChanged(Id<Relation> Relation, Id<Process> In, bool Added) : IDomainEvent
{
    public Subject About => Subject.Of("relation", Relation);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("La mappa dei portatori di interesse è stata riguardata.")]
public sealed record MapLookedOver(Id<MapWatch> Watch, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("map-watch", Watch);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("È partito il promemoria di riguardare la mappa dei portatori di interesse.")]
public sealed record MapReminded(Id<MapWatch> Watch, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("map-watch", Watch);
    public Subject? Process => Subject.Of("process", In);
}
