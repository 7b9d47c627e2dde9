using Microsoft.AspNetCore.Mvc;
using Patto.Caching;
using Patto.Database;
using Patto.Localization;
using Patto.Web.Ui;

namespace Patto.Web;

/// <summary>The database is away or cannot be written: public pages go on from memory, the rest answers 503 and says so in words.</summary>
internal static class Unavailable
{
    public const string Seconds = "30";
    internal const string Title = "Il sito per ora non riesce a lavorare sui suoi dati";
    internal const string Happened =
        "È un guasto nostro, non tuo: chi gestisce il sito è avvisato. Quello che avevi già inviato è al sicuro; l’ultima operazione può non essere stata registrata.";
    internal const string Next = "Aspetta qualche minuto e riprova.";

    public static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        try { await next(http); }
        catch (Exception fault) when (StorageFault.Words(fault) is not null && !http.Response.HasStarted)
        {
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Unavailable))
                .LogError(fault, "The database cannot be used");
            http.RequestServices.GetRequiredService<Availability>().MarkAway();
            if (await FromMemoryAsync(http, next)) return;
            await SayAsync(http);
        }
    }

    // Once more, now that it is known: what is kept in memory is served as it last was.
    private static async Task<bool> FromMemoryAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method)) return false;
        http.Response.Clear();
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        try { await next(http); }
        catch (Exception again) when (StorageFault.Is(again) && !http.Response.HasStarted) { return false; }
        return true;
    }

    private static async Task SayAsync(HttpContext http)
    {
        var texts = http.RequestServices.GetRequiredService<Texts>();
        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = Seconds;
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            var problem = new ProblemDetails
            {
                Status = 503,
                Title = $"{texts[Title]}. {texts[Next]}",
                Extensions = { ["code"] = "unavailable" }
            };
            await http.RequestServices.GetRequiredService<IProblemDetailsService>()
                .WriteAsync(new() { HttpContext = http, ProblemDetails = problem });
            return;
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(PageOf(http, texts).ToString(), http.RequestAborted);
    }

    // The usual page asks the database for the name of the town: this one asks nothing.
    private static Markup PageOf(HttpContext http, Texts texts) => $"""
        <!doctype html>
        <html lang="{(Texts.IsEnglish ? "en" : "it")}"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{texts[Title].Value}</title><link rel="stylesheet" href="{SiteFiles.Url(http, "themes/acqua.css")}"></head>
        <body><main class="container page" id="contenuto"><div class="error-page">
        <p class="num">{texts["Errore {0}", 503].Value}</p><h1>{texts[Title].Value}</h1>
        <p class="lead">{texts[Happened].Value}</p><p>{texts[Next].Value}</p>
        <p class="cluster mt-4"><a class="btn btn-primary" href="{http.Request.Path.Value + http.Request.QueryString.Value}">{texts["Riprova"].Value}</a></p></div></main></body></html>
        """;
}
