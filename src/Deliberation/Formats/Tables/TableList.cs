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
