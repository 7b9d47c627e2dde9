using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Administration;
using Patto.Web;

namespace Patto.Host;

/// <summary>What the program does once it is built: serve, or one piece of work and end.</summary>
public static class Running
{
    public static async Task RunPattoAsync(this WebApplication app, string[] args)
    {
        if (await Verbs.RunAsync(app, args) || !await Verbs.OpenAsync(app)) return;
        if (args is ["verify-audit", ..]) { Environment.ExitCode = await VerifyAuditAsync(app, app.Configuration["head"]); return; }
        if (args.Contains("seed") || DemoMode.IsOn(app.Configuration)) await PlayDemoAsync(args, app.Configuration);
        if (args.Contains("seed")) return;
        if (args is ["second", ..])
        {
            Environment.ExitCode = await SecondAtTheMachine.RunAsync(app.Services,
            [.. args.Skip(1).TakeWhile(a => !a.StartsWith('-'))], Console.Out); return;
        }
        if (args is ["rescue", ..])
        {
            Environment.ExitCode = await RescueAtTheMachine.RunAsync(app.Services,
                args.ElementAtOrDefault(1) is { } email && !email.StartsWith('-') ? email : null, Console.Out);
            return;
        }
        if (!app.Environment.IsEnvironment("Testing")) await SecondAtTheMachine.PrintFirstSheetAsync(app.Services);
        if (DemoMode.IsOn(app.Configuration)) app.Services.GetRequiredService<Mail.LetterSeals>().Console = Console.Out;
        var first = await FirstPathAsync(app);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = app.Urls.FirstOrDefault();
            var occasion = app.Configuration["new-authority"] == "on" ? "Nuovo ente" : "Primo avvio";
            if (first is not null)
                Console.WriteLine($"{occasion}: apri {address}{first} per creare l'ente e chi lo amministra (vale una volta sola).");
            Console.WriteLine($"Pronto: {address}");
            if (app.Environment.IsProduction() && Protection.Exposed(app.Urls) is [var exposed, ..])
                Console.WriteLine($"Attenzione: {exposed} si raggiunge anche da altre macchine senza HTTPS."
                    + " Password e codici si leggono in chiaro: metti davanti un server con TLS.");
        });
        await app.RunAsync();
    }

    // A method of its own: without the demo its assembly is not even loaded.
    private static Task PlayDemoAsync(string[] args, IConfiguration settings) => Demo.Fontelieta.SetUpAsync(Composition.Builder(args),
        args.Contains("seed") ? settings.GetValue<int>("crowd") : 0, Console.Out);

    private static async Task<string?> FirstPathAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var start = app.Services.GetRequiredService<FirstStart>();
        return await start.IsDueAsync(scope.ServiceProvider.GetRequiredService<AppDb>()) ? start.Path : null;
    }

    /// <summary>Follows every authority's chain, and compares each content with what its last act left behind; names what is broken and
    /// ends with 1.</summary>
    /// <param name="published">A head published earlier, <c>SEQ:HASH</c>: one of the chains must hold it.</param>
    private static async Task<int> VerifyAuditAsync(WebApplication app, string? published)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var check = scope.ServiceProvider.GetRequiredService<AuditCheck>();
        var names = await db.Set<Authority>().AsNoTracking().ToDictionaryAsync(a => a.Id.Value, a => a.Name);
        var broken = 0;
        foreach (var head in await db.Set<AuditHead>().AsNoTracking().OrderBy(h => h.Authority).ToListAsync())
        {
            var fault = await check.FirstBreakAsync(head.Authority);
            var found = fault is null ? $"catena integra, {head.Seq} righe" : $"catena interrotta: {fault}";
            Console.WriteLine($"{names.GetValueOrDefault(head.Authority, "installazione")}: {found}");
            if (fault is not null) broken = 1;
        }
        if (published is not null && await check.HeadBreakAsync(published) is { } changed) { Console.WriteLine(changed); broken = 1; }
        var contents = await check.ContentsAsync();
        Console.WriteLine($"contenuti come li hanno lasciati gli atti: {contents.Whole}");
        foreach (var (subject, at) in contents.Erased) Console.WriteLine($"{subject}: cancellato il {at:dd/MM/yyyy}");
        foreach (var fault in contents.Faults) { Console.WriteLine(fault); broken = 1; }
        return broken;
    }
}
