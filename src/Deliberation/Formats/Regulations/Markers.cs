using System.Globalization;
using System.Text.RegularExpressions;

namespace Deliberation.Formats.Regulations;

/// <summary>How Italian regulations number their parts, in the many ways that are met.</summary>
internal static partial class Markers
{
    private const string Adverbs =
        "bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|undecies|duodecies|terdecies|quaterdecies|quindecies|sexdecies";

    /// <summary>What is said of a number, not what a number is called: an article that is cited.</summary>
    private const string Citing = @"(?:,|;|\)|(?:e|ed|o|a|al|alla|ai|del|dello|della|dei|degli|delle|nel|nella|di|da|dal|dalla|che|si|è|sono|"
        + @"comma|commi|co\.|c\.|lettera|lett\.|punto|primo|secondo|terzo|ultimo|cost\.|medesimo|citato|sopra|precedente|successivo|nonché|"
        + @"ss\.|seguenti|statuto)(?!\w)|(?:del|all|dell|nell|dall)['’]|(?i:legge|l\.|l\.r\.|d\.?\s?lgs\.?|d\.?p\.?r\.?|t\.?u\.?e\.?l\.?)"
        + @"\s+(?:n\.|\d|regionale|statale))";

    internal sealed record Numbered(string Label, string Rest);

    internal static Numbered? Article(string line) => Of(ArticleMark().Match(line));

    /// <summary>An article that begins with "Punto 2", as agreements have.</summary>
    internal static Numbered? Point(string line) => Of(PointMark().Match(line));

    internal static (RegulationPartKind Kind, Numbered Mark)? Division(string line, bool heading = false)
    {
        var match = DivisionMark().Match(line);
        if (!match.Success || !heading && Cited().IsMatch(match.Groups["rest"].Value)) return null;
        var kind = match.Groups["kind"].Value.ToLowerInvariant() switch
        {
            "titolo" => RegulationPartKind.Title,
            "capo" => RegulationPartKind.Chapter,
            "sezione" => RegulationPartKind.Section,
            _ => RegulationPartKind.Book,
        };
        return (kind, Of(match)!);
    }

    internal static Numbered? Annex(string line, bool heading = false)
    {
        var match = AnnexMark().Match(line);
        if (!match.Success) return null;
        string rest = match.Groups["rest"].Value.Trim();
        if (heading) return new(match.Groups["label"].Value, rest);
        bool capitals = line.TrimStart().StartsWith("ALLEGAT", StringComparison.Ordinal);
        // "Allegato A al regolamento è …" is a sentence about it.
        if (!capitals && rest.Length > 0 && match.Groups["sep"].Value.Trim().Length == 0) return null;
        return rest.Length > 150 || (!capitals && Cited().IsMatch(rest)) ? null : new(match.Groups["label"].Value, rest);
    }

    internal static Numbered? Comma(string line) => Of(CommaMark().Match(line));

    /// <summary>Whether the number of a line is closed by a bracket: *1)*.</summary>
    internal static bool Bracketed(string line) => BracketedMark().IsMatch(line);

    internal static (Numbered Mark, bool Dotted)? Letter(string line)
    {
        var match = LetterMark().Match(line);
        if (!match.Success) return null;
        string adverb = match.Groups["adverb"].Value + match.Groups["later"].Value;
        string label = match.Groups["label"].Value + (adverb.Length > 0 ? "-" + adverb.ToLowerInvariant() : "");
        return (new(label, match.Groups["rest"].Value.Trim()), match.Groups["close"].Value.Contains('.', StringComparison.Ordinal));
    }

    internal static Numbered? Dash(string line) => DashMark().Match(line) is { Success: true } m ? new("–", m.Groups["rest"].Value.Trim())
        : null;

    /// <summary>Whether words that follow a number cite it: <c>della legge 241/1990</c>.</summary>
    internal static bool Cites(string rest) => Cited().IsMatch(rest);

    internal static bool IsAbrogated(string words) => AbrogatedMark().IsMatch(words);

    /// <summary>A heading that ends by saying that its article is gone: <c>Turni (abrogato)</c>.</summary>
    internal static string? HeadingOfAbrogated(string words) =>
        AbrogatedTail().Match(words) is { Success: true } m ? m.Groups["heading"].Value.Trim() : null;

    internal static bool IsContents(string line) => ContentsMark().IsMatch(line);

    internal static bool HasLeader(string line) => Leader().IsMatch(line);

    internal static bool IsPageNumber(string line) => PageNumber().IsMatch(line);

    internal static bool IsSignature(string line) => SignatureMark().IsMatch(line);

    internal static string? TitleIn(string line) => line.Length <= 200 && TitleMark().IsMatch(line) ? line : null;

