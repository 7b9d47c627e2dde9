using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Deliberation.Formats.Tables;

/// <summary>In which order a day is written.</summary>
public enum DateOrder
{
    /// <summary>31/12/2026, as in Italian.</summary>
    DayMonthYear,

    /// <summary>12/31/2026, as in American English.</summary>
    MonthDayYear,

    /// <summary>2026-12-31 (ISO 8601).</summary>
    YearMonthDay,

    /// <summary>2026-31-12.</summary>
    YearDayMonth,
}

/// <summary>
/// The days of a column, with the time where one is written. One order serves all cells that begin with the year and one all that do
/// not: a figure above 12 proves it, points between and the names of months do too. Without proof a year in front is ISO 8601, and an
/// Italian file has days first; otherwise, or where values contradict each other, it is asked.
/// </summary>
public sealed partial class DateColumn
{
    private DateColumn(ImmutableArray<DateTime?> values, ImmutableArray<FormatError> errors, TableQuestion? question) =>
        (Values, Errors, Question) = (values, errors, question);

    /// <summary>A day for each cell, with its time, without zone; null where the cell is blank, wrong or in doubt.</summary>
    public ImmutableArray<DateTime?> Values { get; }

    /// <summary>Cells that are no day.</summary>
    public ImmutableArray<FormatError> Errors { get; }

    /// <summary>What must be asked; null when the column is settled.</summary>
    public TableQuestion? Question { get; }

    /// <summary>Reads the days of a list's column.</summary>
    /// <param name="list">The list.</param>
    /// <param name="column">Its column.</param>
    /// <param name="chosen">What a person has answered; null to ask where it is needed.</param>
    public static DateColumn Read(TableList list, TableColumn column, DateOrder? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(list);
        return Read(list.Cells(column), list.IsItalian, chosen);
    }

    /// <summary>Reads days. Years of two digits are 1950 to 2049.</summary>
    /// <param name="cells">The cells of one column.</param>
    /// <param name="italian">The file has semicolons or Italian headings.</param>
    /// <param name="chosen">What a person has answered; null to ask where it is needed.</param>
    public static DateColumn Read(IReadOnlyList<TableCell> cells, bool italian, DateOrder? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(cells);
        WrittenDay[] days = [.. cells.Select(WrittenDay.Of)];
        var yearFirst = Settle([.. days.Where(d => d.YearFirst)], DateOrder.YearMonthDay, DateOrder.YearDayMonth, true, chosen);
        var yearLast = Settle([.. days.Where(d => !d.YearFirst)], DateOrder.DayMonthYear, DateOrder.MonthDayYear, italian, chosen);
        DateTime?[] values = [.. days.Select(d => d.Sure ?? (d.IsSame ? DateOrder.DayMonthYear : d.YearFirst ? yearFirst : yearLast) switch
        {
            { } order => d.In(order),
            _ => null,
        })];
        var open = days.Zip(cells).Where(pair => pair.First.IsOpen && (pair.First.YearFirst ? yearFirst : yearLast) is null)
            .Select(pair => pair.Second).ToList();
        var wrong = days.Zip(cells, values).Where(t => t.First.IsWrong
            || (t.First.HasFigures && t.Third is null && !open.Contains(t.Second)));
        return new DateColumn([.. values], [.. wrong.Select(t => NoDay(t.Second))], open.Count > 0 ? Ask(open) : null);
    }

    /// <summary>The order of one group of cells: the usual one unless the other is proven; null to ask.</summary>
    private static DateOrder? Settle(List<WrittenDay> days, DateOrder usual, DateOrder other, bool usualHolds, DateOrder? chosen)
    {
        if (chosen == usual || chosen == other) return chosen;
        var figures = days.Where(d => d.HasFigures && !d.IsSame).ToList();
        bool forUsual = figures.Any(d => d.In(other) is null && d.In(usual) is not null || d.Dotted && usual == DateOrder.DayMonthYear);
        bool forOther = figures.Any(d => d.In(usual) is null && d.In(other) is not null);
        if (forUsual && forOther) return null;
        bool doubtful = figures.Any(d => d.In(usual) is not null && d.In(other) is not null && !d.Dotted);
        // An Italian file that proves the American order contradicts itself.
        if (forOther) return doubtful && usualHolds && usual == DateOrder.DayMonthYear ? null : other;
        return forUsual || usualHolds || figures.Count == 0 ? usual : null;
    }

    private static TableQuestion Ask(List<TableCell> open)
    {
        var (first, day) = (open[0], WrittenDay.Of(open[0]));
        DateOrder[] orders = day.YearFirst ? [DateOrder.YearMonthDay, DateOrder.YearDayMonth]
            : [DateOrder.DayMonthYear, DateOrder.MonthDayYear];
        var more = open.Count > 1 ? new Bilingual($" (come altre {open.Count - 1} celle)", $" (as {open.Count - 1} more cells)")
            : new("", "");
        return new TableQuestion(QuestionKind.Dates, first.Place,
            new($"«{first.Shown}» si può leggere in due modi{more.Italian}: viene prima il giorno o il mese?",
                $"“{first.Shown}” can be read in two ways{more.English}: does the day come first or the month?"),
            [.. orders.Select(order => new TableChoice(order.ToString(), Said(open, order)))]);
    }

    private static Bilingual Said(List<TableCell> open, DateOrder order)
    {
        string In(CultureInfo culture, string none) => string.Join("; ", open.Take(3).Select(cell =>
            $"{cell.Shown} = {WrittenDay.Of(cell).In(order)?.ToString("d MMMM yyyy", culture) ?? none}"));
        return new(In(CultureInfo.GetCultureInfo("it-IT"), "nessun giorno"), In(CultureInfo.InvariantCulture, "no day"));
    }

