using System.Collections.Concurrent;
using System.Net;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
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
        host.UseKestrel(0);
        host.StartServer();
        Address = host.ClientOptions.BaseAddress.ToString().TrimEnd('/');
    }
}

/// <summary>One page of every route, as somebody who may see it: accessible, within a small screen, without script, quiet.</summary>
public sealed class EveryPageLooksRightTests(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private static readonly string[] Cast = ["", "paola.guidetti", "anna.ferri", "lorenzo.bassi", "rita.bonora", "elisabetta.ravani"];

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    private static readonly string? Shots = Environment.GetEnvironmentVariable("PATTO_SHOTS");

    /// <summary>Only the routes that hold this, while one of them is being mended.</summary>
    private static readonly string Only = Environment.GetEnvironmentVariable("PATTO_LOOK_AT") ?? "";

    [Fact(Skip = "Waits for its steps to follow sessions, forms and second persons as they are since 0.1.0: run it, mend it, take this away.")]
    public async Task Every_page_is_accessible_narrow_and_quiet()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "What a page looks like does not depend on the database: looked at on SQLite.");
        ConcurrentQueue<string> faults = [];
        HashSet<string> done = [];
        foreach (var name in Cast)
        {
            var walk = new Walk();
            await walk.GoAsync(await town.ComeAsync(name), "/", "/area-personale");
            var pages = walk.Steps.Where(s => s is { Status: HttpStatusCode.OK, ContentType: "text/html" } && s.Route.Contains(Only, StringComparison.Ordinal) && done.Add(s.Route)).ToList();
            // Two windows: while one waits the other works.
            await Task.WhenAll(pages.Chunk(Math.Max(1, (pages.Count + 1) / 2)).Select(half => LookAsync(name, half, faults)));
        }
        Assert.NotEmpty(done);
        if (!faults.IsEmpty) Assert.Fail($"{faults.Count} faults on {done.Count} routes:\n" + string.Join("\n", faults.Take(80)));
    }

    private async Task LookAsync(string name, IReadOnlyList<Step> pages, ConcurrentQueue<string> faults)
    {
        var page = await SignInAsync(name, javaScript: true);
        var plain = await SignInAsync(name, javaScript: false);
        page.Console += (_, said) => { if (said.Type == "error" && !said.Text.Contains("status of 4", StringComparison.Ordinal)) faults.Enqueue($"{page.Url}: {said.Text}"); };
        foreach (var step in pages)
        {
            await page.SetViewportSizeAsync(1280, 900);
            await page.GotoAsync(step.Url);
            var axe = await page.RunAxe(Rules);
            foreach (var v in axe.Violations) faults.Enqueue($"{step.Url} [{name}]: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(2).Select(n => n.Html[..Math.Min(160, n.Html.Length)]))}");
            await ShotAsync(page, step, 1280);
            await page.SetViewportSizeAsync(320, 800);
            var width = await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth");
            if (width > 320) faults.Enqueue($"{step.Url} [{name}]: {width} px wide on a screen of 320");
            await page.SetViewportSizeAsync(390, 844);
            await ShotAsync(page, step, 390);
            await plain.GotoAsync(step.Url);
            if (!await plain.Locator("main h1").First.IsVisibleAsync()) faults.Enqueue($"{step.Url} [{name}]: without script the page has no heading");
        }
        await page.Context.DisposeAsync();
        await plain.Context.DisposeAsync();
    }

    private static async Task ShotAsync(IPage page, Step step, int width)
    {
        if (Shots is null) return;
        var name = step.Route.Trim('/').Replace('/', '_').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Shots, $"{(name.Length == 0 ? "home" : name)}-{width}.png"), FullPage = true });
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
