using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Deliberation.Formats.Tables;

/// <summary>What was found in a cell of addresses or numbers.</summary>
/// <param name="Values">One or more, in the order of the cell; none when it is blank.</param>
/// <param name="Errors">What in the cell is none.</param>
/// <param name="Questions">What may be one if a person says so; <c>leave</c> leaves it out.</param>
public sealed record ContactsFound<T>(ImmutableArray<T> Values, ImmutableArray<FormatError> Errors,
    ImmutableArray<TableQuestion> Questions);

/// <summary>E-mail addresses (RFC 5322, in the narrow form of HTML forms) as people put them into cells.</summary>
public static partial class MailAddresses
{
    /// <summary>The addresses of a cell. Names beside them, angle brackets and <c>mailto:</c> are taken away; <c>(at)</c> and
    /// <c>[chiocciola]</c> are asked.</summary>
    /// <param name="cell">The cell.</param>
    public static ContactsFound<string> In(TableCell cell)
    {
        var (found, errors, questions) = (new List<string>(), new List<FormatError>(), new List<TableQuestion>());
        string rest = Address().Replace(Mailto().Replace(cell.Text, " "), match =>
        {
            if (!found.Contains(match.Value, StringComparer.OrdinalIgnoreCase)) found.Add(match.Value);
            return "\u0001";
        });
        rest = Spelled().Replace(rest, match =>
        {
            questions.Add(Ask(cell, match.Value, $"{match.Groups["who"].Value}@{match.Groups["where"].Value}"));
            return " ";
        });
        rest = Named().Replace(rest, " ").Replace('\u0001', ' ')
            .Trim(' ', ';', ',', '/', '<', '>', '"', '\'', '(', ')', '-', '|', '\n', '\r', '\t');
        if (rest.Any(char.IsLetterOrDigit) && !(found.Count > 0 && !rest.Contains('@', StringComparison.Ordinal) && Label().IsMatch(rest)))
            errors.Add(cell.Wrong($"«{TableCell.Shorten(rest)}» non è un indirizzo e-mail: scrivi nome@dominio, o lascia vuoto.",
                $"“{TableCell.Shorten(rest)}” is not an e-mail address: write name@domain, or leave it blank."));
        return new([.. found], [.. errors], [.. questions]);
    }

    private static TableQuestion Ask(TableCell cell, string written, string offered) => new(QuestionKind.Contact, cell.Place,
        new($"«{TableCell.Shorten(written)}» vuol dire {offered}?", $"Does “{TableCell.Shorten(written)}” mean {offered}?"),
        [new(offered, new($"sì, {offered}", $"yes, {offered}")), new("leave", new("no, lascia vuoto", "no, leave it blank"))]);

