using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Deliberation.Formats.Tables;

/// <summary>
/// Finds the lists on a sheet. Rows above the headings are a title; the headings are one row, or two where the upper has merged cells;
/// blank rows end a list where other headings follow, and are passed over where they do not. Totals and footnotes are no rows. Every
/// such finding is told, with its row.
/// </summary>
internal sealed partial class ListFinder(ImmutableArray<TableRow> rows, string sheet, IReadOnlyList<Merged> merged, char? separator)
{
    private readonly ImmutableArray<TableList>.Builder _lists = ImmutableArray.CreateBuilder<TableList>();
    private Draft? _open;
    private string _title = "";

    internal List<TableNote> Notes { get; } = [];

    /// <summary>Why there is no list; null when there is one.</summary>
    internal Bilingual? Why { get; private set; }

    /// <summary>A list while its rows come.</summary>
    private sealed class Draft(string title, Dictionary<int, string> headings, TableRow headingRow)
    {
        internal string Title => title;
        internal Dictionary<int, string> Headings => headings;
        internal TableRow HeadingRow => headingRow;
        internal List<TableRow> Rows { get; } = [];
    }

    internal ImmutableArray<TableList> Find()
    {
        var blocks = Blocks();
        foreach (var (block, n) in blocks.Select((block, n) => (block, n)))
        {
            int at = 0;
            List<TableRow> next = n + 1 < blocks.Count ? blocks[n + 1] : [];
            if (_open is null || (StartsAnother(block) && Opens(block, next)))
            {
                Close();
                at = Open(block, next);
            }
            else Tell(block[0], $"La riga prima della {block[0].Number} è vuota: l'elenco continua sotto.",
                $"The row before row {block[0].Number} is blank: the list goes on below.");

            foreach (var row in block.Skip(at)) Take(row);
        }

        Close();
        if (_lists.Count > 0) Why = null;
        return _lists.DrainToImmutable();
    }

    /// <summary>Rows without a blank one between.</summary>
    private List<List<TableRow>> Blocks()
    {
        var blocks = new List<List<TableRow>>();
        bool fresh = true;
        foreach (var row in rows)
        {
            if (!row.IsBlank && fresh) blocks.Add([]);
            if (!row.IsBlank) blocks[^1].Add(row);
            fresh = row.IsBlank;
        }

        return blocks;
    }

    /// <summary>Passes over titles and takes the headings; says how many rows of the block that were.</summary>
    private int Open(List<TableRow> block, List<TableRow> next)
    {
        int at = 0;
        _title = "";
        while (at < block.Count && IsTitle([.. block.Skip(at), .. next])) Entitle(block[at++]);
        if (at == block.Count) return at;
        if (LooksLikeData(block[at])) return Refuse(block, new(
            $"La riga {block[at].Number} sembra già una riga di dati: aggiungi sopra una riga con i nomi delle colonne.",
            $"Row {block[at].Number} looks like data already: add a row with the names of the columns above."));
        var (headings, used) = HeadingsFrom(block, at);
        if (IsGrid(headings, block.Skip(at + used))) return Refuse(block, new(
            "Non è un elenco: sembra un prospetto con voci sia nelle righe sia nelle colonne. Serve una riga per ogni voce, con le "
                + "intestazioni sopra.",
            "It is no list: it looks like a grid with entries in rows and in columns. A row for each entry is needed, with headings "
                + "above."));
        _open = new Draft(_title, headings, block[at]);
        return at + used;
    }

    /// <summary>Whether a list can begin with the block; what cannot goes on with the list above, so that none of its rows is lost.</summary>
    private bool Opens(List<TableRow> block, List<TableRow> next)
    {
        int at = 0;
        while (at < block.Count && IsTitle([.. block.Skip(at), .. next])) at++;
        if (at == block.Count || LooksLikeData(block[at])) return false;
        var (headings, used) = HeadingsFrom(block, at);
        return !IsGrid(headings, block.Skip(at + used));
    }

