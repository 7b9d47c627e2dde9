using System.Collections.Immutable;
using System.Text;

namespace Deliberation.Formats.Tables;

/// <summary>Cuts a text into rows of cells (RFC 4180, and what spreadsheets make of it): one pass, one character at a time. A line
/// <c>sep=;</c> in front names what parts the cells; otherwise it is whatever gives most rows the same number of cells.</summary>
internal sealed class DelimitedText
{
    private const string Separators = ";,\t|";
    private readonly string _text;
    private readonly char _separator;
    private readonly TableLimits _limits;
    private readonly List<FormatError>? _errors;
    private int _mostErrors = 20;
    private int _at, _line = 1, _lineStart, _row;
    private long _cells;

    private DelimitedText(string text, int from, int line, char separator, TableLimits limits, List<FormatError>? errors) =>
        (_text, _at, _lineStart, _line, _separator, _limits, _errors) = (text, from, from, line, separator, limits, errors);

    /// <summary>Every row of a text, blank ones too.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="chosen">What parts the cells; null to find it.</param>
    /// <param name="limits">What the file may ask.</param>
    /// <param name="errors">Where what is wrong goes; null to throw the first.</param>
    internal static (List<TableRow> Rows, char Separator) Cut(string text, char? chosen, TableLimits limits, List<FormatError>? errors)
    {
        int from = text.StartsWith('\uFEFF') ? 1 : 0, line = 1;
        if (Declared(text, from) is { } said)
        {
            chosen ??= said.Separator;
            (from, line) = (said.End, 2);
        }

        char separator = chosen ?? Likely(text, from);
        return (new DelimitedText(text, from, line, separator, limits, errors).All(int.MaxValue), separator);
    }

    private static (char Separator, int End)? Declared(string text, int from)
    {
        int end = text.IndexOf('\n', from) is >= 0 and int found ? found + 1 : text.Length;
        string line = text[from..end].TrimEnd('\r', '\n');
        bool quoted = line.StartsWith('"') && line.EndsWith('"') && line.Length > 1;
        if (quoted) line = line[1..^1];
        return line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Length >= 5 ? (line[4], end) : null;
    }

    /// <summary>The separator by which the largest share of the first rows has the same number of cells, two or more, best from the first
    /// row on; of equals the one with more cells. Without any it is the comma.</summary>
    /// <remarks>A share and not a number: the wrong separator breaks quoted lines into many rows.</remarks>
    private static char Likely(string text, int from)
    {
        text = text[..Math.Min(text.Length, from + 100_000)];
        return Separators.Select(separator => (separator, Fit: Fit(text, from, separator))).Where(tried => tried.Fit.Share > 0)
            .OrderByDescending(tried => tried.Fit.Share).ThenByDescending(tried => tried.Fit.Width).FirstOrDefault((',', default)).Item1;
    }

    private static (double Share, int Width) Fit(string text, int from, char separator)
    {
        var trial = new DelimitedText(text, from, 1, separator, TableLimits.None, []) { _mostErrors = int.MaxValue };
        var rows = trial.All(200).Where(row => !row.IsBlank).ToList();
        var widths = rows.Select(row => row.Cells.Length).Where(width => width > 1).GroupBy(width => width)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).FirstOrDefault();
        if (widths is null || widths.Count() * 3 < rows.Count) return default;
        // Quotes that come out wrong speak against a separator.
        double share = (widths.Count() - trial._errors!.Count) / (double)rows.Count;
        return (share + (rows[0].Cells.Length > 1 ? 0.25 : 0), widths.Key);
    }

    private List<TableRow> All(int most)
    {
        var rows = new List<TableRow>();
        while (_at < _text.Length && rows.Count < most) rows.Add(Row());
        return rows;
    }

    private TableRow Row()
    {
        _row++;
        var cells = ImmutableArray.CreateBuilder<TableCell>();
        do cells.Add(Cell(cells.Count + 1));
        while (Skip(_separator));
        Skip('\r');
        Skip('\n');
        (_line, _lineStart) = (_line + 1, _at);
        return new TableRow(_row, cells.DrainToImmutable());
    }

    private TableCell Cell(int column)
    {
        var place = new CellPlace(_row, column, _line, _at - _lineStart + 1);
        _limits.Check(_row, column, ++_cells, place);
        int start = _at;
        while (start < _text.Length && _text[start] == ' ' && _separator != ' ') start++;
        string text = start < _text.Length && _text[start] == '"' ? Quoted(start, place) : Plain();
        if (text.Length > _limits.CellCharacters) throw TableLimits.TooMany(place,
            $"La cella {place} ha più di {_limits.CellCharacters} caratteri.",
                $"Cell {place} has more than {_limits.CellCharacters} characters.");
        return new TableCell(FormulaGuard.Take(text), place);
    }

    private string Plain()
    {
        int start = _at;
        while (_at < _text.Length && _text[_at] != _separator && !AtEndOfLine()) _at++;
        return _text[start.._at];
    }

    // A carriage return alone ends a line too, as on old Macs.
    private bool AtEndOfLine() => _text[_at] is '\n' or '\r';

    private string Quoted(int opening, CellPlace place)
    {
        var (before, line, lineStart) = (_at, _line, _lineStart);
        var cell = new StringBuilder();
        for (_at = opening + 1; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"' && (++_at >= _text.Length || _text[_at] != '"')) return Closed(cell.ToString());
            cell.Append(_text[_at]);
            if (_text[_at] == '\n') (_line, _lineStart) = (_line + 1, _at + 1);
        }

        Refuse(new FormatError(place with { Character = opening - lineStart + 1 },
            "Le virgolette aperte qui non si chiudono: aggiungi le virgolette finali, o raddoppia quelle che fanno parte del testo.",
            "The quotes opened here are never closed: add the closing quotes, or double those that belong to the text."));
        (_at, _line, _lineStart) = (before, line, lineStart);
        return Plain();
    }

    private string Closed(string text)
    {
        while (_at < _text.Length && _text[_at] == ' ' && _separator != ' ') _at++;
        if (_at >= _text.Length || _text[_at] == _separator || AtEndOfLine()) return text;
        Refuse(new FormatError(new CellPlace(_row, 0, _line, _at - _lineStart + 1),
            "Dopo le virgolette chiuse c'è altro testo: raddoppia le virgolette interne (\"\").",
            "There is text after the closing quotes: double the quotes inside (\"\")."));
        return text + Plain();
    }

    private void Refuse(FormatError error)
    {
        if (_errors is null || _errors.Count >= _mostErrors) throw error;
        _errors.Add(error);
    }

    private bool Skip(char c)
    {
        if (_at >= _text.Length || _text[_at] != c) return false;
        _at++;
        return true;
    }
}
