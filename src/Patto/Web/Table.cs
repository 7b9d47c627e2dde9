using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Patto.Localization;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Patto.Web;

public enum TableFormat { Csv, Xlsx, Ods, Json }

/// <summary>A table that leaves the platform, row by row: the one exporter. As CSV it has a byte order mark, <c>;</c> on Italian pages and
/// a guard before what a spreadsheet would take for a formula; as XLSX and ODS texts stay texts; as JSON the keys are the Italian
/// headings.</summary>
/// <param name="name">Of the file, without its ending.</param>
/// <param name="columns">Headings in Italian, by <see cref="Columns"/>; the page's language says them.</param>
/// <param name="rows">Texts, days, instants, numbers, yes or no. Codes and enums come as the words that people read.</param>
public sealed partial class Table(string name, IReadOnlyList<string> columns, IAsyncEnumerable<object?[]> rows) : IActionResult
{
    /// <summary>In the address: <c>?formato=xlsx</c> or <c>ods</c>.</summary>
    public const string FormatKey = "formato";
    /// <summary>In the address: <c>?separatore=virgola</c> or <c>punto-e-virgola</c>.</summary>
    public const string SeparatorKey = "separatore";

    public Table(string name, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
        : this(name, columns, rows.ToAsyncEnumerable()) { }

    /// <summary>Where the address has said it already; otherwise its query says it.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>The headings of a table, in Italian: texts of the product like any other.</summary>
    public static IReadOnlyList<string> Columns(params string[] italian) => italian;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var format = Format ?? http.Request.Query[FormatKey].ToString() switch
        {
            "xlsx" => TableFormat.Xlsx,
            "ods" => TableFormat.Ods,
            _ => TableFormat.Csv,
        };
        var texts = http.RequestServices.GetRequiredService<Texts>();
        var response = http.Response;
        response.ContentType = format switch
        {
            TableFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            TableFormat.Ods => "application/vnd.oasis.opendocument.spreadsheet",
            TableFormat.Json => "application/json; charset=utf-8",
            _ => "text/csv; charset=utf-8; header=present",
        };
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.{format.ToString().ToLowerInvariant()}\"";
        var writing = format switch
        {
            TableFormat.Xlsx => WriteBufferedAsync(response.Body, to => WriteXlsxAsync(to, texts, http.RequestAborted),
                http.RequestAborted),
            TableFormat.Ods => WriteBufferedAsync(response.Body, to => WriteOdsAsync(to, texts, http.RequestAborted), http.RequestAborted),
            TableFormat.Json => WriteJsonAsync(response.Body, http.RequestAborted),
            _ => WriteCsvAsync(response.Body, texts, SeparatorOf(http.Request), http.RequestAborted),
        };
        await writing;
    }

    private static char SeparatorOf(HttpRequest request) => request.Query[SeparatorKey].ToString() switch
    {
        "virgola" => ',',
        "punto-e-virgola" => ';',
        _ => Texts.IsEnglish ? ',' : ';',
    };

    public async Task WriteCsvAsync(Stream to, Texts texts, char separator, CancellationToken cancel = default)
    {
        await using var csv = CsvWriter.Create(to, new CsvWriterOptions
        {
            Separator = separator,
            WriteByteOrderMark = true,
            Quoting = CsvQuoting.WhenNeededOrWhitespace
        }, leaveOpen: true);
        // With semicolons a decimal comma is what the same spreadsheet expects.
        IFormatProvider numbers = separator == ';' ? Texts.Italian : CultureInfo.InvariantCulture;
        await csv.WriteRecordAsync([.. columns.Select(c => FormulaGuard.Put(texts[c]))], cancel);
        await foreach (var row in rows.WithCancellation(cancel))
            await csv.WriteRecordAsync([.. row.Select(cell => cell is string said ? FormulaGuard.Put(said)
                : Written(cell, texts, numbers))], cancel);
        await csv.FlushAsync(cancel);
    }

    // The archive of a spreadsheet writes its last bytes without waiting, which an answer does not allow.
    private static async Task WriteBufferedAsync(Stream to, Func<Stream, Task> write, CancellationToken cancel)
    {
        await using var buffer = new Microsoft.AspNetCore.WebUtilities.FileBufferingWriteStream();
        await write(buffer);
        await buffer.DrainBufferAsync(to, cancel);
    }

