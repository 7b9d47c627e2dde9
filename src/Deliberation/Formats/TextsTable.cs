using Deliberation.Formats.Tables;

namespace Deliberation.Formats;

/// <summary>
/// A table with a line of headings, for programs that know its columns: what <see cref="DelimitedText"/> cuts, blank rows passed over,
/// blanks round the cells taken away. Whatever does not fit is refused at once, with line and column.
/// </summary>
internal sealed class TextsTable
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    private TextsTable(List<TableCell> headings, List<List<TableCell>> rows, char separator)
    {
        Headings = headings;
        IsItalian = separator == ';' || Tables.Headings.AreItalian(headings.Select(heading => Tables.Headings.Key(heading.Text)));
        Rows = rows;
        for (int i = 0; i < headings.Count; i++) Name(headings[i], i);
    }

    internal IReadOnlyList<TableCell> Headings { get; }

    internal IReadOnlyList<List<TableCell>> Rows { get; }

    /// <summary>Semicolons or Italian headings.</summary>
    internal bool IsItalian { get; }

    internal static TextsTable Read(TextReader reader)
    {
        var (rows, separator) = Cut(reader);
        if (rows.Count == 0)
            throw new FormatError(1, 1,
                "Il file è vuoto: la prima riga dev'essere quella delle intestazioni.",
                "The file is empty: the first line must hold the headings.");
        if (rows.Count == 1)
            throw new FormatError(rows[0][0].Line, 1,
                "Dopo le intestazioni non c'è nessuna riga: aggiungine almeno una.",
                "There is no line after the headings: add at least one.");
        foreach (var row in rows.Skip(1)) RefuseOtherLength(row, rows[0].Count);
        return new TextsTable(rows[0], rows[1..], separator);
    }

    /// <summary>The same where rows may be shorter than the headings, and there may be none.</summary>
    internal static TextsTable ReadShort(TextReader reader, Bilingual empty)
    {
        var (rows, separator) = Cut(reader);
        if (rows.Count == 0) throw new FormatError(1, 0, empty.Italian, empty.English);
        foreach (var row in rows.Skip(1))
        {
            if (row.Count > rows[0].Count) RefuseOtherLength(row, rows[0].Count);
            while (row.Count < rows[0].Count) row.Add(new TableCell("",
                row[^1].Place with { Character = row[^1].Column + row[^1].Text.Length }));
        }

        return new TextsTable(rows[0], rows[1..], separator);
    }

    /// <summary>Rows that are not blank, without the blank cells that a spreadsheet adds at the end of each.</summary>
    private static (List<List<TableCell>> Rows, char Separator) Cut(TextReader reader)
    {
        var (all, separator) = DelimitedText.Cut(Whole(reader), null, TableLimits.None, null);
        var rows = all.Where(row => !row.IsBlank).ToList();
        int width = rows.Count == 0 ? 0 : Math.Max(1, rows.Max(row => row.Width));
        return ([.. rows.Select(row => row.Cells.Take(width)
            .Select(cell => cell with { Text = Composed(cell.Trimmed) }).ToList())], separator);
    }

    /// <summary>An accent written as a sign of its own, as some systems do, becomes one with its letter: so that the same word is the same
    /// text in every file. A text that is no Unicode stays as it is.</summary>
    private static string Composed(string text)
    {
        if (System.Text.Ascii.IsValid(text)) return text;
        try
        {
            return text.Normalize(System.Text.NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static string Whole(TextReader reader)
    {
        try
        {
            return reader.ReadToEnd();
        }
        catch (Exception unreadable) when (unreadable is IOException or System.Text.DecoderFallbackException)
        {
            throw new FormatError(1, 0, "Non riesco a leggere questo file.", "This file cannot be read.", unreadable);
        }
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
