using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Draws.Contracts;

/// <summary>A draw was begun, or what is said of it changed.</summary>
[Sentence("Un sorteggio è stato scritto o corretto.")]
public sealed record DrawWritten(Id<Draw> Draw, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>A draft to which nobody could apply is gone.</summary>
[Sentence("La bozza di un sorteggio è stata eliminata.")]
public sealed record DrawDiscarded(Id<Draw> Draw, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>Criteria and quotas are public, and people may apply.</summary>
[Sentence("Sono state aperte le candidature a un sorteggio, con criteri e quote.")]
public sealed record DrawOpened(Id<Draw> Draw, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>The call is open longer, or its quotas are wider; the reason stands on its page.</summary>
[Sentence("Un sorteggio è cambiato mentre ci si candidava, con un motivo.")]
public sealed record DrawChanged(Id<Draw> Draw, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("È arrivata una candidatura a un sorteggio.")]
public sealed record CandidateCame(Id<Candidate> Candidate, Id<Draw> Draw, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("candidate", Candidate);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="SetAside">By the office, with a reason; otherwise by themselves.</param>
[Sentence("Una candidatura a un sorteggio non c'è più: ritirata, o messa da parte con un motivo.")]
public sealed record CandidateLeft(Id<Candidate> Candidate, Id<Draw> Draw, Id<Process> In, bool SetAside) : IDomainEvent
{
    public Subject About => Subject.Of("candidate", Candidate);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="Count">How many.</param>
[Sentence("Sono state importate candidature a un sorteggio da un file.")]
public sealed record CandidatesImported(Id<Draw> Draw, Id<Process> In, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>Nobody comes in or goes out any more, and everybody has a number; the chances are being computed.</summary>
/// <param name="Candidates">How many.</param>
[Sentence("Le candidature a un sorteggio sono chiuse: ognuna ha un numero tirato a caso.")]
public sealed record PoolFrozen(Id<Draw> Draw, Id<Process> In, int Candidates) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>Before anything was published the list was opened again: the numbers are worth nothing.</summary>
[Sentence("L'elenco di un sorteggio è stato riaperto prima di essere pubblicato.")]
public sealed record PoolThawed(Id<Draw> Draw, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>Every number has its chance; nothing of it is public yet.</summary>
[Sentence("Le possibilità di ogni candidatura a un sorteggio sono state calcolate.")]
public sealed record DrawComputed(Id<Draw> Draw, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="Hash">Of the public file.</param>
[Sentence("Gli elenchi fra cui si estrae sono stati pubblicati con la loro impronta.")]
public sealed record DrawPublished(Id<Draw> Draw, Id<Process> In, string Hash) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <param name="Ticket">The line of the list that the digits of the room drew, from 0.</param>
[Sentence("Si è estratto a sorte chi siede, con le cifre tirate in sala.")]
public sealed record DrawHeld(Id<Draw> Draw, Id<Process> In, int Ticket) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>Somebody who was drawn said yes.</summary>
[Sentence("Chi era stato estratto a sorte ha detto sì.")]
public sealed record SeatAccepted(Id<Candidate> Candidate, Id<Draw> Draw, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("candidate", Candidate);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="Left">How many will not come, or left.</param>
/// <param name="Entered">How many stepped in; fewer where nobody keeps the quotas.</param>
[Sentence("Chi ha rinunciato a un posto estratto a sorte è stato sostituito, tenendo le quote.")]
public sealed record SeatsReplaced(Id<Draw> Draw, Id<Process> In, int Left, int Entered) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>It is worth nothing; the reason stands on its page.</summary>
[Sentence("Un sorteggio è stato annullato, con un motivo.")]
public sealed record DrawAnnulled(Id<Draw> Draw, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("draw", Draw);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}