    [GeneratedRegex(@"[A-Za-z0-9.!#$%&'*+=?^_`{|}~\-]+@[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?"
        + @"(?:\.[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?)+",
        RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"\bmailto:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mailto();

    [GeneratedRegex(@"(?<who>[\w.+\-]+)\s*[(\[{]\s*(?:at|chiocciola|a)\s*[)\]}]\s*(?<where>[\w\-]+(?:\.[\w\-]+)+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Spelled();

    // "Name" <address>, Name <address>
    [GeneratedRegex("\"[^\"]*\"\\s*(?=<?\u0001)|[^<>;,\u0001]*<(?=\u0001)", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    // "e-mail:", "e", "oppure" between addresses
    [GeneratedRegex(@"^(?:e-?mail|mail|pec|e|ed|o|oppure|and|or|[\s:;,/.\-])+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}

/// <summary>A telephone number.</summary>
/// <param name="Text">As it was typed, blanks in a row made one: <c>+44 20 7946 0018</c>.</param>
/// <param name="Extension">The digits to dial inside; null without.</param>
public sealed record PhoneFound(string Text, string? Extension)
{
    /// <summary>For comparing: digits only, with <c>+</c> and country; numbers without a country are Italian (+39).</summary>
    public string Key { get; } = PhoneNumbers.Key(Text);
}

/// <summary>Telephone numbers as people put them into cells; lengths as in ITU-T E.164.</summary>
public static partial class PhoneNumbers
{
    /// <summary>The numbers of a cell, exactly as typed. A number that may have lost its leading 0 or <c>+</c> in a spreadsheet is
    /// asked.</summary>
    /// <param name="cell">The cell.</param>
    public static ContactsFound<PhoneFound> In(TableCell cell)
    {
        var (found, errors, questions) = (new List<PhoneFound>(), new List<FormatError>(), new List<TableQuestion>());
        foreach (string part in Parts(cell.Trimmed)) Take(cell, part, found, errors, questions);
        return new([.. found], [.. errors], [.. questions]);
    }

    /// <summary>Digits only, with <c>+</c> and country; <c>0532 123456</c> is <c>+390532123456</c>.</summary>
    /// <param name="number">As typed.</param>
    public static string Key(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        string digits = string.Concat(number.Where(char.IsAsciiDigit));
        if (number.TrimStart(' ', '(').StartsWith('+')) return "+" + digits;
        return digits.StartsWith("00", StringComparison.Ordinal) ? "+" + digits[2..] : digits.Length == 0 ? "" : "+39" + digits;
    }

    // A bare slash stands between a prefix and its number (0532/765432); with blanks round it, or after a whole number, it parts two.
    private static IEnumerable<string> Parts(string text)
    {
        foreach (string part in Between().Split(text))
        {
            string[] halves = part.Split('/');
            bool prefix = halves.Length == 2 && Digits(halves[0]) <= 5 && Digits(halves[1]) >= 4;
            foreach (string number in prefix ? [part] : halves)
                if (number.Trim() is { Length: > 0 } filled) yield return Blanks().Replace(filled, " ");
        }
    }

    private static int Digits(string text) => text.Count(char.IsAsciiDigit);

    private static void Take(TableCell cell, string part, List<PhoneFound> found, List<FormatError> errors, List<TableQuestion> questions)
    {
        string number = Label().Replace(part, "").Trim();
        string? extension = null;
        if (Inner().Match(number) is { Success: true } inner) (number, extension) = (number[..inner.Index].Trim(), inner.Groups["n"].Value);
        int digits = Digits(number);
        if (!Shape().IsMatch(number) || digits is < 3 or > 15)
            errors.Add(cell.Wrong($"«{TableCell.Shorten(part)}» non è un numero di telefono: scrivi le cifre, col prefisso, o "
                + "lascia vuoto.",
                $"“{TableCell.Shorten(part)}” is not a telephone number: write its digits with the prefix, or leave it blank."));
        else if (Lost(number) is { } offered) questions.Add(Ask(cell, number, offered));
        else found.Add(new PhoneFound(number, extension));
    }

    // Italian numbers: 0… with prefix, 3… mobile, 8… free or shared cost, 1… services; 39 and twelve digits has lost its +.
    private static string? Lost(string number)
    {
        string digits = string.Concat(number.Where(char.IsAsciiDigit));
        if (number.Contains('+', StringComparison.Ordinal) || digits[0] is '0' or '1' || digits.Length < 6) return null;
        if (digits[0] == '3' && digits.Length is 9 or 10) return null;
        if (digits[0] == '8' && digits.Length is 6 or 8 or 9) return null;
        return digits.StartsWith("39", StringComparison.Ordinal) && digits.Length >= 11 ? "+" + number : digits.Length <= 10 ? "0" + number
            : "+" + number;
    }

    private static TableQuestion Ask(TableCell cell, string written, string offered) => new(QuestionKind.Contact, cell.Place,
        new($"«{written}» forse ha perso l'inizio in un foglio di calcolo: è {offered}?",
            $"“{written}” may have lost its beginning in a spreadsheet: is it {offered}?"),
        [new(offered, new($"sì, {offered}", $"yes, {offered}")), new(written, new($"no, è {written}", $"no, it is {written}")),
            new("leave", new("lascia vuoto", "leave it blank"))]);

    [GeneratedRegex(@"\s+/\s*|\s*/\s+|[;\n\r,|]+|\s+-\s+|\s+(?:e|o|oppure|and|or)\s+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?:telefono|tel|cellulare|cell|fax|phone)\b\.?:?\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"\s*\b(?:interno|int|ext|extension|x)\b\.?\s*(?<n>\d{1,6})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Inner();

    [GeneratedRegex(@"^[+(]?[\d\s()./\-]*\d[\d\s()./\-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>Yes or no in a cell: <c>TRUE</c>, <c>sì</c>, <c>x</c>, <c>1</c>; <c>FALSE</c>, <c>no</c>, <c>0</c>.</summary>
public static class YesOrNo
{
    /// <summary>True, false, or null where the cell is blank.</summary>
    /// <param name="cell">The cell.</param>
    /// <exception cref="FormatError">The cell says neither.</exception>
    public static bool? In(TableCell cell) => Headings.Whole(cell.Trimmed).Normalize(NormalizationForm.FormC).ToUpperInvariant() switch
    {
        "" => null,
        "TRUE" or "VERO" or "SÌ" or "SI" or "SI'" or "S" or "YES" or "Y" or "X" or "1" or "OK" => true,
        "FALSE" or "FALSO" or "NO" or "N" or "0" => false,
        _ => throw cell.Wrong($"«{cell.Shown}» non è né sì né no: scrivi sì o no, o lascia vuoto.",
            $"“{cell.Shown}” is neither yes nor no: write yes or no, or leave it blank."),
    };
}
