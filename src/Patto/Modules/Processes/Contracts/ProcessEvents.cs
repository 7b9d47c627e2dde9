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

/// <param name="Count">How many things got a reason; below zero: from how many it was taken back.</param>
[Sentence("Sono stati scritti o tolti motivi in vista della chiusura del percorso.")]
public sealed record ClosingExplained(Id<Closing> Closing, Id<Process> In, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("closing", Closing);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Il programma di una fase è cambiato.")]
public sealed record PhaseChanged(Id<Process> In, Id<Phase> Phase, PlanChangeKind What, DateOnly From, DateOnly Until) : IDomainEvent
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
