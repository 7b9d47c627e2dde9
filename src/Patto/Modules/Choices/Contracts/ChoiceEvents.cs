using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Choices.Contracts;

/// <summary>A choice was begun, or what is asked and offered changed.</summary>
[Sentence("Una scelta è stata scritta o corretta.")]
public sealed record ChoiceWritten(Id<Choice> Choice, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("choice", Choice);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>A draft that nobody could vote on is gone.</summary>
[Sentence("La bozza di una scelta è stata eliminata.")]
public sealed record ChoiceDiscarded(Id<Choice> Choice, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("choice", Choice);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>Nothing of it changes any more, and its key was made.</summary>
[Sentence("Un voto è stato aperto: da qui domanda, opzioni e regola non si cambiano.")]
public sealed record ChoiceOpened(Id<Choice> Choice, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("choice", Choice);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>Somebody saw the private key, to print it for the safe.</summary>
[Sentence("È stato mostrato il foglio con la chiave di un voto, per la cassaforte.")]
public sealed record KeySheetShown(Id<Choice> Choice, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("choice", Choice);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <param name="Count">How many ballots with a code.</param>
[Sentence("Sono state preparate schede di carta con un codice.")]
public sealed record BallotsPrinted(Id<Choice> Choice, Id<Process> In, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("choice", Choice);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>The ballots were opened, shuffled and counted; the sealed ones and the key were destroyed.</summary>
/// <param name="Ballots">How many there were.</param>
[Sentence("Un voto è stato contato: le schede chiuse e la chiave sono state distrutte.")]
public sealed record ChoiceCounted(Id<Choice> Choice, Id<Process> In, int Ballots) : IDomainEvent
{
    public Subject About => Subject.Of("choice", Choice);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>It is worth nothing, and is repeated; the reason stands on its page.</summary>
[Sentence("Un voto è stato annullato, con un motivo: le schede chiuse e la chiave sono state distrutte.")]
public sealed record ChoiceAnnulled(Id<Choice> Choice, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("choice", Choice);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}
