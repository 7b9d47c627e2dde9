using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Patto.Demo;
using Patto.Modules.Contributions;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Tests;

namespace Patto.Journeys;

/// <summary>Somebody takes notes on a phone, in a room with bad wifi: with the keys alone, and nothing of it is lost or doubled.</summary>
public sealed class NoteJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private IPage _page = null!;

    [Fact]
    public async Task Twenty_notes_arrive_once_though_the_network_goes_the_page_is_read_again_and_the_session_ends()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The device does not depend on the database: NoteTests send on both.");
        _page = await browser.OpenAsync(town.Address, 390);
        await SignInAsync();
        var notes = await RoomAsync();
        await _page.GotoAsync(notes);
        var text = _page.GetByLabel("Che cosa dice");
        await Assertions.Expect(text).ToBeFocusedAsync();
        for (var n = 1; n <= 5; n++) await TypeAsync(n);
        await Assertions.Expect(_page.Locator("#note [data-code]", new() { HasText = "Nota di prova 5." })).ToHaveCountAsync(1);

        // No network: ten notes wait, the page is read again (from the network, which is back for it), five more are typed without it.
        await CutAsync();
        for (var n = 6; n <= 10; n++) await TypeAsync(n);
        await Assertions.Expect(_page.Locator("#coda [role=status]")).ToContainTextAsync("5 note aspettano la rete.");
        await _page.Keyboard.TypeAsync("Una frase a met");
        await _page.WaitForTimeoutAsync(200);
        await CutPostsAsync();
        await Browser.LoadAsync(_page, () => _page.ReloadAsync());
        await Assertions.Expect(text).ToHaveValueAsync("Una frase a met");
        await Assertions.Expect(_page.Locator("#in-attesa li")).ToHaveCountAsync(5);
        await text.FillAsync("");
        await CutAsync();
        for (var n = 11; n <= 15; n++) await TypeAsync(n);
        await Assertions.Expect(_page.Locator("#coda [role=status]")).ToContainTextAsync("10 note aspettano la rete.");

        // The network is back, and the session is over: they wait for whoever wrote them.
        await _page.Context.ClearCookiesAsync();
        await _page.Context.UnrouteAllAsync();
        await _page.Keyboard.TypeAsync("P3 Nota di prova 16.");
        await _page.Keyboard.PressAsync("Enter");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Riprova adesso" }).PressAsync("Enter");
        await Assertions.Expect(_page.Locator("#coda [role=status]")).ToContainTextAsync("entra di nuovo, le note ti aspettano");
        await _page.DemandSoundAsync();
        await Browser.LoadAsync(_page, () => _page.GetByRole(AriaRole.Link, new() { Name = "Entra di nuovo" }).ClickAsync());
        await SignInAsync();
        await Assertions.Expect(_page.Locator("#note [data-code]", new() { HasText = "Nota di prova 16." })).ToHaveCountAsync(1);
        for (var n = 17; n <= 20; n++) await TypeAsync(n);
        await Assertions.Expect(_page.Locator("#note [data-code]", new() { HasText = "Nota di prova" })).ToHaveCountAsync(20);
        await Assertions.Expect(_page.Locator("#in-attesa li")).ToHaveCountAsync(0);
        Assert.Equal(0, await _page.EvaluateAsync<int>("Object.keys(localStorage).filter(k => k.startsWith('coda:')).length"));

        var stored = await town.Host.InDb(db => db.Set<Contribution>().AsNoTracking().Where(c => c.Text.StartsWith("Nota di prova"))
            .OrderBy(c => c.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"Nota di prova {n}."), stored.Select(c => c.Text));
        Assert.Equal(["P1", "P3"], stored.Select(c => c.Pseudonym).Distinct().Order());
        Assert.Equal(20, stored.Select(c => c.SentAs).Distinct().Count());
        await _page.Context.DisposeAsync();
    }

    /// <summary>Keys alone: the kind by Alt and its number, the speaker by its own at the beginning.</summary>
    private async Task TypeAsync(int n)
    {
        if (n == 1) await _page.Keyboard.PressAsync("Alt+3");
        await _page.Keyboard.TypeAsync((n == 1 ? "P1 " : "") + $"Nota di prova {n}.");
        await _page.Keyboard.PressAsync("Enter");
    }

    private Task CutAsync() => _page.Context.RouteAsync("**/*", route => route.AbortAsync("internetdisconnected"));

    private async Task CutPostsAsync()
    {
        await _page.Context.UnrouteAllAsync();
        await _page.Context.RouteAsync("**/*", route => route.Request.Method == "POST" ? route.AbortAsync("internetdisconnected")
            : route.ContinueAsync());
    }

    private async Task SignInAsync()
    {
        if (!_page.Url.Contains("/accedi", StringComparison.Ordinal)) await _page.GotoAsync("/accedi");
        await _page.GetByLabel("E-mail").FillAsync("anna.ferri@fontelieta.example");
        await _page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(_page, () => _page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
    }

    /// <summary>The notes of a focus group of the demo town that has begun.</summary>
    private async Task<string> RoomAsync()
    {
        var now = town.Host.Clock.Now;
        var meeting = await town.Host.InDb(db => db.Set<Meeting>().AsNoTracking().Where(m => m.Method == Method.FocusGroup && m.Start < now
            && m.State == MeetingState.Published).OrderByDescending(m => m.Start).FirstAsync());
        return MeetingUrls.Part("laboratorio-welfare", meeting.Id.Value, "note");
    }
}