    private static FormatError NoDay(TableCell cell) => cell.Wrong(
        $"«{cell.Shown}» non è una data: scrivi giorno, mese e anno, come 31/12/2026, o lascia vuoto.",
        $"“{cell.Shown}” is not a date: write day, month and year, as 31/12/2026, or leave it blank.");

    /// <summary>A day as it is written: sure, or three figures of which the year is known.</summary>
    private sealed partial record WrittenDay(DateTime? Sure, bool IsWrong, bool YearFirst, bool Dotted, int Year, int One, int Two,
        TimeSpan Time)
    {
        private static readonly string[] s_italian = CultureInfo.GetCultureInfo("it-IT").DateTimeFormat.MonthNames;
        private static readonly string[] s_english = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;
        private static readonly WrittenDay s_blank = new(null, false, false, false, 0, 0, 0, default);
        private static readonly WrittenDay s_wrong = s_blank with { IsWrong = true };

        internal bool HasFigures => Year > 0;

        /// <summary>5/5/2026 is the same day in either order.</summary>
        internal bool IsSame => HasFigures && One == Two;

        /// <summary>A day in one order at least, and not the same in both.</summary>
        internal bool IsOpen => HasFigures && !IsSame && (In(DateOrder.DayMonthYear) is not null || In(DateOrder.MonthDayYear) is not null);

        internal static WrittenDay Of(TableCell cell)
        {
            if (cell.IsBlank) return s_blank;
            if (cell.Kind == CellKind.Date) return DateTime.TryParse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind,
                out var exact)
                ? s_blank with { Sure = exact } : s_wrong;
            if (cell.Kind != CellKind.Text) return s_wrong;
            string text = cell.Trimmed;
            if (Figures().Match(text) is { Success: true } figures) return OfFigures(figures);
            return Named().Match(text) is { Success: true } named ? OfNamed(named) : s_wrong;
        }

        internal DateTime? In(DateOrder order) => order is DateOrder.DayMonthYear or DateOrder.YearDayMonth
            ? Day(Year, Two, One)?.Add(Time) : Day(Year, One, Two)?.Add(Time);

        private static WrittenDay OfFigures(Match match)
        {
            int Figure(string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
            if (TimeOf(match) is not { } time) return s_wrong;
            bool yearFirst = match.Groups["y1"].Success;
            return yearFirst ? new(null, false, true, false, Figure("y1"), Figure("b1"), Figure("c1"), time)
                : new(null, false, false, match.Groups["s"].Value == ".", FullYear(match.Groups["y2"].Value), Figure("a2"), Figure("b2"),
                    time);
        }

        private static WrittenDay OfNamed(Match match)
        {
            string day = match.Groups["d1"].Success ? match.Groups["d1"].Value : match.Groups["d2"].Value;
            string name = match.Groups["m1"].Success ? match.Groups["m1"].Value : match.Groups["m2"].Value;
            return TimeOf(match) is { } time && Month(name) is > 0 and var month
                && Day(FullYear(match.Groups["y"].Value), month, int.Parse(day, CultureInfo.InvariantCulture)) is { } sure
                ? s_blank with { Sure = sure.Add(time) } : s_wrong;
        }

        private static int Month(string name)
        {
            bool Is(string month) => month.Length > 0 && (month.Equals(name, StringComparison.OrdinalIgnoreCase)
                || (name.Length >= 3 && month.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
            int italian = Array.FindIndex(s_italian, Is);
            return (italian >= 0 ? italian : Array.FindIndex(s_english, Is)) + 1;
        }

        private static int FullYear(string year)
        {
            int number = int.Parse(year, CultureInfo.InvariantCulture);
            return year.Length > 2 ? number : number < 50 ? 2000 + number : 1900 + number;
        }

        private static TimeSpan? TimeOf(Match match)
        {
            if (!match.Groups["h"].Success) return TimeSpan.Zero;
            int Figure(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
            int hour = Figure("h");
            if (match.Groups["pm"].Success) hour = (hour % 12) + (match.Groups["pm"].Value.StartsWith("p",
                StringComparison.OrdinalIgnoreCase) ? 12 : 0);
            return hour < 24 && Figure("mi") < 60 && Figure("se") < 60 ? new TimeSpan(hour, Figure("mi"), Figure("se")) : null;
        }

        private static DateTime? Day(int year, int month, int day) =>
            year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
                ? new DateTime(year, month, day) : null;

        private const string Clock = @"(?:[\sT,]+(?:ore\s+)?(?<h>\d{1,2})[:.](?<mi>\d{2})"
            + @"(?:[:.](?<se>\d{2})(?:[.,]\d+)?)?\s*(?<pm>[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT)?)?$";

        [GeneratedRegex(@"^(?:(?<y1>\d{4})(?<t>[/.\-])(?<b1>\d{1,2})\k<t>(?<c1>\d{1,2})"
            + @"|(?<a2>\d{1,2})(?<s>[/.\-])(?<b2>\d{1,2})\k<s>(?<y2>\d{4}|\d{2}))" + Clock,
            RegexOptions.CultureInvariant)]
        private static partial Regex Figures();

        [GeneratedRegex(@"^(?:[a-zì]+\s+)?(?:(?<d1>\d{1,2})(?:°|º|st|nd|rd|th)?[\s\-/]+(?<m1>[a-z]+)"
            + @"|(?<m2>[a-z]+)\.?\s+(?<d2>\d{1,2})(?:st|nd|rd|th)?)\.?,?[\s\-/]+(?<y>\d{4}|\d{2})" + Clock,
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
        private static partial Regex Named();
    }
}
