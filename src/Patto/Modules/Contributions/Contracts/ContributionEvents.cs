using Patto.Database;
using Patto.Modules.Contributions.Importing;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Contracts;

/// <summary>A voice came in; it is not public yet.</summary>
[Sentence("È arrivato un contributo.")]
public sealed record ContributionRecorded(Id<Contribution> Contribution, string Code, Subject? Process, Via Via, ContributionKind Kind,
    Subject? Source) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>The staff read it: from now on it is public.</summary>
[Sentence("Un contributo è stato letto e pubblicato.")]
public sealed record ContributionPublished(Id<Contribution> Contribution, string Code, Subject? Process, bool WordsHidden) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
    public bool IsPublic => true;
}

/// <summary>The staff read it and did not publish it; the reason is on the author's page.</summary>
[Sentence("Un contributo è stato letto e non pubblicato, con un motivo.")]
public sealed record ContributionRefused(Id<Contribution> Contribution, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>The reading was taken back within ten minutes: it waits again.</summary>
[Sentence("La lettura di un contributo è stata annullata.")]
public sealed record ContributionReadingUndone(Id<Contribution> Contribution, string Code, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>Its author took it back.</summary>
/// <param name="WasPublic">The code and "ritirato" stay visible.</param>
[Sentence("Un contributo è stato ritirato da chi l'ha scritto.")]
public sealed record ContributionWithdrawn(Id<Contribution> Contribution, string Code, Subject? Process, bool WasPublic) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
    public bool IsPublic => WasPublic;
}

/// <summary>The staff gave it another kind, theme or area.</summary>
[Sentence("A un contributo è stato dato un tema o un luogo.")]
public sealed record ContributionSorted(Id<Contribution> Contribution, Subject? Process, ContributionKind Kind, string? Theme, string? Area)
    : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>Its author left a way to be answered.</summary>
[Sentence("Chi ha scritto un contributo ha lasciato un recapito.")]
public sealed record ContributionContactAdded(Id<Contribution> Contribution, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>Its author wants to be told of each step that it makes; by e-mail.</summary>
[Sentence("Chi ha scritto un contributo ha chiesto di sapere a ogni passo che fine fa.")]
public sealed record StepsAsked(Id<Contribution> Contribution, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>Sheets of slips were printed: these codes may come back written.</summary>
[Sentence("Sono stati preparati foglietti da stampare.")]
public sealed record SlipsAllocated(Id<SlipBatch> Batch, Subject? Process, string First, string Last, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("slip-batch", Batch);
}

/// <summary>A file of voices came in: each was recorded too.</summary>
[Sentence("Sono entrate voci da un file.")]
public sealed record VoicesImported(Id<ImportedVoices> Import, Subject? Process, string First, string Last, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("voice-import", Import);
}

/// <summary>What somebody of the staff had typed for another was put right, or what a recording says was typed.</summary>
/// <param name="IsTranscript">Nothing was typed before.</param>
[Sentence("Il testo di un contributo, scritto per un'altra persona, è stato messo a posto.")]
public sealed record ContributionCorrected(Id<Contribution> Contribution, string Code, Subject? Process, bool WasPublic, bool IsTranscript)
    : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
    public bool IsPublic => WasPublic;
}

/// <summary>What a voice in another language says was written in Italian beside it.</summary>
[Sentence("La traduzione di un contributo è stata scritta accanto all'originale.")]
public sealed record ContributionTranslated(Id<Contribution> Contribution, string Code, Subject? Process, bool WasPublic) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
    public bool IsPublic => WasPublic;
}

/// <summary>A public voice is not read for now; the reason is public.</summary>
[Sentence("Un contributo è in pausa: per ora non si legge.")]
public sealed record ContributionPaused(Id<Contribution> Contribution, string Code, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
    public bool IsPublic => true;
}

/// <summary>A voice that was paused is read again.</summary>
[Sentence("La pausa di un contributo è finita: si legge di nuovo.")]
public sealed record ContributionResumed(Id<Contribution> Contribution, string Code, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
    public bool IsPublic => true;
}

/// <summary>A phase asks something of its own on the form.</summary>
[Sentence("Una domanda è stata aggiunta al modulo.")]
public sealed record QuestionAsked(Id<OwnQuestion> Question, Subject? Process, QuestionKind Kind) : IDomainEvent
{
    public Subject About => Subject.Of("own-question", Question);
}

/// <summary>Words, help or place of a question; what it asks only while nobody had answered.</summary>
[Sentence("Una domanda del modulo è stata corretta.")]
public sealed record QuestionCorrected(Id<OwnQuestion> Question, Subject? Process, bool WasAnswered) : IDomainEvent
{
    public Subject About => Subject.Of("own-question", Question);
}

/// <summary>It is asked no more; its answers stay.</summary>
[Sentence("Una domanda è stata ritirata dal modulo.")]
public sealed record QuestionRetired(Id<OwnQuestion> Question, Subject? Process, bool WasAnswered) : IDomainEvent
{
    public Subject About => Subject.Of("own-question", Question);
}

/// <summary>It is asked again.</summary>
[Sentence("Una domanda ritirata è tornata nel modulo.")]
public sealed record QuestionTakenUp(Id<OwnQuestion> Question, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("own-question", Question);
}

/// <summary>Nobody had answered it.</summary>
[Sentence("Una domanda a cui nessuno aveva risposto è stata tolta.")]
public sealed record QuestionRemoved(Id<OwnQuestion> Question, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("own-question", Question);
}
