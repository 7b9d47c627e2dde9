using Microsoft.Playwright;

// One town at a time: each fills the machine, and reads what it prints.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Patto.Journeys;

/// <summary>One Chromium for all journeys: Debian's, since Playwright's own cannot be fetched everywhere.</summary>
public sealed class Browser : IAsyncLifetime
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

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
