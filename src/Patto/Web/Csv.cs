using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace Patto.Web;

/// <summary>Tables as RFC 4180 text: UTF-8, CRLF, one header row, quotes doubled, days and instants in ISO 8601.</summary>
public static class Csv
{
    public static string Text(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder();
        Line(text, headers);
        foreach (var row in rows) Line(text, row);
        return text.ToString();
    }

    public static FileContentResult File(string name, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<object?>> rows) =>
        new(Encoding.UTF8.GetBytes(Text(headers, rows)), "text/csv; charset=utf-8; header=present") { FileDownloadName = name };

    /// <summary>The rows of an RFC 4180 text, each with the line it begins on (from 1); line ends may be CRLF or LF. A null row: a quote is opened and never closed, or followed by something else.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string>? Cells)> Rows(string text)
    {
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var begins = line;
            List<string> cells = [];
            while (true)
            {
                if (TakeCell(text, ref at, ref line) is not { } cell) { yield return (begins, null); yield break; }
                cells.Add(cell);
                if (at < text.Length && text[at] == ',') at++;
                else break;
            }
            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at++] != '\n') { yield return (begins, null); yield break; }
            line++;
            yield return (begins, cells);
        }
    }

    private static string? TakeCell(string text, ref int at, ref int line)
    {
        var start = at;
        if (at >= text.Length || text[at] != '"')
        {
            while (at < text.Length && text[at] is not (',' or '\n' or '\r')) at++;
            return text[start..at];
        }
        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\n') line++;
            if (text[at] != '"') cell.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[at++]);
            else { at++; return cell.ToString(); }
        }
        return null;
    }

    private static void Line(StringBuilder text, IEnumerable<object?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(object? value)
    {
        var cell = value switch
        {
            null => "",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            bool yes => yes ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return cell.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
