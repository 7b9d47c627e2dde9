using System.Text.Json.Serialization;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Processes.Contracts;

/// <summary>A process was opened, from a template where <see cref="Template"/> says which; later modules make what the template plans for
/// them.</summary>
[Sentence("Il percorso è stato aperto.")]
public sealed record ProcessOpened(Id<Process> Id, Id<Authority> Authority, string Key, string Slug, DateOnly Starts, string? TemplateId,
    int TemplateVersion, string TemplateSha256) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;

    /// <summary>The template itself, for the handlers; the audit keeps id, version and hash.</summary>
    [JsonIgnore] public Template? Template { get; init; }

    /// <summary>The phases that were made of it, by their keys; for the handlers.</summary>
    [JsonIgnore] public IReadOnlyDictionary<string, Id<Phase>> Phases { get; init; } = new Dictionary<string, Id<Phase>>();
}

[Sentence("La descrizione del percorso è stata aggiornata.")]
public sealed record ProcessDescribed(Id<Process> Id) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
}

[Sentence("Il percorso è stato pubblicato.")]
public sealed record ProcessPublished(Id<Process> Id) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
    public bool IsPublic => true;
}

[Sentence("Il percorso è stato tolto dal pubblico, con un motivo.")]
public sealed record ProcessUnpublished(Id<Process> Id) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
    public bool IsPublic => true;
}

[Sentence("Un percorso mai pubblicato è stato cancellato.")]
public sealed record ProcessDiscarded(Id<Process> Id) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
}

[Sentence("Il percorso si è concluso.")]
public sealed record ProcessConcluded(Id<Process> Id) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
    public bool IsPublic => true;
}

[Sentence("Il percorso è stato riaperto, con un motivo.")]
public sealed record ProcessReopened(Id<Process> Id) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
    public bool IsPublic => true;
}

/// <param name="Theme">The key that nothing stands under any more.</param>
/// <param name="Key">The key that it all stands under now.</param>
/// <param name="Count">How many things went over.</param>
[Sentence("Due temi del percorso sono stati uniti.")]
public sealed record ThemesMerged(Id<Process> Id, string Theme, string Key, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
    public bool IsPublic => true;
}

/// <inheritdoc cref="ThemesMerged"/>
[Sentence("Due quartieri o frazioni del percorso sono stati uniti.")]
public sealed record AreasMerged(Id<Process> Id, string Area, string Key, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
    public bool IsPublic => true;
}

[Sentence("La conclusione del percorso, appena registrata, è stata annullata.")]
public sealed record ClosingUndone(Id<Process> Id) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
    public bool IsPublic => true;
}

/// <param name="Count">How many things got a reason; below zero: from how many it was taken back.</param>
[Sentence("Sono stati scritti o tolti motivi in vista della chiusura del percorso.")]
public sealed record ClosingExplained(Id<Closing> Closing, Id<Process> In, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("closing", Closing);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="Sha256">Of the template as a file.</param>
[Sentence("L'ente ha un nuovo modello di percorso.")]
public sealed record TemplateKept(Id<OwnTemplate> Template, string Sha256) : IDomainEvent
{
    public Subject About => Subject.Of("own-template", Template);
}

[Sentence("Un modello di percorso dell'ente ha un altro nome.")]
public sealed record TemplateRenamed(Id<OwnTemplate> Template) : IDomainEvent
{
    public Subject About => Subject.Of("own-template", Template);
}

[Sentence("Un modello di percorso dell'ente è stato cancellato.")]
public sealed record TemplateDeleted(Id<OwnTemplate> Template) : IDomainEvent
{
    public Subject About => Subject.Of("own-template", Template);
}

[Sentence("Il programma di una fase è cambiato.")]
public sealed record PhaseChanged(Id<Process> In, Id<Phase> Phase, PlanChangeKind What, DateOnly From, DateOnly Until) : IDomainEvent
{
    public Subject About => Subject.Of("phase", Phase);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <param name="Opened">What is open now and was not: act, role, days.</param>
/// <param name="Closed">What was open and is not any more, or not on those days.</param>
[Sentence("È cambiato che cosa è aperto in una fase, a chi e quando.")]
public sealed record OpeningsChanged(Id<Process> In, Id<Phase> Phase, IReadOnlyList<PhaseOpening> Opened,
    IReadOnlyList<PhaseOpening> Closed) : IDomainEvent
{
    public Subject About => Subject.Of("phase", Phase);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Il programma di un'attività è cambiato.")]
public sealed record ActivityChanged(Id<Process> In, Id<Activity> Activity, PlanChangeKind What, DateOnly From, DateOnly Until)
    : IDomainEvent
{
    public Subject About => Subject.Of("activity", Activity);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un passo di legge è stato segnato.")]
[StoredAs("RoadStepSettled")]
public sealed record LegalStepSettled(Id<Process> In, Id<LegalStep> Step, LegalStepState State, DateOnly On) : IDomainEvent
{
    public Subject About => Subject.Of("road-step", Step);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Si è detto perché un passo di legge è in ritardo.")]
public sealed record LegalStepExplained(Id<Process> In, Id<LegalStep> Step, DateOnly? NewDay) : IDomainEvent
{
    public Subject About => Subject.Of("road-step", Step);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("I costi di un percorso sono stati scritti, corretti o tolti.")]
public sealed record CostsChanged(Id<PhaseCost> Cost, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("cost", Cost);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="Key">Of the track.</param>
[Sentence("È stato aggiunto un filone del percorso.")]
public sealed record TrackAdded(Id<Process> Id, string Key, TrackKind Track) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
    public bool IsPublic => true;
}

/// <inheritdoc cref="TrackAdded"/>
[Sentence("Un filone del percorso ha cambiato nome o gruppo.")]
public sealed record TrackChanged(Id<Process> Id, string Key) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
    public bool IsPublic => true;
}

/// <param name="Key">Of the track.</param>
/// <param name="Count">How many things of it anybody reads from now on.</param>
[Sentence("Un filone interno è confluito in quello pubblico, con un motivo.")]
public sealed record TrackConverged(Id<Process> Id, string Key, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("process", Id);
    Subject? IDomainEvent.Process => About;
    public bool IsPublic => true;
}
