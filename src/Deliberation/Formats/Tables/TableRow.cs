using System.Collections.Immutable;

namespace Deliberation.Formats.Tables;

/// <summary>One row of a sheet. Rows may be shorter than others: what is not there is blank.</summary>
/// <param name="Number">1-based, as the spreadsheet shows it.</param>
/// <param name="Cells">From column 1 on, without gaps.</param>
public sealed record TableRow(int Number, ImmutableArray<TableCell> Cells)
{
    /// <summary>Every cell is blank.</summary>
    public bool IsBlank => Cells.All(cell => cell.IsBlank);

    /// <summary>The number of cells up to the last that is not blank.</summary>
    public int Width
    {
        get
        {
            int width = Cells.Length;
            while (width > 0 && Cells[width - 1].IsBlank) width--;
            return width;
        }
    }

    /// <summary>The cell of a column; a blank one where the row ends before.</summary>
    /// <param name="column">1-based.</param>
    public TableCell this[int column] => column <= Cells.Length ? Cells[column - 1] : new TableCell("", Beyond(column));

    internal int Filled => Cells.Count(cell => !cell.IsBlank);

    private CellPlace Beyond(int column) => Cells.Length == 0 ? CellPlace.InSheet(Number, column)
        : new CellPlace(Number, column, Cells[^1].Place.Line, Cells[^1].Place.Character + Cells[^1].Text.Length);
}
