using System.Globalization;
using System.Text;

namespace Deliberation.Formats.Tables;

/// <summary>How headings are compared, and in which language they are.</summary>
internal static class Headings
{
    private static readonly HashSet<string> s_italian = Words("""
        affermazione affiliazione altro anno annotazioni associazione associazioni attivita azienda biblioteche
        candidati candidato cap categoria cellulare chi\ guida citta codice cognome comune comuni consenso contatti
        contatto contributi contributo costi costo criterio data data\ di\ nascita denominazione descrizione
        di\ cosa\ vuoi\ parlare email\ pec ente enti eta fermata fine frazione genere giorno gruppo guida importo
        incontro indirizzo informazioni\ cronologiche inizio iscritta iscritta\ dal iscrizione luogo maschi mese nome
        nominativo nota note numero opzione ora orario organizzazione parere partecipante partita\ iva persona peso
        posti posto presente presenti presenza provincia punti quantita quartiere racconta ragione\ sociale referente
        rione riunione ruolo scadenza sede sesso settore soggetto telefono tema temi tipo tipologia titolo totale
        totale\ femmine totale\ maschi urgenza valore via voce voto vuoi\ lasciare\ un\ contatto zona
        """);

    private static readonly HashSet<string> s_english = Words("""
        address age amount area attendance attended body category city comment comments contact contacts cost costs
        created date day description end first\ name full\ name gender group kind last\ name location meeting mobile
        month name neighbourhood notes number option organisation organization participant person phone place points
        price quantity rank role seats session sex start statement street subject surname telephone text theme themes
        timestamp title topic total town type value vote voter voters when where year zip
        """);

    /// <summary>Small letters and digits with single blanks; what stands in brackets is left out, unless nothing else does.</summary>
    internal static string Key(string heading)
    {
        string bare = Bare(WithoutBrackets(heading));
        return bare.Length > 0 ? bare : Bare(heading);
    }

    internal static bool AreItalian(IEnumerable<string> keys)
    {
        var words = keys.SelectMany(key => key.Split('–')).Select(key => key.Trim()).ToList();
        int italian = words.Count(IsItalian), english = words.Count(s_english.Contains);
        return italian > english;
    }

    /// <summary>A word that usually stands over a column.</summary>
    internal static bool IsKnown(string key) => s_italian.Contains(key) || s_english.Contains(key)
        || key is "email" or "pec" or "id" or "fax" or "tel";

    private static bool IsItalian(string key) => s_italian.Contains(key)
        || key.Split(' ').Any(word => s_italian.Contains(word) && !s_english.Contains(word));

    private static HashSet<string> Words(string text) =>
        [.. text.Replace("\\ ", "_", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Replace('_', ' '))];

    private static string WithoutBrackets(string text)
    {
        var bare = new StringBuilder();
        int open = 0;
        foreach (char c in text)
        {
            if (c == '(') open++;
            else if (c == ')' && open > 0) open--;
            else if (open == 0) bare.Append(c);
        }

        return bare.ToString();
    }

    /// <summary>Halves of characters, as damaged files have them, are made the sign for what cannot be read.</summary>
    internal static string Whole(string text) => text.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    /// <summary>Letters without accents and digits; hyphens join (<c>e-mail</c>), every other sign parts.</summary>
    internal static string Bare(string text)
    {
        var bare = new StringBuilder();
        foreach (char c in Whole(text).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark
                || c is '-' or '\u2010' or '\u2011' or '\u00AD') continue;
            if (char.IsLetterOrDigit(c)) bare.Append(char.ToLowerInvariant(c));
            else if (c == '–' && bare.Length > 0) bare.Append(bare[^1] == ' ' ? "– " : " – ");
            else if (bare.Length > 0 && bare[^1] != ' ') bare.Append(' ');
        }

        return bare.ToString().Trim();
    }
}
