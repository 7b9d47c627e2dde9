using Deliberation.Formats.Tables;

namespace Deliberation.Formats;

/// <summary>
/// A CSV table (RFC 4180) with a line of headings: cells divided by commas, or by semicolons or tabs if the headings
/// are; quotes round cells that hold them; LF or CRLF; a byte-order mark is skipped.
/// </summary>
internal sealed class TextsTable
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    private TextsTable(List<TableCell> headings, List<List<TableCell>> rows)
    {
        Headings = headings;
        Rows = rows;
        for (int i = 0; i < headings.Count; i++) Name(headings[i], i);
    }

    internal IReadOnlyList<TableCell> Headings { get; }

    internal IReadOnlyList<List<TableCell>> Rows { get; }

    internal static TextsTable Read(TextReader reader)
    {
        var rows = Cut(reader.ReadToEnd());
        if (rows.Count == 0)
            throw new FormatError(1, 1,
                "Il file è vuoto: la prima riga dev'essere quella delle intestazioni.",
                "The file is empty: the first line must hold the headings.");
        if (rows.Count == 1)
            throw new FormatError(rows[0][0].Line, 1,
                "Dopo le intestazioni non c'è nessuna riga: aggiungine almeno una.",
                "There is no line after the headings: add at least one.");
        foreach (var row in rows.Skip(1)) RefuseOtherLength(row, rows[0].Count);
        return new TextsTable(rows[0], rows[1..]);
    }

    /// <summary>Rows that are not blank, without the blank cells that a spreadsheet adds at the end of each.</summary>
    private static List<List<TableCell>> Cut(string text)
    {
        var rows = DelimitedText.Cut(text, null, TableLimits.None, null).Rows.Where(row => !row.IsBlank).ToList();
        int width = rows.Count == 0 ? 0 : rows.Max(row => row.Width);
        return [.. rows.Select(row => row.Cells.Take(Math.Max(width, 1)).Select(cell => cell with { Text = cell.Trimmed }).ToList())];
    }

    internal bool Has(string name) => _columns.ContainsKey(name);

    /// <summary>The column with one of these headings; the first is the one the error names.</summary>
    internal int Column(params string[] names) =>
        OptionalColumn(names) ?? throw new FormatError(Headings[0].Line, 1,
            $"Manca la colonna «{names[0]}»: aggiungila alla riga delle intestazioni.",
            $"The column \"{names[0]}\" is missing: add it to the line of headings.");

    internal int? OptionalColumn(params string[] names)
    {
        foreach (string name in names)
        {
            if (_columns.TryGetValue(name, out int column)) return column;
        }

        return null;
    }

    private void Name(TableCell heading, int column)
    {
        string name = heading.Text.Trim();
        if (!_columns.TryAdd(name, column))
            throw heading.Refused($"La colonna «{name}» c'è due volte: tienine una.", $"The column \"{name}\" is there twice: keep one.");
    }

    private static void RefuseOtherLength(List<TableCell> row, int length)
    {
        if (row.Count < length)
            throw row[^1].Refused(
                $"La riga ha {row.Count} celle e le intestazioni sono {length}: aggiungi quelle che mancano (anche vuote).",
                $"The line has {row.Count} cells and there are {length} headings: add those missing (empty ones too).");
        if (row.Count > length)
            throw row[length].Refused(
                $"La riga ha {row.Count} celle e le intestazioni sono {length}: se un testo contiene il separatore, mettilo tra virgolette.",
                $"The line has {row.Count} cells and there are {length} headings: if a text holds the divider, put it in quotes.");
    }
}
