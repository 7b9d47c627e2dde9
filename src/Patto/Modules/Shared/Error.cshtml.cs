using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Patto.Authorities;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Web.Ui;

/// <summary>What went wrong, in plain words: what happened, how to go on, nothing lost.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None), IgnoreAntiforgeryToken]
public sealed class ErrorModel(Texts L, CurrentAuthority currentAuthority, CurrentUser currentUser) : BasicPage
{
    public int Status { get; private set; }
    public string Title { get; private set; } = "";
    public string Happened { get; private set; } = "";
    public string Next { get; private set; } = "";
    public string Asked { get; private set; } = "/";
    /// <summary>What was sent when the session had ended; null where nothing was, or nothing could be kept.</summary>
    public (string Sealed, bool HadFiles)? Kept => KeptForm.In(HttpContext);
    public bool CanRetry => Status is 409 or 429 or >= 500;
    public bool IsSignedIn => currentUser.IsSignedIn;

    /// <summary>Nobody may now, whoever they are: it is the time that is missing.</summary>
    public bool IsForNobody => HttpContext.Items.ContainsKey("refusal-of-all");

    /// <summary>The page of the process that the refused page belongs to.</summary>
    public string? Process => Status == 403 && Asked.Split('?')[0].Split('/') is ["", "percorsi", { Length: > 0 }, _, ..] parts
        ? string.Join('/', parts.Take(3)) : null;
    public string? Contact => currentAuthority.Authority is { } authority ? new[] { authority.Phone, authority.Email }
        .FirstOrDefault(way => way.Length > 0) : null;
    public string? Trace => Status >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;

    public void OnGet(int status) => Tell(status);
    public void OnPost(int status) => Tell(status);
    public void OnPut(int status) => Tell(status);
    public void OnDelete(int status) => Tell(status);

    private void Tell(int status)
    {
        Status = status is >= 400 and <= 599 ? status : 404;
        Response.StatusCode = Status;
        Asked = Origin();
        (Title, Happened, Next) = Words();
    }

    private string Origin()
    {
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } asked) return asked.OriginalPath + asked.OriginalQueryString;
        return HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? "/";
    }

    private (string Title, string Happened, string Next) Words() => Status switch
    {
        400 => (L["Non abbiamo capito la richiesta"],
            L["L’indirizzo o i dati inviati non sono scritti nel modo giusto. Può succedere se la pagina è rimasta aperta a lungo."],
            L["Torna indietro, ricarica la pagina e prova di nuovo. Quello che non è stato inviato non è stato registrato."]),
        401 when Kept is { } kept => (L["Accedi di nuovo"],
            L["Il tuo accesso è scaduto mentre scrivevi. Quello che hai scritto non è perso e non è stato ancora registrato."],
            kept.HadFiles ? L["Accedi qui: lo ritrovi nel modulo, da controllare e inviare. I file vanno scelti di nuovo."]
                : L["Accedi qui: lo ritrovi nel modulo, da controllare e inviare."]),
        401 => (L["Accedi di nuovo"],
            L["Il tuo accesso è scaduto mentre scrivevi, e il testo è troppo lungo per essere tenuto da parte. Non è stato registrato nulla."],
            L["Torna indietro con il pulsante del browser, copia il testo, poi accedi e incollalo."]),
        403 when IsForNobody =>
        (L["Adesso non si può"], Refusal(), L["Nella pagina del percorso trovi le date e quello che si può fare ora."]),
        403 => (L["Non puoi aprire questa pagina"], Refusal(), L["Se pensi che sia uno sbaglio, chiedi a chi cura il percorso."]),
        404 => (L["Questa pagina non c’è"], L["L’indirizzo è sbagliato, oppure la pagina è stata spostata o non è pubblica."],
            L["Controlla l’indirizzo, cerca nel sito o parti dai percorsi."]),
        409 => (L["Qualcuno è arrivato prima"],
        L["Mentre lavoravi, un’altra persona ha cambiato gli stessi dati. Per non cancellare il suo lavoro, il tuo non è stato registrato."],
            L["Riapri la pagina, guarda che cosa è cambiato e ripeti la modifica."]),
        410 => (L["Questa pagina non è più pubblica"], HttpContext.Items["gone"] as string
            ?? L["Quello che cercavi è stato tolto."], L["Se ci lavori, accedi: da dentro si legge ancora."]),
        413 => (L["Quello che hai inviato è troppo grande"], L.Phrase($"{FormReading.Words(L, null, currentAuthority.Authority?.FileMegabytes ?? Authority.UsualFileMegabytes)} {L["Non è stato registrato nulla."]}"),
            L["Torna indietro, scegli un file più piccolo o accorcia il testo, e invia di nuovo."]),
        422 => (L["Così non si può fare"], L["Una regola del percorso non lo permette, o manca qualcosa. Non è stato registrato nulla."],
        L["Torna indietro e controlla i dati che hai scritto."]),
        429 => (L["Troppe richieste, aspetta un momento"], HttpContext.Items["crowded"] as string
        ?? L["Da questo collegamento arrivano molte richieste in poco tempo. È una protezione per tutti."],
        L["Aspetta un minuto e riprova. Quello che hai già inviato è al sicuro."]),
        503 => (L["Il sito è in manutenzione"], L["Stiamo aggiornando il sito. Quello che hai già inviato è al sicuro."],
        L["Riprova tra qualche minuto."]),
        >= 500 => (L["Qualcosa non ha funzionato"],
        L["È un errore nostro, non tuo. Quello che avevi già inviato è al sicuro; l’ultima operazione può non essere stata registrata."],
            L["Aspetta un momento e riprova."]),
        _ => (L["La richiesta non è andata a buon fine"], L["Il sito non può rispondere a questa richiesta."],
        L["Torna indietro e prova di nuovo."]),
    };

    /// <summary>Who may, and when it opens: the act's own words.</summary>
    private string Refusal() => HttpContext.Items["refusal"] as string is { Length: > 0 } reason ? reason
        : L["Questa pagina è riservata a chi ha un compito nel percorso."];
}
