using System.IO.Compression;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Patto.Audit;
using Patto.Authorities;
using Patto.Caching;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.Mail.Returned;
using Patto.People;
using Patto.Printing;
using Patto.Privacy;
using Patto.Provenance;
using Patto.Search;
using Patto.Web.Ui;

namespace Patto.Web;

/// <summary>The rooms of the house, in the order in which a request walks through them.</summary>
public static class RoomsSetup
{
    public static void AddRooms(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(o =>
            { o.AddServerHeader = false; o.Limits.MaxRequestBodySize = FormReading.Most; });
        // Unpublished, the files lie in the sources of the assembly that they belong to.
        if (!HasPublishedAssets(builder.Environment)) builder.WebHost.UseStaticWebAssets();
        builder.AddDatabase();
        builder.AddIdentity();
        Sealing.Add(builder);
        Protection.Add(services);
        Status.Add(services);
        Telemetry.Add(builder);
        AddPages(services);
        AddCaching(services);
        services.AddSingleton(new CachedFigures(builder.Environment.IsEnvironment("Testing") ? TimeSpan.Zero : TimeSpan.FromSeconds(10)));
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentAuthority>().AddScoped<IActingAuthority>(s => s.GetRequiredService<CurrentAuthority>())
            .AddSingleton<AuthorityDirectory>().AddSingleton<Sites>();
        services.AddScoped<CurrentUser>().AddScoped<IActingUser>(s => s.GetRequiredService<CurrentUser>()).AddScoped<Gate>();
        services.AddScoped<PeopleBook>().AddScoped<InvitationBook>();
        services.AddScoped<RoleBook>().AddScoped<RoleChanges>().AddScoped<SealedSheets>().AddSingleton<SheetPrinter>()
            .AddSingleton<MachineCommand>();
        services.AddScoped<AuditWriter>().AddScoped<IAuditWriter>(s => s.GetRequiredService<AuditWriter>()).AddScoped<AuditCheck>()
            .AddScoped<UndoBook>();
        services.AddScoped<Filo>().AddScoped<ThreadTrees>().AddScoped<ISaveAlong, KeepReaches>()
            .AddScoped<SearchBook>().AddScoped<FileStore>()
            .AddScoped<FileBook>().AddScoped<CrestFiles>().AddScoped<IFileOwners, AuthorityFiles>();
        services.AddSingleton<PdfPrinter>().AddSingleton<PrintQueue>().AddSingleton<Limits>().AddSingleton<Receipts>();
        services.AddSingleton<PageCards>();
        services.AddScoped<Outbox>().AddScoped<IPostLetters>(s => s.GetRequiredService<Outbox>()).AddScoped<PersonalDataBook>()
            .AddScoped<KnownNames>()
            .AddSingleton<LetterSeals>().AddScoped<MailRoutes>().AddScoped<ReceiptBook>().AddScoped<Mailings>()
            .AddScoped<IHoldBack, HeldLetters>();
        services.AddSingleton<TrustedProxies>();
        services.AddOptions<MailSettings>().BindConfiguration("Mail").ValidateDataAnnotations().ValidateOnStart()
            .PostConfigure<IConfiguration>((mail, settings) => mail.IsDemo = DemoMode.IsOn(settings));
        if (builder.Configuration["loops"] == "off") return;
        services.AddHostedService<MailSender>().AddHostedService<MailingWriter>().AddHostedService<MailboxReader>()
            .AddHostedService<PublishHeads>().AddHostedService<Purge>().AddHostedService<ResetLetters>()
            .AddHostedService<EvictionListener>().AddHostedService<FileSweep>();
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<Texts>().AddSingleton<IStringLocalizerFactory>(s => s.GetRequiredService<Texts>())
            .AddSingleton<IStringLocalizer>(s => s.GetRequiredService<Texts>());
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.SetDefaultCulture("it-IT").AddSupportedCultures("it-IT", "en-GB").AddSupportedUICultures("it-IT", "en-GB");
            // An office page is Italian unless the body or the person chose otherwise: the browser's language is not
            // asked.
            o.RequestCultureProviders = [OfflineShell.ByAddress, new CookieRequestCultureProvider { CookieName = "lingua" },
                new SiteLanguage()];
        });
        services.AddRazorPages(o => o.RootDirectory = "/Modules")
            .AddMvcOptions(o =>
            {
                o.Filters.Add<RefusalPageFilter>();
                o.Filters.Add<SealOfForms>(SealOfForms.Last);
                o.ModelBinderProviders.Insert(0, new CleanInput());
            })
            .ConfigureApplicationPartManager(ForgetControllers)
            .AddCookieTempDataProvider(o => { o.Cookie.Name = Flashes.Cookie; o.Cookie.IsEssential = true; })
            .AddDataAnnotationsLocalization();
        services.AddUi();
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase,
                allowIntegerValues: false));
            o.SerializerOptions.Converters.Add(new CleanJsonText());
        });
        services.AddProblemDetails(o => o.CustomizeProblemDetails = RefusalProblems.SayInItalian);
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddExceptionHandler<RefusalProblems>();
        // A text is refused by the limit of its field, in words, not by that of the reader.
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(o => o.ValueLengthLimit = FormReading.Most);
        // Who sends without a valid seal is told by the page; the log would fill with what every robot tries.
        services.AddLogging(l => l.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error));
        services.AddAntiforgery(o => { o.Cookie.Name = "modulo"; o.Cookie.SameSite = SameSiteMode.Strict; });
        services.AddRouting(o => o.LowercaseUrls = true);
        ApiDescription.Add(services);
    }

    // There are none; looking for them among all types would keep every one of those in memory. Pages are found by what the compiler says
    // of them.
    private static void ForgetControllers(ApplicationPartManager parts)
    {
        foreach (var part in parts.ApplicationParts.OfType<AssemblyPart>().ToList()) parts.ApplicationParts.Remove(part);
    }

    private static void AddCaching(IServiceCollection services)
    {
        services.AddSingleton<Availability>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<CacheGenerations>().AddSingleton<ICommitListener, Evictions>().AddSingleton<AnonymousPages>()
            .AddSingleton<EntityCache>();
        services.AddOutputCache(o => o.SizeLimit = 64 * 1024 * 1024);
        var fresh = services.Last(s => s.ServiceType == typeof(IOutputCacheStore)).ImplementationFactory!;
        services.Replace(ServiceDescriptor.Singleton<IOutputCacheStore>(s =>
            new LastPages((IOutputCacheStore)fresh(s), s.GetRequiredService<Availability>())));
        services.AddOptions<Microsoft.AspNetCore.OutputCaching.OutputCacheOptions>()
            .Configure<AnonymousPages>((o, pages) => o.AddBasePolicy(pages));
        services.AddResponseCompression(o =>
            {
                o.EnableForHttps = true;
                o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json",
                    "application/atom+xml", "text/calendar"];
            });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
    }

    public static void UseRooms(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<TrustedProxies>();
        proxies.DemandReadable();
        app.Use(proxies.Before);
        Protection.Use(app);
        app.UseRequestLocalization();
        app.Use(OtherLanguage.ListenAsync);
        app.UseWhen(IsApi, api => api.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(http => !IsApi(http), pages =>
        {
            pages.UseExceptionHandler("/errore/500");
            pages.UseStatusCodePagesWithReExecute("/errore/{0}");
        });
        app.Use(Unavailable.AnswerAsync);
        app.Use(CleanInput.CleanAddressAsync);
        app.Use(KeptForm.ResumeAsync);
        if (!HasPublishedAssets(app.Environment)) app.UseStaticFiles();
        app.UseRouting();
        app.UseAuthentication();
        app.Use(Protection.KeepPrivateAsync);
        app.Use(ArriveAsync);
        app.Use(FormReading.ReadAsync);
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseOutputCache();
        app.UseResponseCompression();
        app.Use(Protection.TagAsync);
    }

    public static void MapRooms(this WebApplication app)
    {
        // From a published build only: an unpublished one answers compressed requests with nothing.
        if (HasPublishedAssets(app.Environment)) app.MapStaticAssets();
        var pages = app.MapRazorPages();
        if (HasPublishedAssets(app.Environment)) pages.WithStaticAssets();
        app.MapOpenApi("/api/v1/openapi.json");
        FileRoutes.Map(app);
        Status.Map(app);
        ForMachines.Map(app);
        PageCards.Map(app);
    }

    internal static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private static bool HasPublishedAssets(IWebHostEnvironment environment) => environment.IsProduction()
        && File.Exists(Path.Combine(AppContext.BaseDirectory, $"{environment.ApplicationName}.staticwebassets.endpoints.json"))
        && Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    // Which public body, which person: known before anything is asked of the request.
    private static async Task ArriveAsync(HttpContext http, RequestDelegate next)
    {
        var services = http.RequestServices;
        services.GetRequiredService<CurrentAuthority>().MoveTo(await services.GetRequiredService<AuthorityDirectory>()
            .AtHostAsync(http.Request.Host.Host, http.RequestAborted));
        SignedIn.Read(http.User, services.GetRequiredService<CurrentUser>());
        await next(http);
    }
}
