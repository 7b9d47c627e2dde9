using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Patto.Authorities;
using Patto.Database;
using Patto.Mail;
using Patto.People;

namespace Patto.Web;

/// <summary>How the installation is, for whoever watches it; where to report a weakness; and the language of the pages.</summary>
internal static class Status
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<LastWrite>();
        services.AddHealthChecks().AddCheck<DatabaseReads>(nameof(View.Database)).AddCheck<DatabaseWrites>(nameof(View.Writes));
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status", SayAsync).WithTags("status").WithName("showStatus")
            .WithSummary("Version, database and waiting letters, for whoever watches the installation.");
        routes.MapGet("/lingua/{code}", Choose).ExcludeFromDescription();
        routes.MapGet("/.well-known/security.txt", SecurityText).ExcludeFromDescription();
    }

    /// <param name="Version">The version of the program: major.minor.patch.</param>
    /// <param name="Database">"ok" when the database can be read, or what is wrong, in Italian.</param>
    /// <param name="Writes">"ok" when the database can be written, or what is wrong, in Italian; asked of it at most once in ten
    /// seconds.</param>
    /// <param name="Engine">SQLite or PostgreSQL.</param>
    /// <param name="LettersWaiting">E-mails that are due and have not left; 0 when the database cannot be read.</param>
    /// <param name="LettersGivenUp">E-mails that failed at every attempt, or came back; somebody must look at them.</param>
    /// <param name="Printing">"ok" where PDFs can be made, or why not, in Italian; the rest works without.</param>
    internal sealed record View(string Version, string Database, string Writes, string Engine, int LettersWaiting, int LettersGivenUp,
        string Printing);

    private static async Task<Results<Ok<View>, JsonHttpResult<View>>> SayAsync(HealthCheckService health, AppDb db, Storage storage,
        Printing.PdfPrinter printer, TimeProvider clock, CancellationToken cancel)
    {
        var report = await health.CheckHealthAsync(cancel);
        var (waiting, givenUp) = report.Entries[nameof(View.Database)].Status == HealthStatus.Healthy
            ? await LettersAsync(db, clock.GetUtcNow(), cancel) : (0, 0);
        var version =
            typeof(Status).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var view = new View(version, Words(report, nameof(View.Database)), Words(report, nameof(View.Writes)), storage.IsPostgres
            ? "PostgreSQL" : "SQLite", waiting, givenUp, printer.IsAvailable ? "ok" : "manca Chromium: niente PDF");
        return report.Status == HealthStatus.Healthy ? TypedResults.Ok(view)
            : TypedResults.Json(view, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static string Words(HealthReport report, string name) =>
        report.Entries[name] is { Status: HealthStatus.Healthy } ? "ok" : report.Entries[name].Description ?? "non si sa";

    private static async Task<(int Waiting, int GivenUp)> LettersAsync(AppDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var mails = db.Set<Letter>().Where(l => l.Channel == Channel.Email);
        return (await mails.CountAsync(l => l.Sent == null && l.GivenUp == null && l.Due <= now, cancel),
            await mails.CountAsync(l => l.GivenUp != null, cancel));
    }

    /// <summary>RFC 9116, from the setting <c>Security__Contact</c> or the e-mail of the authority.</summary>
    private static Results<ContentHttpResult,
        NotFound> SecurityText(HttpContext http, IConfiguration settings, CurrentAuthority currentAuthority,
        TimeProvider clock)
    {
        var contact = settings["Security:Contact"] is { Length: > 0 } set ? set : currentAuthority.Authority?.Email is { Length: > 0 } mail
            ? mail : null;
        if (contact is null) return TypedResults.NotFound();
        if (!contact.Contains(':', StringComparison.Ordinal)) contact = "mailto:" + contact;
        var until = clock.GetUtcNow().UtcDateTime.Date.AddDays(180)
            .ToString("yyyy-MM-dd'T'00:00:00'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var policy = settings["Security:Policy"] is { Length: > 0 } page ? $"Policy: {page}\n" : "";
        return TypedResults.Text(
            $"Contact: {contact}\nExpires: {until}\nPreferred-Languages: it, en\nCanonical: {currentAuthority.Address}/.well-known/security.txt\n{policy}", "text/plain; charset=utf-8");
    }

    private static RedirectHttpResult Choose(string code, string? ritorno, HttpContext http)
    {
        var culture = code == "en" ? "en-GB" : "it-IT";
        http.Response.Cookies.Append("lingua", CookieRequestCultureProvider.MakeCookieValue(new(culture)),
            new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        return TypedResults.LocalRedirect(RedirectHttpResult.IsLocalUrl(ritorno) ? ritorno : "/");
    }
}

internal sealed class DatabaseReads(AppDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await db.Set<OnceResult>().AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (StorageFault.Words(fault) is not null)
        {
            return HealthCheckResult.Unhealthy(
            StorageFault.Words(fault));
        }
    }
}

/// <summary>When a write was last seen to be kept.</summary>
internal sealed class LastWrite
{
    public DateTimeOffset? At { get; set; }
}

/// <summary>Writes one row of its own and keeps it: a full disk shows at the commit, not before.</summary>
internal sealed class DatabaseWrites(AppDb db, LastWrite last, TimeProvider clock) : IHealthCheck
{
    private const string Mark = "status";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        if (last.At is { } at && now - at < Pause && now >= at) return HealthCheckResult.Healthy();
        try
        {
            if (await db.Set<OnceResult>().Where(o => o.Mark == Mark)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.At, now), cancellationToken) == 0)
            {
                db.Add(new OnceResult(Mark, "", "", now));
                await db.SaveChangesAsync(cancellationToken);
            }
            last.At = now;
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (StorageFault.Words(fault) is not null)
        {
            return HealthCheckResult.Unhealthy(
            StorageFault.Words(fault));
        }
    }
}
