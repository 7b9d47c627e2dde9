using System.Globalization;
using System.Text;

namespace Deliberation.Formats;

/// <summary>One cell of a table, with where it stands in the file.</summary>
internal readonly record struct TableCell(string Text, int Line, int Column)
{
    internal FormatError Wrong(string italian, string english) => new(Line, Column, italian, english);

    /// <summary>A whole number within bounds; "1.0" is 1, as spreadsheets and exports write it.</summary>
    internal int Whole(int least, int most, string italian, string english) =>
        double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && number == Math.Floor(number) && number >= least && number <= most
            ? (int)number
            : throw Wrong(
                $"«{Shown}» non è {italian}: scrivi un numero intero da {least} a {most}.",
                $"\"{Shown}\" is not {english}: write a whole number from {least} to {most}.");

    internal double Number(double least, string italian, string english) =>
        double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            && number >= least
            ? number
            : throw Wrong(
                $"«{Shown}» non è {italian}: scrivi un numero non minore di {least}, con il punto per i decimali.",
                $"\"{Shown}\" is not {english}: write a number not less than {least}, with a point for decimals.");

    internal string Filled(string italian, string english) =>
        Text.Length > 0 ? Text : throw Wrong($"Manca {italian}: scrivilo o togli la riga.",
            $"{english} is missing: write it or remove the line.");

    /// <summary>What an error message repeats of a cell: its beginning, on one line.</summary>
    private string Shown => string.Concat(Text.Take(40).Select(c => char.IsControl(c) ? ' ' : c)) + (Text.Length > 40 ? "…" : "");
}

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
        var rows = new CellCutter(reader.ReadToEnd()).Rows();
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
            throw heading.Wrong($"La colonna «{name}» c'è due volte: tienine una.", $"The column \"{name}\" is there twice: keep one.");
    }

    private static void RefuseOtherLength(List<TableCell> row, int length)
    {
        if (row.Count < length)
            throw row[^1].Wrong(
                $"La riga ha {row.Count} celle e le intestazioni sono {length}: aggiungi quelle che mancano (anche vuote).",
                $"The line has {row.Count} cells and there are {length} headings: add those missing (empty ones too).");
        if (row.Count > length)
            throw row[length].Wrong(
                $"La riga ha {row.Count} celle e le intestazioni sono {length}: se un testo contiene il separatore, mettilo tra virgolette.",
                $"The line has {row.Count} cells and there are {length} headings: if a text holds the divider, put it in quotes.");
    }

    /// <summary>Cuts a text into rows of cells, one character at a time; blank lines are passed over.</summary>
    private sealed class CellCutter(string text)
    {
        private readonly char _divider = Divider(text);
        private int _at = text.StartsWith('\uFEFF') ? 1 : 0;
        private int _line = 1;
        private int _lineStart = text.StartsWith('\uFEFF') ? 1 : 0;

        internal List<List<TableCell>> Rows()
        {
            var rows = new List<List<TableCell>>();
            while (_at < text.Length)
            {
                var row = Row();
                if (row.Count > 1 || row[0].Text.Length > 0) rows.Add(row);
            }

            return rows;
        }

        private static char Divider(string text)
        {
            string headings = text[..(text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length)];
            return headings.FirstOrDefault(c => c == ',', headings.FirstOrDefault(c => c is ';' or '\t', ','));
        }

        private List<TableCell> Row()
        {
            var row = new List<TableCell>();
            do row.Add(Cell());
            while (Skip(_divider));
            Skip('\r');
            if (_at < text.Length && !Skip('\n'))
                throw new FormatError(_line, Column,
                    "Dopo le virgolette chiuse c'è altro testo: raddoppia le virgolette interne (\"\").",
                    "There is text after the closing quotes: double the quotes inside (\"\").");
            (_line, _lineStart) = (_line + 1, _at);
            return row;
        }

        private TableCell Cell()
        {
            var (line, column) = (_line, Column);
            return new TableCell(Skip('"') ? Quoted(line, column) : Plain(), line, column);
        }

        private int Column => _at - _lineStart + 1;

        private string Plain()
        {
            int start = _at;
            while (_at < text.Length && text[_at] != _divider && !AtEndOfLine()) _at++;
            return text[start.._at].Trim();
        }

        private bool AtEndOfLine() =>
            text[_at] == '\n' || (text[_at] == '\r' && (_at + 1 == text.Length || text[_at + 1] == '\n'));

        private string Quoted(int line, int column)
        {
            var cell = new StringBuilder();
            for (; _at < text.Length; _at++)
            {
                if (text[_at] == '"' && (++_at >= text.Length || text[_at] != '"')) return cell.ToString();
                cell.Append(text[_at]);
                if (text[_at] == '\n') (_line, _lineStart) = (_line + 1, _at + 1);
            }

            throw new FormatError(line, column,
                "Le virgolette aperte qui non si chiudono: aggiungi le virgolette finali.",
                "The quotes opened here are never closed: add the closing quotes.");
        }

        private bool Skip(char c)
        {
            if (_at >= text.Length || text[_at] != c) return false;
            _at++;
            return true;
        }
    }
}
