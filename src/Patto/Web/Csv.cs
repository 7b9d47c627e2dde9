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
