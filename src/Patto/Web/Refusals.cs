using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Web;

/// <summary>What was refused, told on the page that was posted: the same page again, nothing typed is lost; 422 for a broken rule, 409 for
/// a lost race.</summary>
public sealed class RefusalPageFilter(Texts texts) : IAsyncPageFilter
{
    private const string Raced = "Qualcuno ha cambiato questi dati nel frattempo: ricarica la pagina e riprova.";

    internal const string CannotWrite =
        "Per un guasto nostro ora non si può registrare niente. Quello che hai scritto è ancora qui: aspetta qualche minuto e invia di nuovo.";

    internal static string RateLimited(Texts texts, RateLimitExceeded many) => texts.Count(Minutes(many),
        "Da questo collegamento sono arrivati molti invii in poco tempo. Riprova fra un minuto: quello che hai scritto non è stato ancora registrato.",
        "Da questo collegamento sono arrivati molti invii in poco tempo. Riprova fra {0} minuti: quello che hai scritto non è stato ancora registrato.");

    internal static string Seconds(RateLimitExceeded many) =>
        Math.Max(1, (int)Math.Ceiling(many.Wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
    private static int Minutes(RateLimitExceeded many) => Math.Max(1, (int)Math.Ceiling(many.Wait.TotalMinutes));

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        if (context.HandlerInstance is not BasicPage page) return;
        switch (executed.Exception)
        {
            case Refused refused:
                Answer(executed, Refuse(page.HttpContext, refused.Message));
                break;
            case Unknown:
                Answer(executed, new NotFoundResult());
                break;
            case NoLongerPublic gone:
                Answer(executed, Gone(page.HttpContext, texts, gone));
                break;
            case RateLimitExceeded many:
                page.Response.Headers.RetryAfter = Seconds(many);
                page.ModelState.AddModelError("", many.Sentence is { } own ? texts[own, Seconds(many)] : RateLimited(texts, many));
                page.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Answer(executed, HttpMethods.IsPost(page.Request.Method) ? BasicPage.Page()
                    : new StatusCodeResult(StatusCodes.Status429TooManyRequests));
                break;
            case RuleViolation broken when HttpMethods.IsPost(page.Request.Method):
                page.ModelState.AddModelError(FieldOf(page, broken), texts.Say(broken));
                AnswersInJsonAttribute.IsBroken(page.HttpContext, broken);
                if (broken.Code == Once.OtherBody) Ui.PostFormTagHelper.AskForNewKey(page.HttpContext);
                page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                Answer(executed, BasicPage.Page());
                break;
            case Overtaken overtaken:
                overtaken.Tell(page.HttpContext);
                page.ModelState.AddModelError("", texts[Overtaken.Sentence]);
                page.Response.StatusCode = StatusCodes.Status409Conflict;
                Answer(executed, BasicPage.Page());
                break;
            case DbUpdateConcurrencyException when HttpMethods.IsPost(page.Request.Method):
                page.ModelState.AddModelError("", texts[Raced]);
                page.Response.StatusCode = StatusCodes.Status409Conflict;
                Answer(executed, BasicPage.Page());
                break;
            // It can be read but not written: what was typed stays on the page.
            case { } fault when HttpMethods.IsPost(page.Request.Method) && StorageFault.Is(fault):
                page.Response.Headers.RetryAfter = Unavailable.Seconds;
                page.ModelState.AddModelError("", texts[CannotWrite]);
                page.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                Answer(executed, BasicPage.Page());
                break;
            case null when executed.Result is PageResult && !page.ModelState.IsValid && HttpMethods.IsPost(page.Request.Method):
                page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                break;
        }
        if (executed.Result is PageResult && !page.ModelState.IsValid && HttpMethods.IsPost(page.Request.Method)) ShowAgain(page);
    }

    private static void ShowAgain(BasicPage page) => (page as PattoPage)?.Fill();

    /// <summary>Too many before the page was even found: guesses at a secret.</summary>
    internal static IActionResult Stop(HttpResponse response, RateLimitExceeded many)
    {
        response.Headers.RetryAfter = Seconds(many);
        return new StatusCodeResult(StatusCodes.Status429TooManyRequests);
    }

    private static void Answer(PageHandlerExecutedContext executed, IActionResult result) =>
        (executed.ExceptionHandled, executed.Result) = (true, result);

    // Who is not signed in may be somebody who may: the sign-in page comes first, where it can help.
    internal static IActionResult Refuse(HttpContext http, string reason, bool signInHelps = true)
    {
        if (signInHelps && HttpMethods.IsGet(http.Request.Method) && !http.RequestServices.GetRequiredService<CurrentUser>().IsSignedIn)
            return new RedirectResult("/accedi?ritorno=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
        http.Items["refusal"] = reason;
        if (!signInHelps) http.Items["refusal-of-all"] = true;
        return new StatusCodeResult(StatusCodes.Status403Forbidden);
    }

    /// <summary>It was here: the reason why it is no longer stands on the page.</summary>
    internal static IActionResult Gone(HttpContext http, Texts texts, NoLongerPublic gone)
    {
        http.Items["gone"] = Words(texts, gone);
        return new StatusCodeResult(StatusCodes.Status410Gone);
    }

    internal static string Words(Texts texts, NoLongerPublic gone) =>
        texts["Era pubblico, e dal {0} non lo è più. Il motivo: {1}", texts.Day(gone.Since), gone.Why];

    // The rule names the property; the form may keep it under a prefix ("Input.Title").
    // A file that was not chosen, a choice that was not made, is not sent: the form still has the field.
    private static string FieldOf(BasicPage page, RuleViolation broken) => broken.Field is not { } field ? ""
        : page.ModelState.Keys.FirstOrDefault(k => k == field || k.EndsWith("." + field, StringComparison.Ordinal)) ?? field;
}

/// <summary>What was refused, told to a caller of the API: RFC 9457 problem details with the rule's code.</summary>
public sealed class RefusalProblems(IProblemDetailsService problems, Texts texts) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) return false;
        var problem = exception switch
        {
            RuleViolation broken => new ProblemDetails
            {
                Status = 422,
                Title = texts.Say(broken),
                Extensions = { ["code"] = broken.Code, ["field"] = broken.Field }
            },
            Refused refused => new ProblemDetails { Status = 403, Title = refused.Message, Extensions = { ["code"] = "refused" } },
            NoLongerPublic gone => new ProblemDetails
            {
                Status = 410,
                Title = RefusalPageFilter.Words(texts, gone),
                Extensions = { ["code"] = "unpublished" }
            },
            RateLimitExceeded many => Crowd(httpContext, many),
            BadQuery mis =>
            new ProblemDetails { Status = 400, Title = texts[mis.Sentence, [.. mis.Values]], Extensions = { ["code"] = "misasked" } },
            Unknown => new ProblemDetails { Status = 404, Title = texts["Non c'è niente a questo indirizzo."] },
            DbUpdateConcurrencyException => new ProblemDetails
            {
                Status = 409,
                Title = texts["Qualcuno ha cambiato questi dati nel frattempo: leggili di nuovo e riprova."]
            },
            BadHttpRequestException { InnerException: JsonException { Path: { Length: > 2 } path } value } when !IsNoJson(value) =>
            new ProblemDetails
            {
                Status = 422,
                Title = texts["Il valore di {0} non va bene: guarda nella descrizione quali sono ammessi.", path[2..]],
                Extensions = { ["code"] = "json.value", ["field"] = path[2..] },
            },
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ProblemDetails
            {
                Status = 413,
                Title = FormReading.Words(texts, null, FormReading.MostMegabytes),
                Extensions = { ["code"] = "body.large" }
            },
            BadHttpRequestException bad =>
            new ProblemDetails { Status = bad.StatusCode, Title = texts["La richiesta non è scritta bene."], Detail = bad.Message },
            _ => null,
        };
        if (problem is null) return false;
        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    // Not even JSON: a brace is missing, a quote is open.
    private static bool IsNoJson(JsonException fault) => fault.InnerException?.GetType().Name == "JsonReaderException";

