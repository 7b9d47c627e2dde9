using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Patto.Demo;
using Patto.Modules.Contributions;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Tests;

namespace Patto.Journeys;

/// <summary>An evening in a room where the network goes: the page is read again, and all goes on.</summary>
public sealed class OfflineJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private IPage _page = null!;

    [Fact]
    public async Task Ten_notes_typed_in_a_page_that_was_opened_without_network_arrive_once_when_the_session_is_over_and_renewed()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The device does not depend on the database: NoteTests send on both.");
        await using var wire = new Wire(town.Address);
        wire.Mend();
        _page = await browser.OpenAsync(wire.Address);
        await SignInAsync();
        var console = await ConsoleAsync();
        await _page.GotoAsync(console);
        await Assertions.Expect(_page.Locator("#senza-rete-detto")).ToContainTextAsync("si riapre lo stesso");

        // The page is read again: where the network would show its own, the room stands.
        wire.Cut();
        await Browser.LoadAsync(_page, () => _page.ReloadAsync());
        var text = _page.GetByLabel("Che cosa dice");
        await Assertions.Expect(text).ToBeFocusedAsync();
        await Assertions.Expect(_page.Locator("#rete [role=status]")).ToContainTextAsync("Senza rete dalle");
        for (var n = 1; n <= 5; n++) await TypeAsync(n);
        await Assertions.Expect(_page.Locator("#coda [role=status]")).ToContainTextAsync("5 note aspettano la rete.");
        await _page.DemandSoundAsync();

        // Elsewhere: what can be done, and the way back, by the keys.
        await Browser.LoadAsync(_page, () => _page.GotoAsync("/osservatorio"));
        await Assertions.Expect(_page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Non c'è rete");
        await Assertions.Expect(_page.Locator("#aspetta a")).ToHaveTextAsync("5 note aspettano la rete.");
        await _page.DemandSoundAsync();
        await Browser.LoadAsync(_page, () => _page.Locator("#stanze a").PressAsync("Enter"));
        await _page.SetViewportSizeAsync(390, 844);
        await Assertions.Expect(text).ToBeFocusedAsync();
        await Assertions.Expect(_page.Locator("#in-attesa li")).ToHaveCountAsync(5);
        for (var n = 6; n <= 10; n++) await TypeAsync(n);
        await Assertions.Expect(_page.Locator("#coda [role=status]")).ToContainTextAsync("10 note aspettano la rete.");
        Assert.True(await _page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await _page.DemandSoundAsync();

        // The network is back and the session is over: whoever wrote them signs in, and they leave.
        await _page.Context.ClearCookiesAsync();
        wire.Mend();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Riprova adesso" }).PressAsync("Enter");
        await Assertions.Expect(_page.Locator("#coda [role=status]")).ToContainTextAsync("entra di nuovo, le note ti aspettano");
        await Browser.LoadAsync(_page, () => _page.GetByRole(AriaRole.Link, new() { Name = "Entra di nuovo" }).PressAsync("Enter"));
        await SignInAsync();
        await Assertions.Expect(_page.Locator("#note [data-code]", new() { HasText = "Nota senza rete" })).ToHaveCountAsync(10);
        await Assertions.Expect(_page.Locator("#in-attesa li")).ToHaveCountAsync(0);

        // Whoever signs out leaves no room on the device.
        await _page.GotoAsync("/esci");
        await Browser.LoadAsync(_page, () => _page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Esci", Exact = true })
            .ClickAsync());
        wire.Cut();
        await Browser.LoadAsync(_page, () => _page.GotoAsync(console));
        await Assertions.Expect(_page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Non c'è rete");
        await Assertions.Expect(_page.Locator("#stanze")).ToBeHiddenAsync();

        var stored = await town.Host.InDb(db => db.Set<Contribution>().AsNoTracking().Where(c => c.Text.StartsWith("Nota senza rete"))
            .OrderBy(c => c.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 10).Select(n => $"Nota senza rete {n}."), stored.Select(c => c.Text));
        Assert.Equal(10, stored.Select(c => c.SentAs).Distinct().Count());
        Assert.All(stored, c => Assert.Equal("P2", c.Pseudonym));
        await _page.Context.DisposeAsync();
    }

    private async Task TypeAsync(int n)
    {
        await _page.Keyboard.TypeAsync((n == 1 ? "P2 " : "") + $"Nota senza rete {n}.");
        await _page.Keyboard.PressAsync("Enter");
    }

    private async Task SignInAsync()
    {
        if (!_page.Url.Contains("/accedi", StringComparison.Ordinal)) await _page.GotoAsync("/accedi");
        await _page.GetByLabel("E-mail").FillAsync("anna.ferri@fontelieta.example");
        await _page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(_page, () => _page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
    }

    /// <summary>Of a focus group of the demo town that has begun.</summary>
    private async Task<string> ConsoleAsync()
    {
        var now = town.Host.Clock.Now;
        var meeting = await town.Host.InDb(db => db.Set<Meeting>().AsNoTracking().Where(m => m.Method == Method.FocusGroup && m.Start < now
            && m.State == MeetingState.Published).OrderByDescending(m => m.Start).FirstAsync());
        return MeetingUrls.Part("laboratorio-welfare", meeting.Id.Value, "conduzione");
    }
}
