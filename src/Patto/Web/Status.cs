using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Mail;
using Patto.People;

namespace Patto.Web;

/// <summary>How the installation is, for whoever watches it; and the language of the pages.</summary>
internal static class Status
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status", SayAsync).WithTags("status").WithName("showStatus").WithSummary("Version, database and waiting letters, for whoever watches the installation.");
        routes.MapGet("/lingua/{code}", Choose).ExcludeFromDescription();
    }

    /// <param name="Database">"ok", or what is wrong.</param>
    /// <param name="LettersWaiting">E-mails that are due and have not left.</param>
    internal sealed record View(string Version, string Database, string Engine, int LettersWaiting, int LettersGivenUp);

    private static async Task<Results<Ok<View>, JsonHttpResult<View>>> SayAsync(AppDb db, Storage storage, TimeProvider clock, CancellationToken cancel)
    {
        var (version, engine) = (typeof(Status).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0], storage.IsPostgres ? "PostgreSQL" : "SQLite");
        try
        {
            var now = clock.GetUtcNow();
            var mails = db.Set<Letter>().Where(l => l.Channel == Channel.Email && l.Sent == null);
            return TypedResults.Ok(new View(version, "ok", engine, await mails.CountAsync(l => l.GivenUp == null && l.Due <= now, cancel), await mails.CountAsync(l => l.GivenUp != null, cancel)));
        }
        catch (System.Data.Common.DbException fault)
        {
            return TypedResults.Json(new View(version, fault.GetType().Name, engine, 0, 0), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static RedirectHttpResult Choose(string code, string? ritorno, HttpContext http)
    {
        var culture = code == "en" ? "en-GB" : "it-IT";
        http.Response.Cookies.Append("lingua", CookieRequestCultureProvider.MakeCookieValue(new(culture)),
            new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        var local = ritorno is ['/', ..] && ritorno is not ['/', '/' or '\\', ..];
        return TypedResults.LocalRedirect(local ? ritorno! : "/");
    }
}
