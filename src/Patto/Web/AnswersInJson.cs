using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Patto.Database;
using Patto.Localization;
using Patto.Web.Ui;

namespace Patto.Web;

/// <summary>What a script sends to this page, and asks to be answered in JSON, is refused by problem details (RFC 9457) with a code, in the
/// words that the page would have shown. A form gets the page, as everywhere.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnswersInJsonAttribute : Attribute, IResultFilter
{
    /// <summary>The session has ended: who signs in again sends the same once more.</summary>
    public const string Session = "session";

    /// <summary>The seal of the form is of another sign-in: the page has a new one.</summary>
    public const string Seal = "seal";

    internal static bool IsAsked(HttpRequest request) =>
        request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    internal static void IsBroken(HttpContext http, RuleViolation rule) => http.Items[typeof(RuleViolation)] = rule;

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var http = context.HttpContext;
        if (!IsAsked(http.Request)) return;
        var status = context.Result switch
        {
            IStatusCodeActionResult { StatusCode: { } code } => code,
            PageResult => http.Response.StatusCode,
            _ => StatusCodes.Status200OK,
        };
        if (status >= StatusCodes.Status400BadRequest) context.Result = Answer(http, Problem(context, status));
    }

    public void OnResultExecuted(ResultExecutedContext context) { }

    private static JsonResult Answer(HttpContext http, ProblemDetails problem)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new(problem) { StatusCode = problem.Status, ContentType = "application/problem+json" };
    }

    private static ProblemDetails Problem(ResultExecutingContext context, int status)
    {
        var (http, L) = (context.HttpContext, context.HttpContext.RequestServices.GetRequiredService<Texts>());
        var rule = http.Items[typeof(RuleViolation)] as RuleViolation;
        var wrong = context.ModelState.Where(s => s.Value!.Errors.Count > 0).ToList();
        return new()
        {
            Status = status,
            Title = wrong is [var (_, first), ..] ? FieldErrors.Words(first!.Errors[0], L)
                : http.Items["refusal"] as string ?? Words(L, status),
            Extensions =
            {
                ["code"] = status == StatusCodes.Status401Unauthorized ? Session : SealOfForms.IsStale(http) ? Seal
                    : rule?.Code ?? (status == StatusCodes.Status403Forbidden ? "refused" : "field"),
                ["field"] = rule?.Field ?? wrong.FirstOrDefault().Key,
            },
        };
    }

    private static string Words(Texts L, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => L["Accedi di nuovo"],
        StatusCodes.Status404NotFound => L["Non c'è niente a questo indirizzo."],
        _ => L["Qualcosa non ha funzionato: riprova fra poco."],
    };
}
