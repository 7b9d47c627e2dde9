using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Contributions;
using Patto.Tests.Processes;

namespace Patto.Tests.Web;

/// <summary>No page ends without saying what is so and how to go on.</summary>
public sealed class DeadEndTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/"), InlineData("/percorsi"), InlineData("/filo"), InlineData("/accedi")]
    public async Task An_empty_installation_says_how_to_begin(string address)
    {
        var visitor = _host.Visitor();
        var answer = await visitor.GetAsync(address);
        Assert.Equal("/avvio", answer.Headers.Location?.ToString());
        var page = await visitor.ReadAsync("/avvio");
        Assert.Contains("Primo avvio", page.QuerySelector("main ol")!.TextContent, StringComparison.Ordinal);
        await _host.AuthorityAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/avvio")).StatusCode);
    }

    [Fact]
    public async Task Outside_its_phase_a_page_for_everybody_says_when_and_asks_nobody_to_sign_in()
    {
        var town = await _host.AuthorityAsync();
        var soon = await _host.ProcessAsync(town);
        var over = await _host.ProcessAsync(town, starts: new DateOnly(2024, 1, 7));
        var acts = Act.All.Values.Where(a => a.Standing.Length == 0).ToList();
        TestContext.Current.SendDiagnosticMessage(
            $"{acts.Count} acts that only a phase opens: {string.Join(", ", acts.Select(a => a.Name))}");
        Assert.True(acts.Count >= 3);
        foreach (var (process, words) in new[] { (soon, "Si apre "), (over, "Il periodo per farlo è finito ") })
        {
            var answer = await _host.Visitor().GetAsync($"/percorsi/{process.Slug}/contributi/nuovo");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            var page = await Visitor.ParseAsync(answer);
            Assert.Contains(words, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Matches(process == soon ? "si chiude .* 20[0-9]{2}" : "era cominciato .* 2024",
                page.QuerySelector("main .lead")!.TextContent);
            Assert.NotNull(page.QuerySelector($"main a[href='/percorsi/{process.Slug}']"));
            Assert.Null(page.QuerySelector("main a[href^='/accedi']"));
        }
    }

    [Theory]
    [InlineData("LWF-C0001"), InlineData("lwf-c0001"), InlineData("LWF C0001"), InlineData("LWFC0001"), InlineData("lwf c1"),
        InlineData(" LWF – C 0001 "), InlineData("LWF.C.0001")]
    public void A_code_is_understood_however_it_is_typed(string typed) => Assert.Equal("LWF-C0001", Codes.Read(typed));

    [Theory]
    [InlineData(""), InlineData(null), InlineData("ciao"), InlineData("12"), InlineData("LWF"), InlineData("ABCDEFGH"),
        InlineData("LWF-C0001; DROP"), InlineData("la casa 12 è mia"), InlineData("LWF-C999999999999")]
    public void What_is_no_code_is_taken_for_none(string? typed) => Assert.Null(Codes.Read(typed));

    [Fact]
    public async Task One_page_tells_the_truth_of_every_code()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var here = $"/percorsi/{process.Slug}";
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat));
        var (waits, refused, withdrawn, shown) = (await SayAsync("Aspetta."), await SayAsync("Vendo infissi."), await SayAsync("Mi pento."),
            await SayAsync("Si legge."));
        await carla.PostAsync($"{here}/lettura", new() { ["Id"] = refused.Id.ToString(), ["Reason"] = "È la pubblicità di un'attività." },
            "form[id^=respingi]");
        await carla.PostAsync($"{here}/lettura", new() { ["Id"] = shown.Id.ToString() }, "form[action*=Publish]");
        await _host.Act(null, null, async w =>
            { (await w.Db.Set<Contribution>().SingleAsync(c => c.Id == withdrawn.Id, Cancel)).Withdraw(); return 0; });
        await carla.PostAsync($"{here}/contributi/foglietti", new() { ["Label"] = "Bar", ["Sheets"] = "1" });
        var slip = await _host.InDb(db => db.Set<Slip>().AsNoTracking().OrderBy(s => s.Code).FirstAsync(Cancel));
        var secret = _host.Services.GetRequiredService<InstallationKey>().Open(slip.Secret!);

        await TellsAsync(waits.Code, HttpStatusCode.OK, "È in lettura", "Aspetta.");
        await TellsAsync(refused.Code, HttpStatusCode.OK, "È stato letto e non si pubblica", "infissi");
        await TellsAsync(withdrawn.Code, HttpStatusCode.OK, "È stato ritirato", "pento");
        await TellsAsync(slip.Code, HttpStatusCode.OK, "Questo foglietto non è ancora stato registrato", secret);
        await TellsAsync("LWF-C9999", HttpStatusCode.NotFound, "Questo codice non esiste", "in lettura");
        await TellsAsync("qualunque cosa", HttpStatusCode.NotFound, "Questo codice non esiste", "in lettura");
        await TellsAsync(shown.Code, HttpStatusCode.OK, "Si legge.", "Questo codice non esiste");

        var anybody = _host.Visitor();
        foreach (var letters in new[] { secret, Secrets.Shown(secret), secret.ToLowerInvariant() })
            Assert.Equal($"/voce/{secret}",
                (await anybody.GetAsync("/filo?codice=" + Uri.EscapeDataString(letters))).Headers.Location?.ToString());
        Assert.Equal($"/filo/{shown.Code}",
            (await anybody.GetAsync("/filo?codice="
            + Uri.EscapeDataString(shown.Code.ToLowerInvariant().Replace("-", " ")))).Headers.Location?.ToString());
        Assert.Equal("/filo", (await anybody.GetAsync("/voce")).Headers.Location?.ToString());

        async Task<Contribution> SayAsync(string text)
        {
            Assert.Equal(HttpStatusCode.Redirect,
                (await _host.Visitor().PostAsync($"{here}/contributi/nuovo", new() { ["Text"] = text, ["Consent"] = "true" })).StatusCode);
            return await _host.InDb(db => db.Set<Contribution>().AsNoTracking().SingleAsync(c => c.Text == text, Cancel));
        }
    }

    [Fact]
    public async Task Of_a_process_that_is_not_public_no_code_exists()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, published: false, starts: new DateOnly(2026, 1, 7));
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject));
        await carla.PostAsync($"/percorsi/{process.Slug}/contributi/foglietti", new() { ["Label"] = "Bar", ["Sheets"] = "1" });
        var slip = await _host.InDb(db => db.Set<Slip>().AsNoTracking().OrderBy(s => s.Code).FirstAsync(Cancel));
        var secret = _host.Services.GetRequiredService<InstallationKey>().Open(slip.Secret!);
        await TellsAsync(slip.Code, HttpStatusCode.NotFound, "Questo codice non esiste", "foglietto non è ancora");
    }

    private async Task TellsAsync(string code, HttpStatusCode status, string words, string never)
    {
        var answer = await _host.Visitor().GetAsync("/filo/" + Uri.EscapeDataString(code));
        Assert.Equal((code, status), (code, answer.StatusCode));
        var said = (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.DoesNotContain(never, said, StringComparison.Ordinal);
    }
}