    public async Task WriteXlsxAsync(Stream to, Texts texts, CancellationToken cancel = default)
    {
        await using var book = await Spreadsheet.CreateNewAsync(to, cancellationToken: cancel);
        var heading = book.AddStyle(new Style { Font = new() { Bold = true } });
        var styles = new CellStyles(book.AddStyle(new Style { Format = NumberFormat.Standard(StandardNumberFormat.Text) }),
            book.AddStyle(new Style { Format = NumberFormat.Custom("dd/mm/yyyy") }),
            book.AddStyle(new Style { Format = NumberFormat.Custom("dd/mm/yyyy hh:mm") }));
        await book.StartWorksheetAsync("Dati", new WorksheetOptions { FrozenRows = 1 }, cancel);
        await book.AddRowAsync([.. columns.Select(c => new Cell(texts[c].Value, heading))], cancel);
        await foreach (var row in rows.WithCancellation(cancel)) await book.AddRowAsync([.. row.Select(cell =>
            CellOf(cell, texts, styles))], cancel);
        await book.FinishAsync(cancel);
    }

    public async Task WriteOdsAsync(Stream to, Texts texts, CancellationToken cancel = default)
    {
        using var book = new OdsWriter(to, "Dati");
        book.Write([.. columns.Select(c => texts[c].Value)], bold: true);
        await foreach (var row in rows.WithCancellation(cancel)) book.Write([.. row.Select(cell => cell switch
        {
            null or string or int or decimal or DateOnly => cell,
            DateTimeOffset at => TimeZoneInfo.ConvertTime(at, Texts.Rome).DateTime,
            _ => Written(cell, texts, CultureInfo.InvariantCulture),
        })]);
        book.Finish();
    }

    private sealed record CellStyles(StyleId Text, StyleId Day, StyleId Instant);

    private static Cell CellOf(object? value, Texts texts, CellStyles styles) => value switch
    {
        null => new Cell((string?)null, styles.Text),
        string said => new Cell(Shielded(said), styles.Text),
        DateOnly day => new Cell(day.ToDateTime(default), styles.Day),
        DateTimeOffset at => new Cell(TimeZoneInfo.ConvertTime(at, Texts.Rome).DateTime, styles.Instant),
        int number => new Cell(number),
        decimal number => new Cell(number),
        _ => new Cell(Written(value, texts, CultureInfo.InvariantCulture), styles.Text),
    };

    // What reads like the escape of a character is none (ECMA-376, ST_Xstring): a spreadsheet would show the character.
    private static string Shielded(string said) => said.Contains("_x", StringComparison.Ordinal) ? Escape().Replace(said, "_x005F$0")
        : said;

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")]
    private static partial Regex Escape();

    public async Task WriteJsonAsync(Stream to, CancellationToken cancel = default)
    {
        List<string> keys = [];
        // Headings that people wrote may read alike, or as one of ours.
        foreach (var key in columns.Select(KeyOf))
        {
            var free = key;
            for (var n = 2; keys.Contains(free); n++) free = $"{key}_{n}";
            keys.Add(free);
        }
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await text.WriteAsync("[");
        var first = true;
        await foreach (var row in rows.WithCancellation(cancel))
        {
            var line = keys.Zip(row, (key, cell) => (key, Cell: cell is DateTimeOffset at ? at.ToUniversalTime() : cell))
                .ToDictionary(c => c.key, c => c.Cell);
            await text.WriteAsync((first ? "\n" : ",\n") + System.Text.Json.JsonSerializer.Serialize(line, Database.Json.Options));
            first = false;
        }
        await text.WriteAsync("\n]\n");
    }

    /// <summary>"Pubblicato il" is <c>pubblicato_il</c>, in every language of the page.</summary>
    private static string KeyOf(string column)
    {
        var plain = column.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        return string.Concat(plain.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_')).Trim('_');
    }

    private static string Written(object? value, Texts texts, IFormatProvider numbers) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset at => TimeZoneInfo.ConvertTime(at, Texts.Rome).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        bool yes => texts[yes ? "Sì" : "No"],
        int or decimal => ((IFormattable)value).ToString(value is decimal ? "0.####" : "0", numbers),
        _ => throw new ArgumentException($"A table holds words, days and numbers; a {value.GetType().Name} must be said in a word first."),
    };
}
