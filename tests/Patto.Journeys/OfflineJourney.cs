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

    [Fact]
    public async Task Who_comes_while_there_is_no_network_is_marked_by_number_and_matched_afterwards()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The device does not depend on the database: OfflineTests mark on both.");
        await using var wire = new Wire(town.Address);
        wire.Mend();
        _page = await browser.OpenAsync(wire.Address, 390);
        await SignInAsync();
        var (meeting, absent) = await town.Host.InDb(async db =>
        {
            var registered = await db.Set<Registration>().AsNoTracking()
                .Where(r => !db.Set<Attendance>().Any(a => a.Meeting == r.Meeting && a.Person == r.Person)).ToListAsync();
            var most = registered.GroupBy(r => r.Meeting).MaxBy(g => g.Count())!;
            return (most.Key, most.OrderBy(r => r.Number).Take(3).ToList());
        });
        Assert.Equal(3, absent.Count);
        var door = MeetingUrls.Part("laboratorio-welfare", meeting.Value, "presenze");
        await _page.GotoAsync(door + "?chi=assenti");
        await Assertions.Expect(_page.Locator("#senza-rete-detto")).ToContainTextAsync("si riapre lo stesso");

        // A touch in the list, a number, a wrong one, a head: all wait, in a page that is read again and knows no name.
        wire.Cut();
        await _page.Locator($"#p-{absent[0].Person} [data-swap] button").ClickAsync();
        await Assertions.Expect(_page.Locator("#arrivi [role=status]")).ToContainTextAsync("Un arrivo aspetta la rete.");
        await Browser.LoadAsync(_page, () => _page.ReloadAsync());
        var number = _page.GetByLabel("Numero della riga o codice");
        await Assertions.Expect(number).ToBeFocusedAsync();
        await _page.Keyboard.TypeAsync($"{absent[1].Number}\n{DoorCode.Of(absent[2])}\n99999\n");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Una testa, senza nome" }).PressAsync("Enter");
        await Assertions.Expect(_page.Locator("#arrivi-qui .words")).ToHaveTextAsync(["una testa", "99999",
            DoorCode.Of(absent[2]).ToString(), $"{absent[1].Number}", DoorCode.Of(absent[0]).ToString()]);
        await Assertions.Expect(_page.Locator("#arrivi [role=status]")).ToContainTextAsync("5 arrivi aspettano la rete.");
        await _page.DemandSoundAsync();
        Assert.True(await _page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await KeepPictureAsync("ingresso");

        wire.Mend();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Riprova adesso" }).PressAsync("Enter");
        await Assertions.Expect(_page.Locator("#arrivi-qui [data-state]").Filter(new() { HasText = "presente" })).ToHaveCountAsync(3);
        await Assertions.Expect(_page.Locator("#arrivi-qui [data-state]").Filter(new() { HasText = "da sistemare" })).ToHaveCountAsync(1);
        await Browser.LoadAsync(_page, () => _page.GotoAsync(door));
        await Assertions.Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Un arrivo da sistemare" })).ToBeVisibleAsync();
        await _page.DemandSoundAsync();
        await KeepPictureAsync("presenze");
        var (arrivals, came) = await town.Host.InDb(async db => (
            await db.Set<Arrival>().AsNoTracking().Where(a => a.Meeting == meeting).ToListAsync(),
            await db.Set<Attendance>().AsNoTracking().Where(a => a.Meeting == meeting).Select(a => a.Person).ToListAsync()));
        Assert.Equal((5, 1, 1), (arrivals.Count, arrivals.Count(a => a.IsHead), arrivals.Count(a => a.Settled is null)));
        Assert.All(absent, r => Assert.Single(came, p => p == r.Person));
        await _page.Context.DisposeAsync();
    }

    private async Task KeepPictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("PATTO_SHOTS") is not { } folder) return;
        foreach (var width in new[] { 1280, 390 })
        {
            await _page.SetViewportSizeAsync(width, 844);
            await _page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"senza-rete-{name}-{width}.png"), FullPage = width == 1280 });
        }
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
