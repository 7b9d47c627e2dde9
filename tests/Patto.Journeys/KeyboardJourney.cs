using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Patto.Tests;

namespace Patto.Journeys;

/// <summary>Somebody who has no mouse: from the home page to the receipt of a voice, with the keys alone, always seeing where they
/// are.</summary>
public sealed partial class KeyboardJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private const int MostStops = 120;

    private IPage _page = null!;

    [Fact]
    public async Task A_voice_is_sent_without_a_mouse()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The keys do not depend on the database: pressed on SQLite.");
        _page = await browser.OpenAsync(town.Address);
        await _page.GotoAsync("/");
        await TheFirstStopSkipsToTheContent();
        await ReachAsync("Scrivi un contributo");
        await EnterAsync();
        await ReachAsync("Il tuo contributo");
        await _page.Keyboard.TypeAsync("Le panchine davanti alla posta servono a chi aspetta la corriera.");
        await ReachAsync("Che cosa dice (facoltativo)");
        await _page.Keyboard.PressAsync("i");
        await ReachAsync("Non serve");
        await ReachAsync("Ho letto l'informativa sui dati personali e accetto che il testo sia pubblicato senza il mio nome");
        await _page.Keyboard.PressAsync(" ");
        await ReachAsync("Invia il contributo");
        await EnterAsync();
        await Assertions.Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Ricevuto, grazie" })).ToBeVisibleAsync();
        Assert.Matches(Receipt(), await _page.Locator("main").InnerTextAsync());
        await _page.Context.DisposeAsync();
    }

    /// <summary>What is refused is said where the keys find it: the summary has links to the fields.</summary>
    [Fact]
    public async Task A_refused_form_leads_the_keys_to_what_is_missing()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The keys do not depend on the database: pressed on SQLite.");
        _page = await browser.OpenAsync(town.Address);
        await _page.GotoAsync("/percorsi/laboratorio-welfare/contributi/nuovo");
        await ReachAsync("Il tuo contributo");
        await _page.Keyboard.TypeAsync("Manca una luce al sottopasso.");
        await ReachAsync("Invia il contributo");
        await EnterAsync();
        await ReachAsync("Serve il consenso: leggi l'informativa e confermala.");
        await _page.Keyboard.PressAsync("Enter");
        Assert.Equal("Consent", await _page.EvaluateAsync<string>("document.activeElement.name"));
        Assert.Equal("Manca una luce al sottopasso.", await _page.GetByLabel("Il tuo contributo").InputValueAsync());
        await _page.Context.DisposeAsync();
    }

    private async Task TheFirstStopSkipsToTheContent()
    {
        await _page.Keyboard.PressAsync("Tab");
        Assert.Equal("Vai al contenuto principale", await StopAsync());
        await _page.Keyboard.PressAsync("Enter");
        Assert.Equal("contenuto", await _page.EvaluateAsync<string>("document.activeElement.id"));
    }

    /// <summary>Tab until the thing with this name has the focus; at every stop the focus can be seen.</summary>
    private async Task ReachAsync(string name)
    {
        List<string> stops = [];
        for (var i = 0; i < MostStops; i++)
        {
            await _page.Keyboard.PressAsync("Tab");
            var at = await StopAsync();
            if (at == name) return;
            stops.Add(at);
        }
        Assert.Fail($"«{name}» is not reached with Tab. Stops: {string.Join(" | ", stops)}");
    }

    private async Task EnterAsync()
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? _, IPage __) => loaded.TrySetResult();
        _page.DOMContentLoaded += Loaded;
        await _page.Keyboard.PressAsync("Enter");
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _page.DOMContentLoaded -= Loaded;
    }

    /// <summary>The name of what has the focus; it must be on the screen, and look otherwise than without the focus.</summary>
    private async Task<string> StopAsync()
    {
        var stop = await _page.EvaluateAsync<Stop>("""
            () => {
                const at = document.activeElement, box = at.getBoundingClientRect();
                const label = at.labels && at.labels.length > 0 ? at.labels[0].textContent : '';
                const name = at.getAttribute('aria-label') || label || at.textContent || at.value || '';
                const around = [at, at.nextElementSibling, at.parentElement].filter(e => e);
                const looks = () => around.flatMap(e => [null, '::before', '::after'].map(p => {
                    const s = getComputedStyle(e, p);
                    return [s.outline, s.boxShadow, s.backgroundColor, s.borderColor, s.textDecoration, s.color].join();
                })).join('|');
                const focused = looks();
                at.blur();
                const ringed = looks() !== focused;
                at.focus({ preventScroll: true });
                return { name: name.replace(/\s+/g, ' ').trim(), tag: at.tagName, width: box.width, height: box.height, ringed };
            }
            """);
        if (stop.Tag == "BODY") return "";
        Assert.True(stop.Width > 1 && stop.Height > 1, $"«{stop.Name}» has the focus and is not on the screen.");
        Assert.True(stop.Ringed, $"«{stop.Name}» ({stop.Tag}) has the focus and does not show it.");
        return stop.Name;
    }

    private sealed class Stop
    {
        public string Name { get; set; } = "";
        public string Tag { get; set; } = "";
        public double Width { get; set; }
        public double Height { get; set; }
        public bool Ringed { get; set; }
    }

    [GeneratedRegex(@"LWF-C\d{4}")] private static partial Regex Receipt();
}