    // What the framework calls some by RFC 9110, and its own list of phrases by the one before.
    private static readonly string[] NewerPhrases = ["Content Too Large", "Unprocessable Content"];

    /// <summary>What the framework refuses by itself has a sentence too.</summary>
    internal static void SayInItalian(ProblemDetailsContext told)
    {
        var (details, texts) = (told.ProblemDetails, told.HttpContext.RequestServices.GetRequiredService<Texts>());
        if (details.Title is { } title && title != ReasonPhrases.GetReasonPhrase(details.Status ?? 0)
            && !NewerPhrases.Contains(title)) return;
        details.Title = details.Status switch
        {
            400 => texts["La richiesta non è scritta bene."],
            404 => texts["Non c'è niente a questo indirizzo."],
            405 => texts["Qui questo metodo non si usa."],
            413 => FormReading.Words(texts, null, FormReading.MostMegabytes),
            415 => texts["Manda i dati in JSON."],
            _ => texts["Qualcosa non ha funzionato: riprova fra poco."],
        };
        if (details.Status == StatusCodes.Status413PayloadTooLarge) details.Extensions["code"] = "body.large";
    }

    private ProblemDetails Crowd(HttpContext http, RateLimitExceeded many)
    {
        http.Response.Headers.RetryAfter = RefusalPageFilter.Seconds(many);
        return new() { Status = 429, Title = RefusalPageFilter.RateLimited(texts, many), Extensions = { ["code"] = "too-many" } };
    }
}