    /// <summary>The place of a number in its row: the adverbs follow it.</summary>
    internal static (int Number, int Adverb) Rank(string label)
    {
        string[] parts = label.Split('-');
        int number = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int plain) ? plain : OfRoman(parts[0]);
        return (number, parts.Length == 1 ? 0 : 1 + Array.IndexOf(Adverbs.Split('|'), parts[1]));
    }

    private static int OfRoman(string roman)
    {
        int sum = 0, before = 0;
        foreach (char c in roman.Reverse())
        {
            int value = c switch { 'I' => 1, 'V' => 5, 'X' => 10, 'L' => 50, 'C' => 100, _ => 0 };
            sum += value < before ? -value : value;
            before = Math.Max(before, value);
        }
        return sum;
    }

    private static Numbered? Of(Match match)
    {
        if (!match.Success) return null;
        string adverb = match.Groups["adverb"].Value.ToLowerInvariant();
        string label = match.Groups["label"].Value;
        if (match.Groups["letter"].Success) label += "/" + match.Groups["letter"].Value;
        return new(adverb.Length > 0 ? $"{label}-{adverb}" : label, match.Groups["rest"].Value.Trim());
    }

    [GeneratedRegex(@"^\s*(?:art(?:icolo\b|\.|\b)|§)\s*(?<label>\d{1,4}|[IVXLC]+\b)\s*[°ºª^]?(?:\s*[-–]?\s*(?<adverb>" + Adverbs
        + @")\b)?(?![\d/])\s*[°º]?\s*(?:[-–—.:)]\s*)*(?<rest>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ArticleMark();

    [GeneratedRegex(@"^\s*punto\s+(?<label>\d{1,3})(?:\s*[-–]?\s*(?<adverb>" + Adverbs + @")\b)?\s*(?:[-–—.:)]\s*|$)+(?<rest>.*)$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex PointMark();

    [GeneratedRegex(@"^\s*(?<kind>(?i:libro|parte|titolo|capo|sezione))\s+(?<label>[IVXLC]+|\d{1,3})\s*[°º]?(?:\s*[-–]?\s*(?<adverb>(?i:"
        + Adverbs + @"))\b)?(?!\w)\s*(?:[-–—.:)]\s*)*(?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex DivisionMark();

    [GeneratedRegex(@"^\s*(?i:allegato)\b(?:\s+(?:(?i:n\.?\s*))?(?<label>[A-Z]|\d{1,2}|[IVX]+)\b)?(?<sep>\s*(?:[-–—.:«""]\s*)*)(?<rest>.*)$",
        RegexOptions.Singleline)]
    private static partial Regex AnnexMark();

    // A number before a digit is a sum or a date (2.50, 12.3.2026); a hyphen before a lower-case word is a range or a compound.
    [GeneratedRegex(@"^\s*(?<label>\d{1,3})(?:\s*[-–]?\s*(?<adverb>" + Adverbs
        + @")\b)?\s*(?:[.)°](?:\s*[-–](?=\s))?(?!\d)|[-–](?=\s*\p{Lu}))\s*(?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex CommaMark();

    [GeneratedRegex(@"^\s*\d{1,3}\s*\)")]
    private static partial Regex BracketedMark();

    [GeneratedRegex(@"^\s*(?:lett(?:era|\.)\s*)?(?<label>[a-z]{1,2})(?:[-–](?<adverb>" + Adverbs
        + @"))?\s*(?<close>\)|\.(?=\s)|\.\))\s*(?:[-–]\s*(?<later>" + Adverbs + @")\b\s*\)?)?\s*(?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex LetterMark();

    [GeneratedRegex(@"^\s*[-–—•·*▪◦]\s+(?<rest>\S.*)$", RegexOptions.Singleline)]
    private static partial Regex DashMark();

    [GeneratedRegex(@"^\s*" + Citing)]
    private static partial Regex Cited();

    [GeneratedRegex(@"^\W*(?:articolo\s+|comma\s+)?(?:abrogat|soppress|annullat)[oa]\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex AbrogatedMark();

    [GeneratedRegex(@"^(?<heading>.*\S)\s*[-–(\[]\s*(?:abrogat|soppress|annullat)[oa]\s*[)\]]?\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex AbrogatedTail();

    [GeneratedRegex(@"^\s*(?:indice|sommario|indice generale|indice sistematico)\s*[.:]?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex ContentsMark();

    [GeneratedRegex(@"(?:\.{3,}|…{1,}|_{3,}|\t)\s*(?:pag\.?\s*)?\d{1,4}\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Leader();

    [GeneratedRegex(@"^(?:\s{8,}\d{1,3}\s*|\s*[-–]\s*\d{1,3}\s*[-–]\s*|\s*pag(?:ina|\.)?\s*\d{1,3}(?:\s*(?:/|di)\s*\d{1,3})?\s*)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"^\s*(?:letto,?\s+(?:approvato|confermato)|f\.to\b|firmato\b|copia conforme|luogo e data|data e firma|firma\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex SignatureMark();

    [GeneratedRegex(@"^\s*(?:regolamento|patto|accordo|statuto|linee guida|disciplinare|carta|protocollo|convenzione|codice)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex TitleMark();
}
