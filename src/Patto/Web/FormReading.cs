using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Patto.Authorities;
using Patto.Files;
using Patto.Localization;

namespace Patto.Web;

/// <summary>Reads what a form sends before anything else looks at it. Too large: the fields are kept, the files are dropped, and the page
/// says so beside the file. Not to be read at all: a page in words, as for every other refusal.</summary>
internal static class FormReading
{
    /// <summary>Bytes of what is sent without a file: to the API, in a form of texts.</summary>
    public const int Most = 11 * Megabyte;

    /// <summary>The same in megabytes, with something left for what stands around.</summary>
    public const int MostMegabytes = 10;

    private const int Megabyte = 1024 * 1024;

    /// <summary>Bytes of a form with its file, and a megabyte of texts.</summary>
    public static int MostAt(Authority? authority) => Math.Max(Most, FileStore.LargestAt(authority) + Megabyte);

    // Up to here the rest is read and thrown away: a browser hears the answer only once it has sent everything.
    private const long MostDropped = 200L * Megabyte;

    private const int MostFields = 1024;

    private static readonly object Key = new();

    // Once in a request, also where it goes on as that of another page.
    private static readonly object Read = new();

    public static async Task ReadAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint() is null || RoomsSetup.IsApi(http)
            || !http.Request.HasFormContentType || !http.Items.TryAdd(Read, true)) { await next(http); return; }
        try
        {
            var most = MostAt(http.RequestServices?.GetService<CurrentAuthority>()?.Authority);
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
            if (http.Request.ContentLength > most) await ReadTooLargeAsync(http);
            else await ReadFormAsync(http);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            Empty(http);
            http.Response.StatusCode = fault is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
                ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
            return;
        }
        await next(http);
    }

    /// <summary>What was too large in this request; null when nothing was.</summary>
    public static TooLarge? In(HttpContext http) => http.Items[Key] as TooLarge;

    /// <summary>How much was sent, how much is allowed, and how to go on.</summary>
    public static string Words(Texts L, long? size, int megabytes) => size is { } bytes
        ? L["Quello che hai inviato pesa {0:0.0} MB, il massimo è {1} MB. Scegli un file più piccolo (per esempio una scansione a risoluzione più bassa) e invia di nuovo: quello che hai scritto è ancora qui.",
            bytes / (double)Megabyte, megabytes]
        : L["Quello che hai inviato è troppo grande: il massimo è {0} MB.", megabytes];

    // The framework may hand out null for a reading that ended on another thread in that very moment: the form is there then, or about to
    // be.
    private static async Task ReadFormAsync(HttpContext http)
    {
        if ((Task?)http.Request.ReadFormAsync(http.RequestAborted) is { } reading) await reading;
        else while (http.Features.Get<IFormFeature>() is { Form: null }) await Task.Yield();
    }

    private static async Task ReadTooLargeAsync(HttpContext http)
    {
        var size = http.Request.ContentLength!.Value;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        List<string> files = [];
        var fields = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.Boundary.HasValue
            ? await FieldsAsync(http, HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), files, drops: size <= MostDropped) : [];
        if (size > MostDropped) http.Response.Headers.Connection = "close";
        http.Items[Key] = new TooLarge(size, files);
        Put(http, new FormCollection(fields));
        if (fields.Count == 0) throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<Dictionary<string, StringValues>> FieldsAsync(HttpContext http, string boundary, List<string> files, bool drops)
    {
        var (reader, fields, left) = (new MultipartReader(boundary, http.Request.Body), new KeyValueAccumulator(), Most);
        while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var sort)) continue;
            var name = HeaderUtilities.RemoveQuotes(sort.Name).ToString();
            if (sort.IsFileDisposition()) files.Add(name);
            else if (await TextAsync(section.Body, left, http.RequestAborted) is { } text)
            {
                left -= text.Length;
                fields.Append(name, text);
            }
            // The next section begins where this one ends: what is not wanted of it is read and dropped by then.
            if (files.Count > 0 && !drops || left <= 0 || fields.ValueCount > MostFields) break;
        }
        return fields.GetResults();
    }

    private static async Task<string?> TextAsync(Stream body, int most, CancellationToken cancel)
    {
        using var reader = new StreamReader(body, Encoding.UTF8, leaveOpen: true);
        var (text, piece) = (new StringBuilder(), new char[4096]);
        while (await reader.ReadAsync(piece, cancel) is > 0 and var read)
            if (text.Append(piece, 0, read).Length > most) return null;
        return text.ToString();
    }

    internal static void Put(HttpContext http, FormCollection form) => http.Features.Set<IFormFeature>(new FormFeature(form));

    // Whoever tells of the refusal must not stumble over the same body.
    private static void Empty(HttpContext http) => Put(http, FormCollection.Empty);
}

/// <param name="Size">Bytes of the whole request.</param>
/// <param name="Files">The names of the fields whose files were dropped.</param>
internal sealed record TooLarge(long Size, IReadOnlyList<string> Files);
