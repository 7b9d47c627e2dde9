using System.Collections.Immutable;
using System.Globalization;

namespace Deliberation.Formats.Tables;

/// <summary>What parts the decimals of a number.</summary>
public enum DecimalStyle
{
    /// <summary>As in Italian: <c>1.234,56</c>.</summary>
    Comma,

    /// <summary>As in English: <c>1,234.56</c>.</summary>
    Point,
}

/// <summary>
/// The numbers of a column. Each cell that can be read in one way only is read so; what is left (<c>1.234</c>, <c>1,234</c>) is settled by
/// another value of the column, a point before exactly three digits also by a file parted by semicolons or with Italian headings; where
/// values contradict each other, or nothing settles it, it is asked. A leading 0 is never followed by thousands.
/// </summary>
public sealed class NumberColumn
{
    private NumberColumn(ImmutableArray<decimal?> values, DecimalStyle? style, ImmutableArray<FormatError> errors, TableQuestion? question,
        ImmutableArray<TableCell> doubtful) =>
        (Values, Style, Errors, Question, Doubtful) = (values, style, errors, question, doubtful);

    /// <summary>A number for each cell; null where the cell is blank, wrong or in doubt.</summary>
    public ImmutableArray<decimal?> Values { get; }

    /// <summary>How the doubtful cells were read; null when there was none, or it must be asked.</summary>
    public DecimalStyle? Style { get; }

    /// <summary>Cells that are no number.</summary>
    public ImmutableArray<FormatError> Errors { get; }

    /// <summary>What must be asked; null when the column is settled.</summary>
    public TableQuestion? Question { get; }

    /// <summary>Cells that can be read in two ways, settled or not.</summary>
    public ImmutableArray<TableCell> Doubtful { get; }

    /// <summary>Reads the numbers of a list's column.</summary>
    /// <param name="list">The list.</param>
    /// <param name="column">Its column.</param>
    /// <param name="chosen">What a person has answered; null to ask where it is needed.</param>
    public static NumberColumn Read(TableList list, TableColumn column, DecimalStyle? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(list);
        return Read(list.Cells(column), list.IsItalian, chosen);
    }

    /// <summary>Reads numbers.</summary>
    /// <param name="cells">The cells of one column.</param>
    /// <param name="italian">The file has semicolons or Italian headings.</param>
    /// <param name="chosen">What a person has answered; null to ask where it is needed.</param>
    public static NumberColumn Read(IReadOnlyList<TableCell> cells, bool italian, DecimalStyle? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(cells);
        Written[] written = [.. cells.Select(Written.Of)];
        var style = chosen ?? Settle(written, italian);
        var doubtful = written.Zip(cells).Where(pair => pair.First.IsDoubtful).Select(pair => pair.Second).ToImmutableArray();
        return new NumberColumn(
            [.. written.Select(number => number.Value ?? (style is { } settled ? number.In(settled) : null))],
            doubtful.Length > 0 ? style : null,
            [.. written.Zip(cells).Where(pair => pair.First.IsWrong).Select(pair => NoNumber(pair.Second))],
            doubtful.Length > 0 && style is null ? Ask(doubtful, written) : null,
            doubtful);
    }

    private static DecimalStyle? Settle(Written[] column, bool italian)
    {
        bool commas = column.Any(n => n.Proves == DecimalStyle.Comma), points = column.Any(n => n.Proves == DecimalStyle.Point);
        bool thousandsByPoint = column.Any(n => n.IsDoubtful && n.Sign == '.'), byComma = column.Any(n => n.IsDoubtful && n.Sign == ',');
        if (commas) return points ? null : DecimalStyle.Comma;
        // A point before three digits is thousands in an Italian file: decimals with a point contradict that.
        if (points) return italian && thousandsByPoint ? null : DecimalStyle.Point;
        return italian && thousandsByPoint && !byComma ? DecimalStyle.Comma : null;
    }

