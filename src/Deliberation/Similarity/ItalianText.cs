using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Deliberation.Similarity;

/// <summary>Italian text cut into words, freed of accents, or brought to stems for searching.</summary>
public static class ItalianText
{
    /// <summary>
    /// Adjectives and nouns in -ano, which Snowball takes for third persons of verbs (parlano) in this one form only:
    /// "anziani" gives "anzian", "anziano" gives "anzi". Here they are stemmed by their feminine form. Words that are
    /// verbs as well (capitano, montano, isolano) are left to the rule.
    /// </summary>
    private static readonly FrozenSet<string> NounsInAno =
        ("africano americano anziano artigiano brasiliano castellano cristiano diocesano disumano emiliano extraurbano " +
         "friulano germano guardiano indiano interurbano italiano lontano marchigiano meridiano metropolitano mondano " +
         "napoletano nostrano paesano pagano parmigiano parrocchiano partigiano peruviano popolano puritano quotidiano " +
         "repubblicano romano siciliano sovrano strano suburbano toscano trevigiano umano urbano vegano veneziano " +
         "veterano villano").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The words of a text, as written: runs of letters and digits; an apostrophe or a hyphen divides.</summary>
    /// <param name="text">Any text, also empty or with malformed Unicode.</param>
    /// <returns>The words in order, in composed form (NFC), case and accents kept.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static IEnumerable<string> Tokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Words(Normalized(text, NormalizationForm.FormC));
    }

    /// <summary>The text in lower case and without diacritics: "Però, l'Età" gives "pero, l'eta".</summary>
    /// <param name="text">Any text.</param>
    /// <returns>A text to compare with, in the invariant culture.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();

        var kept = new StringBuilder(text.Length);
        foreach (char c in Normalized(text, NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) kept.Append(char.ToLowerInvariant(c));
        }

        return kept.ToString();
    }

    /// <summary>
    /// The stems of the words of a text, folded and joined by single spaces: what a search index stores and what a
    /// query is turned into, so that "gli Anziani" finds "anziano". Snowball's stems, but for common nouns in -ano.
    /// </summary>
    /// <param name="text">Any text; empty gives empty.</param>
    /// <returns>Stems in lower case without diacritics. Linear in the length of the text; thread-safe, no cache.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static string Stems(string text)
    {
        var stems = new StringBuilder();
        foreach (string word in Tokens(text))
        {
            if (stems.Length > 0) stems.Append(' ');
            stems.Append(Stem(word));
        }

        return stems.ToString();
    }

    /// <summary>The folded stem of one word, nouns in -ano mended.</summary>
    internal static string Stem(string word)
    {
        string lower = word.ToLowerInvariant();
        return Fold(ItalianStemmer.Stem(NounsInAno.Contains(lower) ? lower[..^1] + "a" : lower));
    }

    private static IEnumerable<string> Words(string text)
    {
        int start = -1;
        for (int i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            if (IsPartOfWord(text, i))
            {
                if (start < 0) start = i;
            }
            else if (start >= 0)
            {
                yield return text[start..i];
                start = -1;
            }
        }

        if (start >= 0) yield return text[start..];
    }

    private static bool IsPartOfWord(string text, int at) =>
        char.IsLetterOrDigit(text, at) || CharUnicodeInfo.GetUnicodeCategory(text, at) == UnicodeCategory.NonSpacingMark;

    /// <summary>A lone surrogate has no normal form: it becomes U+FFFD instead of an exception.</summary>
    private static string Normalized(string text, NormalizationForm form)
    {
        if (Ascii.IsValid(text)) return text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(form);
    }
}