    private int Refuse(List<TableRow> block, Bilingual why)
    {
        Why ??= why;
        if (rows.Length > block.Count) Notes.Add(new(block[0].Cells[0].Place, why));
        return block.Count;
    }

    private void Entitle(TableRow row)
    {
        string text = string.Join(" ", row.Cells.Where(cell => !cell.IsBlank).Select(cell => cell.Trimmed));
        _title = _title.Length == 0 ? text : $"{_title} · {text}";
        Tell(row, $"La riga {row.Number} è letta come titolo: «{TableCell.Shorten(text)}».",
            $"Row {row.Number} is taken for a title: “{TableCell.Shorten(text)}”.");
    }

    /// <summary>A row of one cell above wider ones; or of far fewer cells than the rows below mostly have.</summary>
    private static bool IsTitle(List<TableRow> ahead)
    {
        int filled = ahead[0].Filled;
        if (filled == 1) return ahead.Skip(1).Take(3).Any(row => row.Filled > 1);
        int usual = ahead.Skip(1).Take(200).GroupBy(row => row.Filled).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key)
            .FirstOrDefault()?.Key ?? 0;
        return filled * 2 <= usual && !ahead[0].Cells.Where(cell => !cell.IsBlank).All(cell => Headings.IsKnown(Headings.Key(cell.Text)));
    }

    private static bool LooksLikeData(TableRow row)
    {
        var filled = row.Cells.Where(cell => !cell.IsBlank).ToList();
        return filled.Any(IsValue) || filled.Count(cell => cell.Trimmed.All(char.IsDigit)) * 2 > filled.Count;
    }

    private static bool IsValue(TableCell cell) => cell.Kind switch
    {
        CellKind.Number => !(int.TryParse(cell.Text, out int year) && year is >= 1900 and <= 2100),
        CellKind.Text => Value().IsMatch(cell.Trimmed),
        _ => true,
    };

    /// <summary>A row of headings, and a second one below where cells of the first are merged over several columns.</summary>
    private (Dictionary<int, string> Headings, int Rows) HeadingsFrom(List<TableRow> block, int at)
    {
        var upper = block[at];
        var groups = merged.Where(m => m.Row <= upper.Number && m.LastRow >= upper.Number && m.LastColumn > m.Column
            && m.LastRow == m.Row).ToList();
        if (at + 2 < block.Count + (groups.Count > 0 ? 1 : 0) && at + 1 < block.Count && IsSecond(upper, block[at + 1], groups))
            return (Joined(upper, block[at + 1], groups), 2);
        return (Named(upper), 1);
    }

    private static bool IsSecond(TableRow upper, TableRow lower, List<Merged> groups)
    {
        if (LooksLikeData(lower)) return false;
        if (groups.Count > 0) return groups.Any(m => !lower[m.LastColumn].IsBlank);
        var below = lower.Cells.Where(cell => !cell.IsBlank).ToList();
        return below.Any(cell => upper[cell.Place.Column].IsBlank && cell.Place.Column < upper.Width)
            && below.All(cell => Headings.IsKnown(Headings.Key(cell.Text)));
    }

    private static Dictionary<int, string> Named(TableRow row) =>
        row.Cells.Where(cell => !cell.IsBlank).ToDictionary(cell => cell.Place.Column, cell => OneLine(cell.Text));

    private static string OneLine(string text) => Blanks().Replace(text.Trim(), " ");

    private static Dictionary<int, string> Joined(TableRow upper, TableRow lower, List<Merged> groups)
    {
        var headings = new Dictionary<int, string>();
        string group = "";
        for (int column = 1; column <= Math.Max(upper.Width, lower.Width); column++)
        {
            string above = OneLine(upper[column].Text), below = OneLine(lower[column].Text);
            bool inGroup = groups.Count == 0 ? above.Length == 0 && below.Length > 0
                : groups.Any(m => m.Column < column && column <= m.LastColumn);
            group = inGroup ? group : above;
            string name = below.Length == 0 ? above : group.Length == 0 ? below : $"{group} – {below}";
            if (name.Length > 0) headings[column] = name;
        }

        return headings;
    }

    /// <summary>The corner is blank and the first column names the rows: a timetable, a table of two entries.</summary>
    private static bool IsGrid(Dictionary<int, string> headings, IEnumerable<TableRow> below)
    {
        int first = headings.Keys.Min();
        var rows = below.ToList();
        return headings.Count > 1 && rows.Count > 0 && rows.All(row => row.Cells.Take(first - 1)
            .Any(cell => !cell.IsBlank && cell.Kind == CellKind.Text && !cell.Trimmed.All(char.IsDigit)));
    }

    private void Take(TableRow row)
    {
        if (_open is null) return;
        string first = row.Cells.First(cell => !cell.IsBlank).Trimmed;
        if (Total().IsMatch(first)) Leave(row, "è un totale", "is a total");
        else if (IsFootnote(row, first)) Leave(row, "è una nota", "is a footnote");
        else if (RepeatsHeadings(row)) Leave(row, "ripete le intestazioni", "repeats the headings");
        else _open.Rows.Add(row);
    }

    private bool IsFootnote(TableRow row, string first) => row.Filled == 1 && _open!.Headings.Count > 1 && Footnote().IsMatch(first)
        && rows.Where(later => later.Number > row.Number).All(later => later.Filled < 2);

    private bool RepeatsHeadings(TableRow row) => row.Filled > 1
        && row.Cells.All(cell => cell.Trimmed == _open!.HeadingRow[cell.Place.Column].Trimmed);

    private void Leave(TableRow row, string italian, string english)
    {
        string text = TableCell.Shorten(string.Join(" ", row.Cells.Where(cell => !cell.IsBlank).Select(cell => cell.Trimmed)));
        Tell(row, $"La riga {row.Number} {italian} e resta fuori: «{text}».", $"Row {row.Number} {english} and is left out: “{text}”.");
    }

    /// <summary>After a blank row: do other headings begin here? They have no values, rows below, and are wider, or known words, or words
    /// over what has been figures.</summary>
    private bool StartsAnother(List<TableRow> block)
    {
        int at = block.Count > 2 && block[0].Filled == 1 && block[1].Filled > 1 ? 1 : 0;
        var row = block[at];
        var cells = row.Cells.Where(cell => !cell.IsBlank).ToList();
        if (cells.Count < 2 || block.Count < at + 2 || LooksLikeData(row) || Total().IsMatch(cells[0].Trimmed)) return false;
        if (cells.Select(cell => Headings.Key(cell.Text)).Distinct().Count() < cells.Count || RepeatsHeadings(row)) return false;
        return row.Width > _open!.Headings.Keys.Max() || cells.Count(IsNewHeading) * 2 >= cells.Count
            || (!cells.Any(HasDigit) && cells.Any(cell => WasAlwaysFigures(cell.Place.Column)));
    }

    // "presente" below "Presente" is a value, as one that the column has had before.
    private bool IsNewHeading(TableCell cell) => Headings.Key(cell.Text) is var key && Headings.IsKnown(key)
        && key != Headings.Key(_open!.Headings.GetValueOrDefault(cell.Place.Column, ""))
            && !_open.Rows.Any(row => Headings.Key(row[cell.Place.Column].Text) == key);

    private bool WasAlwaysFigures(int column)
    {
        var above = _open!.Rows.Select(row => row[column]).Where(cell => !cell.IsBlank).ToList();
        return above.Count > 1 && above.All(HasDigit);
    }

    private static bool HasDigit(TableCell cell) => cell.Text.Any(char.IsDigit);

    private void Close()
    {
        if (_open is not { } list) return;
        _open = null;
        if (list.Rows.Count == 0)
        {
            Why ??= new($"Sotto la riga {list.HeadingRow.Number} non c'è nessuna riga: non è un elenco, o è vuoto.",
                $"There is no row below row {list.HeadingRow.Number}: it is no list, or an empty one.");
            return;
        }

        NameTheNameless(list);
        var columns = list.Headings.OrderBy(heading => heading.Key).Select((heading, n) => new TableColumn(n, heading.Value,
            list.HeadingRow[heading.Key].Place with { Column = heading.Key })).ToImmutableArray();
        foreach (var twice in columns.GroupBy(column => column.Heading).Where(group => group.Count() > 1)) TellTwice(list, [.. twice]);
        _lists.Add(new TableList(sheet, list.Title.Length > 0 ? new(list.Title, list.Title) : null, columns, [.. list.Rows], separator,
            ErrorsOf(list)));
    }

    private void TellTwice(Draft list, List<TableColumn> columns)
    {
        string letters = string.Join(", ", columns.Select(column => column.Place.Letter));
        Tell(list.HeadingRow, $"«{columns[0].Heading}» c'è {columns.Count} volte: colonne {letters}.",
            $"“{columns[0].Heading}” is there {columns.Count} times: columns {letters}.");
    }

    /// <summary>A column with values in half of the rows has no heading; values here and there are cells too many, and errors.</summary>
    private void NameTheNameless(Draft list)
    {
        int widest = list.Rows.Max(row => row.Width), last = list.Headings.Keys.Max();
        for (int column = 1; column <= widest; column++)
        {
            if (list.Headings.ContainsKey(column)) continue;
            int filled = list.Rows.Count(row => !row[column].IsBlank);
            if (filled == 0 || (column > last && filled * 2 < list.Rows.Count)) continue;
            string letter = CellPlace.LetterOf(column);
            list.Headings[column] = $"Colonna {letter}";
            Tell(list.HeadingRow, $"La colonna {letter} ha valori e nessuna intestazione.", $"Column {letter} has values and no heading.");
        }
    }

    private static IEnumerable<FormatError> ErrorsOf(Draft list)
    {
        int last = list.Headings.Keys.Max();
        foreach (var row in list.Rows)
        {
            if (row.Width > last)
            {
                var extra = row.Cells.Skip(last).First(cell => !cell.IsBlank);
                yield return extra.Wrong($"«{extra.Shown}» sta oltre l'ultima intestazione: se un testo contiene il segno che "
                    + "divide le celle, mettilo tra virgolette; altrimenti togli la cella o dai un nome alla colonna.",
                    $"“{extra.Shown}” stands beyond the last heading: if a text holds the sign that parts the cells, put it in "
                        + "quotes; otherwise remove the cell or name the column.");
            }

            foreach (var cell in row.Cells.Where(cell => cell.Kind == CellKind.Error)) yield return cell.Wrong(
                $"nel foglio c'è un errore ({cell.Shown}): correggi la formula o scrivi il valore.",
                    $"there is an error in the sheet ({cell.Shown}): mend the formula or write the value.");
        }
    }

    private void Tell(TableRow row, string italian, string english) =>
        Notes.Add(new(row.Cells[0].Place with { Column = 0 }, new(italian, english)));

    [GeneratedRegex(@"^(sub|gran\s)?tot(al|ale|ali|\.)?(\s+(generale|complessivo|complessivi))?\s*:?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    [GeneratedRegex(@"^(\*|\(\*|n\.?\s?b\.?[\s:]|nota\s?:|note\s?:|fonte\s?:|source\s?:|ultimo aggiornamento)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Footnote();

    // An address, a day, a figure with decimals, or so many digits as telephones and postal codes have.
    [GeneratedRegex(@"^\S+@\S+\.\S+$|^\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|^[+(]?[\d\s()/.\-]{6,}$|^-?\d+[.,]\d+$|^\d{5,}$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Value();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
