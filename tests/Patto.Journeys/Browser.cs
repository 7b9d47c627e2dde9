using System.Text.RegularExpressions;
using Microsoft.Playwright;

// One town at a time: each fills the machine, and reads what it prints.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Patto.Journeys;

/// <summary>One Chromium for all journeys: Debian's, since Playwright's own cannot be fetched everywhere.</summary>
public sealed partial class Browser : IAsyncLifetime
{
    // The same engine without the windows, tabs and bars that nobody sees here: they take more of the processor than the pages.
    private const string Shell = "/usr/bin/chromium-headless-shell";

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? (File.Exists(Shell) ? Shell : "/usr/bin/chromium"),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Somebody's own window, in Italian.</summary>
    public async Task<IPage> OpenAsync(string address, int width = 1280, bool javaScript = true)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = address,
            Locale = "it-IT",
            TimezoneId = "Europe/Rome",
            JavaScriptEnabled = javaScript,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 900 },
        });
        context.SetDefaultTimeout(45_000);
        return await context.NewPageAsync();
    }

    /// <summary>
    /// Does what leads to a page, and waits until that is there. The client asks first whether a page is loaded and listens afterwards:
    /// on a busy machine the load falls between the two and is awaited for ever. Here one listens first.
    /// </summary>
    public static async Task LoadAsync(IPage page, Func<Task> act)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Done(object? sender, IPage of) => loaded.TrySetResult();
        page.Load += Done;
        try
        {
            await act();
            await loaded.Task.WaitAsync(TimeSpan.FromSeconds(45));
        }
        finally
        {
            page.Load -= Done;
        }
    }

    /// <summary>
    /// The network goes away before <paramref name="send"/> and is back afterwards, when the browser shows its own page of what did not
    /// arrive. Requests are refused one by one: what the browser is told of a network that is away reaches its network process by
    /// another road than the request itself, which on a busy machine is the faster one.
    /// </summary>
    public static async Task CutAsync(IPage page, Func<Task> send)
    {
        await page.Context.RouteAsync("**/*", route => route.AbortAsync("internetdisconnected"));
        await send();
        await Assertions.Expect(page).ToHaveURLAsync(BrowserError());
        await page.Context.UnrouteAllAsync();
    }

    [GeneratedRegex("^chrome-error:")]
    private static partial Regex BrowserError();

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
