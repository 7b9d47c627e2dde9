using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Communication.Contracts;

/// <summary>What happened, among the things that people want to be told.</summary>
public enum UpdateKind
{
    TextPublished, TextFinal, ConsultationOpen, HandedOver, NoteTaken, Decided, Monitoring, ActCorrected, ConsultationWithdrawn,
    TextUnpublished,
    ConsultationShortened,
    ProcessStarted, ProcessEnded, ProposalGathered, MeetingAnnounced, MeetingChanged, MeetingCancelled,
}

/// <summary>How often somebody is written to about what they follow.</summary>
public enum Frequency
{
    AtOnce,
    /// <summary>One letter at eight in the morning, where something happened.</summary>
    Daily,
    /// <summary>One letter on Monday at eight in the morning, where something happened.</summary>
    Weekly,
}

/// <summary>The Italian of the module's terms.</summary>
public static class CommunicationWords
{
    /// <summary>The title of an update; {0} is what it is about.</summary>
    public static string Italian(this UpdateKind kind) => kind switch
    {
        UpdateKind.TextPublished => "Nuova versione del testo: {0}",
        UpdateKind.TextFinal => "Il testo è definitivo: {0}",
        UpdateKind.ConsultationOpen => "Aperto alle osservazioni: {0}",
        UpdateKind.HandedOver => "Consegnato a chi decide: {0}",
        UpdateKind.NoteTaken => "Presa d'atto, non ancora una decisione: {0}",
        UpdateKind.Decided => "Decisione sul merito: {0}",
        UpdateKind.ActCorrected => "Corretto ciò che avevamo scritto di un atto: {0}",
        UpdateKind.TextUnpublished => "Tolto dal pubblico: {0}",
        UpdateKind.ConsultationWithdrawn => "Ritirato, non è più aperto alle osservazioni: {0}",
        UpdateKind.ConsultationShortened => "Le osservazioni si chiudono prima: {0}",
        UpdateKind.Monitoring => "Documento di monitoraggio: {0}",
        UpdateKind.ProcessStarted => "Comincia un percorso: {0}",
        UpdateKind.ProcessEnded => "Si è concluso il percorso: {0}",
        UpdateKind.ProposalGathered => "Nuova proposta: {0}",
        UpdateKind.MeetingAnnounced => "Incontro in programma: {0}",
        UpdateKind.MeetingChanged => "È cambiato un incontro: {0}",
        UpdateKind.MeetingCancelled => "Annullato un incontro: {0}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Italian(this Frequency frequency) => frequency switch
    {
        Frequency.AtOnce => "Subito",
        Frequency.Daily => "Una volta al giorno",
        Frequency.Weekly => "Una lettera alla settimana",
        _ => throw new ArgumentOutOfRangeException(nameof(frequency), frequency, null),
    };
}

public static class CommunicationUrls
{
    public static string Updates(string slug) => $"/percorsi/{slug}/aggiornamenti";
    public static string Feed(string slug) => $"/percorsi/{slug}/aggiornamenti.xml";
    /// <summary>Where anybody asks to be told of the whole municipality: what begins and what ends.</summary>
    public const string SubscribeToTown = "/avvisi";
    public static string Letters(string slug) => $"/percorsi/{slug}/lettere";
    public static string WriteLetter(string slug) => $"/percorsi/{slug}/lettere/nuova";
    public static string LetterToMany(string slug, Guid letter) => $"/percorsi/{slug}/lettere/{letter}";
    public static string Confirm(Guid token) => $"/avvisi/conferma/{token:N}";
    /// <summary>Where the letters lead: how often, and no more.</summary>
    public static string Unsubscribe(Guid token) => $"/avvisi/disdici/{token:N}";
    /// <summary>Where a mail program ends it by itself (RFC 8058).</summary>
    /// <param name="all">The letter merged all that comes so often, and all of it ends; null: only this one.</param>
    public static string OneClick(Guid token, Frequency? all = null) =>
        $"/avvisi/disdici/{token:N}/subito{(all is { } often ? $"?insieme={often}" : "")}";
}

/// <summary>The office wrote to many at once.</summary>
/// <param name="ByMail">How many get it by e-mail.</param>
/// <param name="Otherwise">How many on paper, by telephone or at the desk.</param>
[Sentence("È stata spedita una lettera a molti.")]
public sealed record CircularSent(Id<Circular> Circular, Id<Process> In, int ByMail, int Otherwise) : IDomainEvent
{
    public Subject About => Subject.Of("circular", Circular);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>Somebody asked to be told; the address is not in the event.</summary>
/// <param name="In">Null: of the whole municipality.</param>
[Sentence("Qualcuno ha chiesto di ricevere gli avvisi.")]
public sealed record NoticesAsked(Id<Subscription> Subscription, Id<Process>? In) : IDomainEvent
{
    public Subject About => Subject.Of("subscription", Subscription);
    public Subject? Process => In is { } process ? Subject.Of("process", process) : null;
}

/// <inheritdoc cref="NoticesAsked"/>
[Sentence("Qualcuno ha confermato di voler ricevere gli avvisi.")]
public sealed record NoticesConfirmed(Id<Subscription> Subscription, Id<Process>? In) : IDomainEvent
{
    public Subject About => Subject.Of("subscription", Subscription);
    public Subject? Process => In is { } process ? Subject.Of("process", process) : null;
}

/// <inheritdoc cref="NoticesAsked"/>
[Sentence("Qualcuno ha scelto quanto spesso ricevere gli avvisi.")]
public sealed record NoticesTimed(Id<Subscription> Subscription, Id<Process>? In, Frequency Frequency) : IDomainEvent
{
    public Subject About => Subject.Of("subscription", Subscription);
    public Subject? Process => In is { } process ? Subject.Of("process", process) : null;
}

/// <inheritdoc cref="NoticesAsked"/>
[Sentence("Qualcuno ha smesso di ricevere gli avvisi.")]
public sealed record NoticesEnded(Id<Subscription> Subscription, Id<Process>? In) : IDomainEvent
{
    public Subject About => Subject.Of("subscription", Subscription);
    public Subject? Process => In is { } process ? Subject.Of("process", process) : null;
}