    private static TableQuestion Ask(ImmutableArray<TableCell> doubtful, Written[] column)
    {
        string Readings(DecimalStyle style, CultureInfo culture) => string.Join("; ", doubtful.Take(3).Select(cell =>
            $"«{cell.Shown}» = {Written.Of(cell).In(style)!.Value.ToString("#,0.############", culture)}"));
        TableChoice Choice(string key, DecimalStyle style) =>
            new(key, new(Readings(style, s_italian), Readings(style, CultureInfo.InvariantCulture).Replace('«', '“').Replace('»', '”')));
        bool mixed = column.Any(n => n.Proves == DecimalStyle.Comma) || column.Any(n => n.Proves == DecimalStyle.Point);
        var first = doubtful[0];
        var more = doubtful.Length == 1 ? new Bilingual("", "")
            : new($" (come altre {doubtful.Length - 1} celle della colonna)", $" (as {doubtful.Length - 1} more cells of the column)");
        if (mixed) more = new(more.Italian + ", e la colonna mescola virgole e punti",
            more.English + ", and the column mixes commas and points");
        return new TableQuestion(QuestionKind.Decimals, first.Place,
            new($"«{first.Shown}» si può leggere in due modi{more.Italian}: che cosa divide i decimali, la virgola o il punto?",
                $"“{first.Shown}” can be read in two ways{more.English}: what parts the decimals, a comma or a point?"),
            [Choice("comma", DecimalStyle.Comma), Choice("point", DecimalStyle.Point)]);
    }

    private static readonly CultureInfo s_italian = CultureInfo.GetCultureInfo("it-IT");

    private static FormatError NoNumber(TableCell cell) => cell.Wrong(
        $"«{cell.Shown}» non è un numero: scrivi cifre, come 1.234,56, o lascia vuoto.",
        $"“{cell.Shown}” is not a number: write digits, as 1234.56, or leave it blank.");
}

/// <summary>A number as it is written: what it can mean and what it proves about its column.</summary>
internal readonly record struct Written(decimal? Value, DecimalStyle? Proves, char Sign, string Digits, bool IsWrong)
{
    private static readonly Written s_wrong = new(null, null, '\0', "", true);

    /// <summary>One sign before exactly three digits: thousands or decimals.</summary>
    internal bool IsDoubtful => Sign != '\0';

    internal decimal? In(DecimalStyle style)
    {
        if (!IsDoubtful) return Value;
        bool thousands = Sign == '.' ? style == DecimalStyle.Comma : style == DecimalStyle.Point;
        return Parse(thousands ? Digits.Replace(Sign.ToString(), "", StringComparison.Ordinal) : Digits.Replace(Sign, '.'));
    }

    internal static Written Of(TableCell cell)
    {
        if (cell.IsBlank) return default;
        if (cell.Kind == CellKind.Number) return Parse(cell.Text) is { } exact ? new(exact, null, '\0', "", false) : s_wrong;
        if (cell.Kind != CellKind.Text) return s_wrong;
        string text = Bare(cell.Trimmed);
        if (text.Length == 0 || text.TrimStart('-').Any(c => !char.IsAsciiDigit(c) && c is not ('.' or ','))) return s_wrong;
        int points = text.Count(c => c == '.'), commas = text.Count(c => c == ',');
        if (points + commas == 0) return Sure(text, null);
        if (points > 0 && commas > 0) return text.LastIndexOf('.') > text.LastIndexOf(',') ? Both(text, ',', '.') : Both(text, '.', ',');
        char sign = points > 0 ? '.' : ',';
        return points + commas > 1 ? Both(text + (sign == '.' ? ',' : '.'), sign, sign == '.' ? ',' : '.') : One(text, sign);
    }

    // A sign of money, blanks between thousands and a typographic minus say nothing about commas and points.
    private static string Bare(string text)
    {
        string bare = text.Replace("€", "", StringComparison.Ordinal).Replace("EUR", "", StringComparison.OrdinalIgnoreCase)
            .Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace('\u2009', ' ').Replace('\u2212', '-').Trim();
        if (bare.StartsWith('+')) bare = bare[1..];
        if (bare.StartsWith("- ", StringComparison.Ordinal)) bare = "-" + bare[2..].TrimStart();
        string[] groups = bare.Split(' ');
        bool thousands = groups.Length > 1 && groups[0].TrimStart('-').Length is > 0 and <= 3
            && groups[1..].All(g => g.Length >= 3 && g[..3].All(char.IsAsciiDigit)
            && (g.Length == 3 || (g == groups[^1] && g[3] is '.' or ',')));
        return thousands ? string.Concat(groups) : bare;
    }

    /// <summary>One sign only. Three digits after it are in doubt, unless thousands cannot be: after a 0, nothing, or more than three
    /// digits.</summary>
    private static Written One(string text, char sign)
    {
        string[] halves = text.TrimStart('-').Split(sign);
        if (halves[1].Length == 0) return s_wrong;
        if (halves[1].Length == 3 && halves[0].Length is > 0 and <= 3 && halves[0][0] != '0') return new(null, null, sign, text, false);
        return Sure(text.Replace(sign, '.'), sign == '.' ? DecimalStyle.Point : DecimalStyle.Comma);
    }

    private static Written Both(string text, char thousands, char decimals)
    {
        string[] halves = text.TrimStart('-').Split(decimals);
        string[] groups = halves[0].Split(thousands);
        bool right = halves.Length == 2 && groups[0].Length is > 0 and <= 3 && groups[0][0] != '0' && groups[1..].All(g => g.Length == 3);
        return right ? Sure(text.Replace(thousands.ToString(), "", StringComparison.Ordinal).Replace(decimals, '.').TrimEnd('.'),
            decimals == '.' ? DecimalStyle.Point : DecimalStyle.Comma) : s_wrong;
    }

    private static Written Sure(string digits, DecimalStyle? proves) =>
        Parse(digits) is { } value ? new(value, proves, '\0', "", false) : s_wrong;

    private static decimal? Parse(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
        CultureInfo.InvariantCulture, out decimal value) ? value : null;
}
