using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Primitives;

namespace Patto.Web;

/// <summary>What was sent when the session had ended, sealed into the sign-in page that is shown in its place: nothing is stored, and only
/// who holds the page can send it on. After the sign-in the form comes back filled; nothing is done until somebody presses again.</summary>
/// <param name="Url">Where it was sent, handler included.</param>
/// <param name="HadFiles">A browser does not give back chosen files: they are to be chosen again.</param>
internal sealed record KeptForm(string Url, Dictionary<string, string[]> Fields, bool HadFiles)
{
    /// <summary>The field of the sign-in form that carries it.</summary>
    public const string Field = "Kept";

    /// <summary>Characters of all fields together; a text of the greatest length fits with room to spare.</summary>
    public const int Most = 1_000_000;

    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private static readonly object Sealed = new(), Resume = new(), Back = new();

    // Never written down, not even sealed: what opens something.
    private static readonly string[] Secrets = ["password", "again", "sheetcode", "onetimecode", "secret"];

    private static ITimeLimitedDataProtector Protector(HttpContext http) =>
        http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("Patto.KeptForm").ToTimeLimitedDataProtector();

    /// <summary>Keeps what this request brought for the sign-in page.</summary>
    /// <returns>The answer that shows it.</returns>
    public static StatusCodeResult Keep(HttpContext http)
    {
        var form = http.Request.Form;
        var kept = new KeptForm(http.Request.Path + http.Request.QueryString, form.Where(f => !IsOfTheHouse(f.Key))
            .ToDictionary(f => f.Key, f => f.Value.Select(v => v ?? "").ToArray()), form.Files.Any(f => f.Length > 0));
        if (kept.Fields.Sum(f => (long)f.Key.Length + f.Value.Sum(v => v.Length)) <= Most)
            http.Items[Sealed] = (Protector(http).Protect(JsonSerializer.Serialize(kept), Life), kept.HadFiles);
        return new(StatusCodes.Status401Unauthorized);
    }

    private static bool IsOfTheHouse(string field) => field is "__RequestVerificationToken"
        || Secrets.Any(s => field.Contains(s, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the sign-in page carries in this answer; null when nothing was kept, or it was too long.</summary>
    public static (string Sealed, bool HadFiles)? In(HttpContext http) => http.Items[Sealed] as (string, bool)?;

    /// <summary>What came with a sign-in; null when there was nothing, or it can no longer be opened.</summary>
    public static KeptForm? Open(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Request.Form[Field].ToString() is not { Length: > 0 } text) return null;
        try { return JsonSerializer.Deserialize<KeptForm>(Protector(http).Unprotect(text)); }
        catch (Exception fault) when (fault is CryptographicException or JsonException) { return null; }
    }

    /// <summary>The page that the form belongs to, filled with what was typed.</summary>
    public IActionResult GoBack() => new Resuming(this);

    /// <summary>Whether the page is shown again after a sign-in, before anything of it was sent.</summary>
    public static bool IsBack(HttpContext http) => http.Items.ContainsKey(Back);

    /// <summary>The same request goes on as that of the page, with the form that was kept; the page does nothing of it but show
    /// it.</summary>
    public static async Task ResumeAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Items[Resume] is not KeptForm kept || http.Response.HasStarted) return;
        http.Items.Remove(Resume);
        http.Items[Back] = kept;
        var (path, query) = kept.Url.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? (kept.Url[..at], kept.Url[at..])
            : (kept.Url, "");
        (http.Request.Path, http.Request.QueryString) = (path, new(query));
        FormReading.Put(http, new(kept.Fields.ToDictionary(f => f.Key, f => new StringValues(f.Value))));
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        await next(http);
    }

    private sealed class Resuming(KeptForm kept) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context)
        {
            context.HttpContext.Items[Resume] = kept;
            return Task.CompletedTask;
        }
    }
}

/// <summary>Looks at the seal of what is sent, in the place of the framework's filter. A page of ours is not refused by a bare error: it
/// runs no handler and shows the form again with what was typed; from another site nothing is shown.</summary>
internal sealed class SealOfForms(IAntiforgery antiforgery) : IAsyncAuthorizationFilter, IAntiforgeryPolicy, IOrderedFilter
{
    private static readonly object Stale = new();

    /// <summary>After the framework's own, so that this one counts.</summary>
    public const int Last = 1001;

    public int Order => Last;

    /// <summary>Whether the form came without a valid seal: nothing of it may be done.</summary>
    public static bool IsStale(HttpContext http) => http.Items.ContainsKey(Stale);

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        http.Items.Remove(Stale);
        if (context.Filters.OfType<IgnoreAntiforgeryTokenAttribute>().Any() || KeptForm.IsBack(http)
            || await antiforgery.IsRequestValidAsync(http)) return;
        if (context.ActionDescriptor is CompiledPageActionDescriptor page && page.ModelTypeInfo?.IsSubclassOf(typeof(PattoPage)) == true
            && http.Request.HasFormContentType && !IsFromElsewhere(http.Request)) http.Items[Stale] = true;
        else context.Result = new AntiforgeryValidationFailedResult();
    }

    // What a browser says of where a form stood; an old browser says nothing, and then its origin does.
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site ? site is not ("same-origin" or "none")
            : request.Headers.Origin.ToString() is { Length: > 0 } origin
                && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value,
                    StringComparison.OrdinalIgnoreCase));
}
