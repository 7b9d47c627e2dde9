using System.Collections.Concurrent;
using System.Net;
using Microsoft.Playwright;
using Patto.Demo;
using Patto.Tests;
using Patto.Tests.Web;

namespace Patto.Journeys;

/// <summary>The demo town behind a real address.</summary>
public class OpenTown : DemoTown
{
    public string Address { get; private set; } = "";

    protected override void Open(PlatformHost host)
    {
        host.Listen();
        Address = host.ClientOptions.BaseAddress.ToString().TrimEnd('/');
    }
}

/// <summary>One page of every route, as somebody who may see it: accessible, without script, quiet; another of every route and view (two in
/// a long run): within a small screen, and with letters twice as large.</summary>
public sealed class EveryPageLooksRightTests(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private static readonly string[] Cast = ["", "paola.guidetti", "anna.ferri", "lorenzo.bassi", "rita.bonora", "elisabetta.ravani"];

    private static readonly int OfEachView = TestRun.IsLong ? 2 : 1;

    private int _measured;

    private static readonly string? Shots = Environment.GetEnvironmentVariable("PATTO_SHOTS");

    /// <summary>Only the routes that hold this, while one of them is being mended.</summary>
    private static readonly string Only = Environment.GetEnvironmentVariable("PATTO_LOOK_AT") ?? "";

    [Fact]
    public async Task Every_page_is_accessible_narrow_and_quiet()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "What a page looks like does not depend on the database: looked at on SQLite.");
        ConcurrentQueue<string> faults = [];
        HashSet<string> done = [];
        Dictionary<string, int> views = [];
        foreach (var name in Cast)
        {
            var walk = new Walk();
            await walk.GoAsync(await town.ComeAsync(name), "/", "/area-personale");
            var found = walk.Steps.Where(s =>
                s is { Status: HttpStatusCode.OK, ContentType: "text/html" } && s.Route.Contains(Only, StringComparison.Ordinal)).ToList();
            var pages = found.Where(s => done.Add(s.Route)).ToList();
            var others = found.Except(pages).Where(s => (views[ViewOf(s)] = views.GetValueOrDefault(ViewOf(s)) + 1) <= OfEachView).ToList();
            // Two windows: while one waits the other works.
            await Task.WhenAll(pages.Chunk(Math.Max(1, (pages.Count + 1) / 2)).Select(half => LookAsync(name, half, faults))
                .Concat(others.Chunk(Math.Max(1, (others.Count + 1) / 2)).Select(half => MeasureAsync(name, half, faults))));
            _measured += pages.Count + others.Count;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{done.Count} routes looked at, {_measured} pages measured");
        Assert.NotEmpty(done);
        if (Only.Length == 0) Assert.True(_measured >= 246, $"only {_measured} pages were measured");
        if (!faults.IsEmpty) Assert.Fail($"{faults.Count} faults on {done.Count} routes:\n" + string.Join("\n", faults.Take(80)));
    }

    private async Task LookAsync(string name, IReadOnlyList<Step> pages, ConcurrentQueue<string> faults)
    {
        var page = await SignInAsync(name, javaScript: true);
        var plain = await SignInAsync(name, javaScript: false);
        page.Console += (_, said) =>
            {
                if (said.Type == "error"
                && !said.Text.Contains("status of 4", StringComparison.Ordinal)) faults.Enqueue($"{page.Url}: {said.Text}");
            };
        foreach (var step in pages)
        {
            await page.SetViewportSizeAsync(1280, 900);
            await page.GotoAsync(step.Url);
            foreach (var fault in await page.FaultsAsync()) faults.Enqueue($"{step.Url} [{name}]: {fault}");
            await ShotAsync(page, step, 1280);
            await page.SetViewportSizeAsync(320, 800);
            await page.SetViewportSizeAsync(390, 844);
            await ShotAsync(page, step, 390);
            // On a phone things stand closer, and a finger needs room.
            foreach (var fault in await page.FaultsAsync("target-size")) faults.Enqueue($"{step.Url} [{name}] at 390 px: {fault}");
            await MeasureAsync(page, step, name, faults);
            await plain.GotoAsync(step.Url);
            if (!await plain.Locator("main h1").First.IsVisibleAsync()) faults.Enqueue(
                $"{step.Url} [{name}]: without script the page has no heading");
        }
        await page.Context.DisposeAsync();
        await plain.Context.DisposeAsync();
    }

    // The same page in other words: ?come=affiancati&bozza=true is a view of its own, ?versione=2 is not.
    private static string ViewOf(Step step)
    {
        var words = step.Url.Split('?') is [_, var query] ? query.Split("&").Where(p => !p.Any(char.IsDigit)).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return step.Route + "?" + string.Join('&', words);
    }

    private async Task MeasureAsync(string name, IReadOnlyList<Step> pages, ConcurrentQueue<string> faults)
    {
        var page = await SignInAsync(name, javaScript: true);
        foreach (var step in pages)
        {
            await page.GotoAsync(step.Url);
            await MeasureAsync(page, step, name, faults);
        }
        await page.Context.DisposeAsync();
    }

    /// <summary>Nothing reaches beyond a screen of 320 pixels, nor beyond wider ones with letters twice as large (WCAG 1.4.4 and
    /// 1.4.10).</summary>
    private static async Task MeasureAsync(IPage page, Step step, string name, ConcurrentQueue<string> faults)
    {
        foreach (var (width, text) in new[] { (320, 100), (390, 200), (1280, 200) })
        {
            await page.SetViewportSizeAsync(width, 844);
            await page.EvaluateAsync("size => document.documentElement.style.fontSize = size + '%'", text);
            var wide = await page.EvaluateAsync<string>(Widest, width);
            if (wide.Length > 0) faults.Enqueue($"{step.Url} [{name}]: beyond a screen of {width} px with letters at {text} %: {wide}");
        }
        await page.EvaluateAsync("document.documentElement.style.fontSize = ''");
    }

    // Names what sticks out, to be found in the page; a box that scrolls by itself keeps what is inside.
    private const string Widest = """
        width => {
          const all = document.scrollingElement.scrollWidth;
          if (all <= width) return '';
          const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1
            && !e.closest('.navbar-collapsable, .table-responsive'));
          return all + ' px: ' + out.slice(-3).map(e => e.tagName.toLowerCase() + '.' + [...e.classList].join('.')).join(', ');
        }
        """;

    private static async Task ShotAsync(IPage page, Step step, int width)
    {
        if (Shots is null) return;
        var name = step.Route.Trim('/').Replace('/', '_').Replace("{", "", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal);
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Shots, $"{(name.Length == 0 ? "home" : name)}-{width}.png"),
            FullPage = true
        });
    }

    private async Task<IPage> SignInAsync(string name, bool javaScript)
    {
        var page = await browser.OpenAsync(town.Address, javaScript: javaScript);
        if (name.Length == 0) return page;
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync(name + "@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync();
        return page;
    }
}
