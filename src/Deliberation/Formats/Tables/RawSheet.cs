using System.Collections.Immutable;
using System.Globalization;

namespace Deliberation.Formats.Tables;

/// <summary>A rectangle of merged cells, 1-based.</summary>
internal readonly record struct Merged(int Row, int Column, int LastRow, int LastColumn);

/// <summary>A sheet while a workbook is read: cells come by row and column, in order; blank ones are left out.</summary>
internal sealed class RawSheet(string name, bool hidden, TableLimits limits)
{
    private readonly List<TableRow> _rows = [];
    private readonly List<TableCell> _cells = [];
    private int _row;
    private long _count;

    internal string Name => name;
    internal bool Hidden => hidden;
    internal List<Merged> MergedCells { get; } = [];
    internal List<TableNote> Notes { get; } = [];

    internal void Add(int row, int column, string text, CellKind kind)
    {
        var place = CellPlace.InSheet(row, column);
        if (row < 1 || column < 1 || row < _row || (row == _row && column <= _cells.Count))
            throw new FormatError(place, $"Cella {place}: le celle del foglio non sono in ordine: salvalo di nuovo dal foglio di calcolo.",
                $"Cell {place}: the cells of the sheet are out of order: save it again from the spreadsheet.");
        limits.Check(row, column, ++_count, place);
        if (text.Length > limits.CellCharacters) throw TableLimits.TooMany(place,
            $"La cella {place} ha più di {limits.CellCharacters} caratteri.",
                $"Cell {place} has more than {limits.CellCharacters} characters.");
        if (row > _row) Close(row);
        while (_cells.Count < column - 1) _cells.Add(new TableCell("", CellPlace.InSheet(row, _cells.Count + 1)));
        _cells.Add(new TableCell(text, place, kind));
    }

    internal ImmutableArray<TableRow> Finish()
    {
        Close(0);
        return [.. _rows];
    }

    private void Close(int next)
    {
        if (_cells.Count > 0) _rows.Add(new TableRow(_row, [.. _cells]));
        _cells.Clear();
        // Blank rows between two count, so that places stay those of the spreadsheet; a row far below is a limit of its own.
        for (int blank = _row + 1; blank < next; blank++) _rows.Add(new TableRow(blank, []));
        _row = next;
    }

    /// <summary>The digits of a number as it was meant: 0.1 and not 0.1000000000000000055, never an exponent.</summary>
    internal static string Digits(string stored)
    {
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || !double.IsFinite(number)) return stored;
        if (number == Math.Floor(number) && Math.Abs(number) < 1e15) return number.ToString("F0", CultureInfo.InvariantCulture);
        return decimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture,
            out decimal exact)
            ? exact.ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
    }

    internal static string Day(DateTime moment) => moment.TimeOfDay == TimeSpan.Zero
        ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
