using System.Text.RegularExpressions;
using Patto.Authorities;

namespace Patto.Modules.Administration;

/// <summary>A privacy notice to begin with, for a public body that has none: what this software does is known, and what only the body
/// knows is left blank in double brackets. Regulation (EU) 2016/679, article 13.</summary>
internal static partial class ReadyNotice
{
    public const string Dpo = "[[responsabile della protezione dei dati]]", Provider = "[[chi gestisce il server]]";

    public static string Of(Authority authority)
    {
        var reach = string.Join(", ", new[] { authority.Address, authority.Phone, authority.Email, authority.Pec }
            .Where(t => t.Length > 0).DefaultIfEmpty("[[indirizzo e contatti dell'ente]]"));
        return $"""
            ## Chi tratta i dati
            Il titolare del trattamento è {authority.Name}, {reach}.
            Il responsabile della protezione dei dati si raggiunge così: {Dpo}.

            ## Perché
            I dati servono a far funzionare la partecipazione: ricevere le voci, rispondere a chi le ha portate, convocare gli incontri,
            dire chi siede ai tavoli e rendere conto di che cosa è stato deciso. È un compito di interesse pubblico (articolo 6,
            paragrafo 1, lettera e del Regolamento UE 2016/679).
            Nessuno è obbligato a lasciare un recapito: si partecipa anche senza. Chi non lo lascia segue la propria voce con il codice.

            ## Quali dati, e per quanto tempo
            La tabella in fondo a questa pagina dice ogni dato che si conserva, perché e per quanto. Se scrivi della tua salute o di altre
            cose delicate, chi legge le toglie prima di pubblicare.
            Le voci si pubblicano senza nome, a meno che tu non chieda di firmarle. Chi siede a un tavolo è pubblico.

            ## Chi li vede
            Le persone dell'ente e quelle che ha incaricato, ciascuna per il proprio ruolo. Il server è gestito da {Provider}.
            I dati non si vendono, non si usano per la pubblicità e non escono dall'Unione europea.

            ## I tuoi diritti
            Puoi chiedere di vedere i tuoi dati, di correggerli, di cancellarli, di limitarne l'uso e puoi opporti. Scrivi o telefona
            all'ufficio: non costa niente. Se pensi che qualcosa non vada puoi rivolgerti al Garante per la protezione dei dati personali.
            """;
    }

    /// <summary>The text with what was typed in the place of its blanks.</summary>
    public static string Filled(string text, string? dpo, string? provider)
    {
        if (!string.IsNullOrWhiteSpace(dpo)) text = text.Replace(Dpo, dpo.Trim(), StringComparison.Ordinal);
        return string.IsNullOrWhiteSpace(provider) ? text : text.Replace(Provider, provider.Trim(), StringComparison.Ordinal);
    }

    /// <summary>The first blank that no field fills.</summary>
    public static string? BlankIn(string text) =>
        Blank().Matches(text).Select(m => m.Value).FirstOrDefault(b => b is not (Dpo or Provider));

    [GeneratedRegex(@"\[\[[^\[\]\r\n]{1,120}\]\]")] private static partial Regex Blank();
}
