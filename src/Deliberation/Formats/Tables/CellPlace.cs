using System.Globalization;

namespace Deliberation.Formats.Tables;

/// <summary>Where a cell stands, as a spreadsheet shows it and as a text editor does.</summary>
/// <param name="Row">1-based row as the spreadsheet numbers it: blank rows count, line breaks inside a cell do not, nor does a line
/// <c>sep=</c>.</param>
/// <param name="Column">1-based column; 0 when the whole row is meant.</param>
/// <param name="Line">1-based line of the text file; in a workbook the row again.</param>
/// <param name="Character">1-based character of that line; in a workbook the column again.</param>
public readonly record struct CellPlace(int Row, int Column, int Line, int Character)
{
    /// <summary>The column's letters, A to XFD and on; empty when the whole row is meant.</summary>
    public string Letter => LetterOf(Column);

    /// <summary>The place of a cell in a workbook, which has no lines.</summary>
    /// <param name="row">1-based.</param>
    /// <param name="column">1-based.</param>
    public static CellPlace InSheet(int row, int column) => new(row, column, row, column);

    /// <summary>The letters of a column: 1 is A, 26 Z, 27 AA.</summary>
    /// <param name="column">1-based; 0 or less gives the empty text.</param>
    public static string LetterOf(int column)
    {
        string letters = "";
        for (int n = column; n > 0; n = (n - 1) / 26) letters = (char)('A' + ((n - 1) % 26)) + letters;
        return letters;
    }

    /// <summary>As formulas write it: <c>B2</c>.</summary>
    public override string ToString() => Letter + Row.ToString(CultureInfo.InvariantCulture);
}
