namespace Patto.Modules.Administration;

/// <summary>Why each personal datum is kept, and until when: the register that the notice page shows and the purge obeys.</summary>
/// <param name="Datum">In Italian, as people call it.</param>
public sealed record PersonalDatum(string Datum, string Purpose, string Retention)
{
    public static readonly TimeSpan SentLetters = TimeSpan.FromDays(30);
    public static readonly TimeSpan OnceKeys = TimeSpan.FromHours(48);
    public static readonly TimeSpan OldInvitations = TimeSpan.FromDays(90);

    public static readonly PersonalDatum[] All =
    [
        new("Nome o pseudonimo di chi partecipa", "Sapere chi parla, se la persona vuole dirlo", "Fino alla cancellazione chiesta dalla persona, o cinque anni dopo la fine del percorso"),
        new("Recapito (e-mail, indirizzo, telefono)", "Mandare la ricevuta, la risposta e il documento di monitoraggio", "Come il nome; chi non lo dà riceve solo un codice"),
        new("Esigenze di accesso agli incontri", "Preparare la sala: rampa, interprete, spazio bimbi", "30 giorni dopo l'incontro"),
        new("Presenza agli incontri", "Il foglio delle presenze e l'invio dei risultati a chi c'era", "Cinque anni dopo la fine del percorso"),
        new("Posto al Tavolo e mandato", "Trasparenza di chi siede al Tavolo e per quale interesse", "Per la durata del mandato e cinque anni dopo"),
        new("Testo delle lettere spedite", "Poter dire che cosa è stato mandato", "30 giorni dopo l'invio"),
        new("Indirizzo di rete di chi scrive senza utenza", "Fermare gli invii automatici; è mescolato con un valore che cambia ogni giorno e non si conserva", "Mai conservato"),
        new("Utenza di chi lavora (nome, e-mail, password cifrata)", "Accedere al lavoro e rispondere di ciò che si fa", "Fino alla chiusura dell'utenza"),
    ];
}
