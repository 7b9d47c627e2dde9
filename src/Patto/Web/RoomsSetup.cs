using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.People;
using Patto.Printing;
using Patto.Provenance;
using Patto.Search;

namespace Patto.Web;

/// <summary>The rooms of the house, in the order in which a request walks through them.</summary>
public static class RoomsSetup
{
    public static void AddRooms(this WebApplicationBuilder builder)
    {
        builder.AddDatabase();
        builder.AddIdentity();
        AddPages(builder.Services);
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddScoped<Here>().AddSingleton<AuthorityDirectory>();
        services.AddScoped<Who>().AddScoped<Gate>();
        services.AddScoped<PeopleBook>();
        services.AddScoped<IWitness, Witness>().AddScoped<AuditCheck>();
        services.AddScoped<Filo>();
        services.AddScoped<Outbox>();
        services.AddScoped<InvitationBook>();
        services.AddScoped<SearchBook>();
        services.AddSingleton<PdfPrinter>();
        services.AddRouting(o => o.LowercaseUrls = true);
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<Texts>().AddSingleton<IStringLocalizerFactory>(s => s.GetRequiredService<Texts>()).AddSingleton<IStringLocalizer>(s => s.GetRequiredService<Texts>());
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.SetDefaultCulture("it-IT").AddSupportedCultures("it-IT", "en-GB").AddSupportedUICultures("it-IT", "en-GB");
            // An office page is Italian unless the person chose otherwise: the browser's language is not asked.
            o.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = "lingua" }];
        });
        services.AddRazorPages(o => o.RootDirectory = "/Modules")
            .AddMvcOptions(o => o.Filters.Add<RefusalPageFilter>())
            .AddDataAnnotationsLocalization();
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));
        services.AddProblemDetails();
        services.AddExceptionHandler<RefusalProblems>();
        services.AddAntiforgery(o => { o.Cookie.Name = "modulo"; o.Cookie.SameSite = SameSiteMode.Strict; });
    }

    public static void UseRooms(this WebApplication app)
    {
        app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost });
        app.UseRequestLocalization();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseStaticFiles();
        app.UseRouting();
        app.UseAuthentication();
        app.Use(ArriveAsync);
        app.UseAntiforgery();
    }

    public static void MapRooms(this WebApplication app) => app.MapRazorPages();

    // Which public body, which person: known before anything is asked of the request.
    private static async Task ArriveAsync(HttpContext http, RequestDelegate next)
    {
        var services = http.RequestServices;
        services.GetRequiredService<Here>().MoveTo(await services.GetRequiredService<AuthorityDirectory>().AtHostAsync(http.Request.Host.Host, http.RequestAborted),
            $"{http.Request.Scheme}://{http.Request.Host}");
        SignedIn.Read(http.User, services.GetRequiredService<Who>());
        await next(http);
    }

    /// <summary>Prepares the tables, then serves; or does one piece of work and ends (<c>seed</c>, <c>verify-audit</c>).</summary>
    public static async Task RunPattoAsync(this WebApplication app, string[] args)
    {
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<AppDb>().PrepareAsync(!app.Environment.IsProduction());
        if (args.Contains("seed") || app.Configuration["PATTO_DEMO"] == "1") await Demo.Fontelieta.SetUpAsync(args, Console.Out);
        if (args.Contains("seed")) return;
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Pronto: {app.Urls.FirstOrDefault()}"));
        await app.RunAsync();
    }
}
