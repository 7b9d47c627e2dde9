using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Communication.Contracts;

/// <summary>What happened, among the things that people want to be told.</summary>
public enum UpdateKind
{
    TextPublished, TextFinal, ConsultationOpen, HandedOver, NoteTaken, Decided, Monitoring, ActCorrected, ConsultationWithdrawn,
    TextUnpublished,
    ConsultationShortened,
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
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

public static class CommunicationUrls
{
    public static string Updates(string slug) => $"/percorsi/{slug}/aggiornamenti";
    public static string Feed(string slug) => $"/percorsi/{slug}/aggiornamenti.xml";
    public static string Subscribe(string slug) => $"/percorsi/{slug}/avvisi";
    public static string Letters(string slug) => $"/percorsi/{slug}/lettere";
    public static string WriteLetter(string slug) => $"/percorsi/{slug}/lettere/nuova";
    public static string LetterToMany(string slug, Guid letter) => $"/percorsi/{slug}/lettere/{letter}";
    public static string Confirm(Guid token) => $"/avvisi/conferma/{token:N}";
    public static string Unsubscribe(Guid token) => $"/avvisi/disdici/{token:N}";
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

/// <summary>Somebody asked for the notices of a process; the address is not in the event.</summary>
[Sentence("Qualcuno ha chiesto di ricevere gli avvisi.")]
public sealed record NoticesAsked(Id<Subscription> Subscription, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("subscription", Subscription);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Qualcuno ha confermato di voler ricevere gli avvisi.")]
public sealed record NoticesConfirmed(Id<Subscription> Subscription, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("subscription", Subscription);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Qualcuno ha smesso di ricevere gli avvisi.")]
public sealed record NoticesEnded(Id<Subscription> Subscription, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("subscription", Subscription);
    public Subject? Process => Subject.Of("process", In);
}
