using System.Text;
using Deliberation.Sortition;

namespace Deliberation.Formats;

/// <summary>A cell and where it starts.</summary>
internal readonly record struct PoolCell(string Text, int Column);

/// <summary>A line that is not blank and its cells.</summary>
internal sealed record PoolRow(int Line, IReadOnlyList<PoolCell> Cells);

/// <summary>
/// Reads comma- or semicolon-separated tables (RFC 4180; whichever separator the first line holds more of), every cell
/// with its line and column. What is malformed is told, never thrown.
/// </summary>
internal sealed class PoolCsv(TextReader reader, string file, List<Flaw> flaws)
{
    private const int MostFlaws = 50;

    private readonly StringBuilder _cell = new();
    private char _separator;
    private int _line = 1, _column;

    public List<PoolRow> Rows(CancellationToken cancel)
    {
        var rows = new List<PoolRow>();
        string text = reader.ReadToEnd().TrimStart('\uFEFF');
        _separator = Separator(text);
        int at = 0;
        while (at < text.Length && flaws.Count < MostFlaws)
        {
            if ((rows.Count & 255) == 0) cancel.ThrowIfCancellationRequested();
            int line = _line;
            var cells = Row(text, ref at);
            if (cells.Count > 1 || cells[0].Text.Trim().Length > 0) rows.Add(new(line, cells));
        }
        return rows;
    }

    public void Tell(string code, int line, int column, string italian, string english)
    {
        if (flaws.Count < MostFlaws) flaws.Add(new(code, new(italian, english), file, line, column));
    }

    private static char Separator(string text)
    {
        int end = text.IndexOfAny(['\n', '\r']);
        var first = end < 0 ? text : text[..end];
        return first.Count(c => c == ';') > first.Count(c => c == ',') ? ';' : ',';
    }

    private List<PoolCell> Row(string text, ref int at)
    {
        var cells = new List<PoolCell>();
        _column = 1;
        while (true)
        {
            int start = _column;
            _cell.Clear();
            if (at < text.Length && text[at] == '"') Quoted(text, ref at); else Plain(text, ref at);
            cells.Add(new(_cell.ToString().Trim(), start));
            if (at >= text.Length || text[at] != _separator) break;
            at++;
            _column++;
        }
        EndLine(text, ref at);
        return cells;
    }

    private void Plain(string text, ref int at)
    {
        while (at < text.Length && text[at] != _separator && text[at] is not ('\n' or '\r'))
        {
            _cell.Append(text[at++]);
            _column++;
        }
    }

    private void Quoted(string text, ref int at)
    {
        (int line, int column) = (_line, _column);
        at++;
        _column++;
        while (at < text.Length)
        {
            char c = text[at++];
            _column++;
            if (c == '\n') (_line, _column) = (_line + 1, 1);
            if (c != '"') _cell.Append(c);
            else if (at < text.Length && text[at] == '"')
            {
                _cell.Append('"');
                at++;
                _column++;
            }
            else
            {
                AfterQuote(text, ref at);
                return;
            }
        }
        Tell("csv.quote", line, column, "Le virgolette aperte qui non si chiudono: aggiungi le virgolette finali.", "The quotes opened here are never closed: add the closing quotes.");
    }

    private void AfterQuote(string text, ref int at)
    {
        (int column, int start) = (_column, at);
        while (at < text.Length && text[at] != _separator && text[at] is not ('\n' or '\r'))
        {
            at++;
            _column++;
        }
        if (text.AsSpan(start, at - start).Trim().Length > 0)
            Tell("csv.after-quote", _line, column, "C'è testo dopo le virgolette chiuse: metti tutto dentro o raddoppia le virgolette interne.", "There is text after the closing quotes: put all inside or double the inner quotes.");
    }

    private void EndLine(string text, ref int at)
    {
        if (at < text.Length && text[at] == '\r') at++;
        if (at < text.Length && text[at] == '\n') at++;
        _line++;
    }
}
