using System.Collections.Immutable;

namespace Deliberation.Formats.Tables;

/// <summary>A column of a list.</summary>
/// <param name="Index">0-based among the columns of the list.</param>
/// <param name="Heading">Its heading, its group's in front: <c>Contatti – Telefono</c>; <c>Colonna C</c> where there is none.</param>
/// <param name="Place">Where the heading stands.</param>
public sealed record TableColumn(int Index, string Heading, CellPlace Place)
{
    /// <summary>The heading as it is compared: small letters without accents, signs and what stands in brackets.</summary>
    public string Key { get; } = Headings.Key(Heading);

    /// <summary>The cell of a row in this column; a blank one where the row ends before.</summary>
    /// <param name="row">A row of the list.</param>
    public TableCell In(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row[Place.Column];
    }
}

/// <summary>A list found on a sheet: a row of headings, or two where the upper ones are merged, and the rows below.</summary>
public sealed class TableList
{
    internal TableList(string sheet, Bilingual? title, ImmutableArray<TableColumn> columns, ImmutableArray<TableRow> rows, char? separator,
        IEnumerable<FormatError> errors) =>
        (Sheet, Title, Columns, Rows, Separator, Errors) = (sheet, title, columns, rows, separator, [.. errors]);

    /// <summary>The sheet's name; empty for a text.</summary>
    public string Sheet { get; }

    /// <summary>What stands above the headings; null when nothing does.</summary>
    public Bilingual? Title { get; }

    /// <summary>The columns, from the first filled one to the last.</summary>
    public ImmutableArray<TableColumn> Columns { get; }

    /// <summary>The rows of the list, none of them blank.</summary>
    public ImmutableArray<TableRow> Rows { get; }

    /// <summary>What parts the cells of the text; null in a workbook.</summary>
    public char? Separator { get; }

    /// <summary>Rows that do not fit the headings; each with its cell.</summary>
    public ImmutableArray<FormatError> Errors { get; }

    /// <summary>Semicolons or Italian headings: points part thousands and days come first, unless a value says otherwise.</summary>
    public bool IsItalian => Separator == ';' || Headings.AreItalian(Columns.Select(column => column.Key));

    /// <summary>All cells of a column, a cell for each row.</summary>
    /// <param name="column">A column of this list.</param>
    public ImmutableArray<TableCell> Cells(TableColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return [.. Rows.Select(column.In)];
    }

    /// <summary>The first column whose heading is one of these names, in any case, with or without accents and signs; null when there is
    /// none.</summary>
    /// <param name="names">As people write them, in any language.</param>
    public TableColumn? Find(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (string key in names.Select(Headings.Key))
            if (Columns.FirstOrDefault(column => column.Key == key) is { } found) return found;
        return null;
    }

    /// <summary>Parted by commas, every cell in quotes; rows and columns that are not of the list are blank, so that places stay.</summary>
    internal string AsText()
    {
        foreach (var column in Columns.Where(column => Cells(column).Any(cell => cell.Kind == CellKind.Number))) RefuseDoubt(Cells(column));
        var text = new System.Text.StringBuilder();
        int line = 1, width = Columns.Max(column => column.Place.Column);
        void Write(int row, Func<int, string> cell)
        {
            for (; line < row; line++) text.Append('\n');
            for (int column = 1; column <= width; column++)
                text.Append(column > 1 ? "," : "").Append('"').Append(cell(column).Replace("\"", "\"\"",
                    StringComparison.Ordinal)).Append('"');
            text.Append('\n');
            line++;
        }

        var headings = Columns.ToDictionary(column => column.Place.Column, column => column.Heading);
        Write(Rows[0].Number > 1 ? Math.Min(Columns.Max(column => column.Place.Row), Rows[0].Number - 1) : 1,
            column => FormulaGuard.Put(headings.GetValueOrDefault(column, "")));
        foreach (var row in Rows) Write(row.Number, column => headings.ContainsKey(column) ? Sure(row[column]) : "");
        return text.ToString();
    }

    // Beside true numbers a text of two readings is none of them, and they say nothing about how it is meant.
    private static void RefuseDoubt(ImmutableArray<TableCell> cells)
    {
        foreach (var cell in cells.Where(cell => cell.Kind == CellKind.Text && Written.Of(cell).IsDoubtful)) throw cell.Wrong(
            $"«{cell.Shown}» è un testo tra numeri, e si può leggere in due modi: scrivilo nel foglio come numero.",
            $"“{cell.Shown}” is a text among numbers and can be read in two ways: write it in the sheet as a number.");
    }

    // A workbook's number is never in doubt: one more 0 says that its three decimals are no thousands.
    private static string Sure(TableCell cell) => cell.Kind == CellKind.Number && cell.Text.IndexOf('.', StringComparison.Ordinal) is > 0
        and var point && cell.Text.Length - point == 4 ? cell.Text + "0" : FormulaGuard.Put(cell.Text);

    /// <summary>The list in a line: rows and headings.</summary>
    internal Bilingual Told
    {
        get
        {
            string headings = TableCell.Shorten(string.Join(", ", Columns.Select(column => column.Heading)));
            string sheet = Sheet.Length > 0 ? $"«{Sheet}»: " : "";
            return new($"{sheet}{Rows.Length} righe sotto {headings}", $"{sheet}{Rows.Length} rows below {headings}");
        }
    }
}
