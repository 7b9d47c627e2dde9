using System.Globalization;

namespace Deliberation.Formats.Tables;

/// <summary>What a file says a cell is. Text files know texts only.</summary>
public enum CellKind
{
    /// <summary>Characters, as typed.</summary>
    Text,

    /// <summary>A number of a workbook: never in doubt between comma and point.</summary>
    Number,

    /// <summary>A day, or an instant without zone, of a workbook: never in doubt between day and month.</summary>
    Date,

    /// <summary>A yes or no of a workbook.</summary>
    YesNo,

    /// <summary>An error of a workbook, as <c>#N/A</c>.</summary>
    Error,
}

/// <summary>One cell of a table, with where it stands.</summary>
/// <param name="Text">As typed, without quotes and formula guard; blanks round it are kept. A number has plain digits and a point
/// (<c>30425.5</c>, <c>00044</c> where the sheet shows zeros in front), a date is <c>2019-05-08</c> or <c>2019-05-08T10:30:00</c>, a yes
/// <c>TRUE</c>.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Kind">What the file says it is.</param>
public readonly record struct TableCell(string Text, CellPlace Place, CellKind Kind = CellKind.Text)
{
    /// <summary>The text without blanks round it.</summary>
    public string Trimmed => Text.Trim();

    /// <summary>Nothing but blanks.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    /// <summary>An error at this cell; the sentence is told with the cell's name in front.</summary>
    /// <param name="italian">What is wrong and how to mend it, in Italian.</param>
    /// <param name="english">The same in English.</param>
    public FormatError Wrong(string italian, string english) =>
        new(Place, $"Cella {Place}: {italian}", $"Cell {Place}: {english}");

    internal int Line => Place.Line;

    internal int Column => Place.Character;

    /// <summary>What an error message repeats of a cell: its beginning, on one line.</summary>
    internal string Shown => Shorten(Text.Trim());

    internal static string Shorten(string text) =>
        string.Concat(text.Take(40).Select(c => char.IsControl(c) ? ' ' : c)) + (text.Length > 40 ? "…" : "");

    internal FormatError Refused(string italian, string english) => new(Place, italian, english);

    /// <summary>A whole number within bounds; "1.0" is 1, as spreadsheets and exports write it.</summary>
    internal int Whole(int least, int most, string italian, string english) =>
        InDoubt ? throw Doubtful() : double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && number == Math.Floor(number) && number >= least && number <= most
            ? (int)number
            : throw Refused(
                $"«{Shown}» non è {italian}: scrivi un numero intero da {least} a {most}.",
                $"\"{Shown}\" is not {english}: write a whole number from {least} to {most}.");

    internal double Number(double least, string italian, string english) =>
        InDoubt ? throw Doubtful() : double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            && number >= least
            ? number
            : throw Refused(
                $"«{Shown}» non è {italian}: scrivi un numero non minore di {least}, con il punto per i decimali.",
                $"\"{Shown}\" is not {english}: write a number not less than {least}, with a point for decimals.");

    // "50.000" is fifty thousand to some and fifty to others; of a workbook's number there is no doubt.
    private bool InDoubt => Kind == CellKind.Text && Written.Of(this).IsDoubtful;

    private FormatError Doubtful()
    {
        string plain = string.Concat(Text.Where(char.IsAsciiDigit)), point = Text.Trim().Replace(',', '.') + "0";
        return new(Place, $"Cella {Place}: «{Shown}» si può leggere in due modi: scrivi {plain} se il segno divide le migliaia, {point} se divide i decimali.",
            $"Cell {Place}: “{Shown}” can be read in two ways: write {plain} if the sign parts thousands, {point} if it parts decimals.");
    }

    internal string Filled(string italian, string english) =>
        Text.Length > 0 ? Text : throw Refused($"Manca {italian}: scrivilo o togli la riga.",
            $"{english} is missing: write it or remove the line.");
}
