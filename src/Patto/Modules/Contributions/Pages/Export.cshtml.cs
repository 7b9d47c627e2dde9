using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Modules.Contributions.Contracts;

namespace Patto.Modules.Contributions.Pages;

/// <summary>The public voices as open data: CSV by RFC 4180, UTF-8, one header row, no personal data.</summary>
public sealed class ExportModel : VoicePage
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{Process.Slug}-contributi.csv\"";
        await using var csv = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await csv.WriteAsync(Row("codice", "testo", "lingua", "tipo", "tema", "zona", "detto_da", "canale", "detto_il", "pubblicato_il", "parole_nascoste"));
        await foreach (var v in Db.Contributions.AsNoTracking().PublicIn(Process.Id).NewestAfter(null).Voices().AsAsyncEnumerable().WithCancellation(cancel))
            await csv.WriteAsync(Row(v.Code, v.Text, v.Language, v.Kind.Italian(), v.Theme, v.Area, v.Speaker, v.Via.Italian(), Day(v.Said), Day(v.PublishedAt), v.WordsHidden ? "sì" : "no"));
        return new EmptyResult();
    }

    private static string Row(params string?[] fields) => string.Join(',', fields.Select(f => Field(f ?? ""))) + "\r\n";

    // A text that a spreadsheet would take for a formula gets an apostrophe in front.
    private static string Field(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0])) text = "'" + text;
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }

    private static string Day(DateTimeOffset at) => Localization.Texts.RomeDay(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
