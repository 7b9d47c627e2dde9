using Microsoft.Playwright;
using Patto.Demo;
using Patto.Tests;
using Patto.Web.Help;

namespace Patto.Journeys;

/// <summary>A curator who does not know how opens "Come si fa" where she is, reads one screen and its words.</summary>
public sealed class HelpJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private const string Process = "/percorsi/laboratorio-welfare";

    [Theory]
    [Views]
    public async Task From_where_she_works_she_reads_how_it_is_done(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var page = await browser.OpenAsync(town.Address, width, javaScript);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync("anna.ferri@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
        foreach (var (address, title) in new[]
        {
            ($"{Process}/cruscotto", "Leggere il cruscotto"), ($"{Process}/lettura", "Leggere le voci e pubblicarle"),
            ($"{Process}/decisioni", "Consegnare a chi decide, e registrare la decisione"),
        })
        {
            await page.GotoAsync(address);
            await LookAsync(page, javaScript);
            await page.GetByRole(AriaRole.Link, new() { NameRegex = new($"^Come si fa ?: {title}$") }).FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator("main h1")).ToHaveTextAsync(title);
            foreach (var head in new[] { "Che cosa fai", "Che cosa succede dopo", "Se qualcosa va storto" })
                await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = head })).ToBeVisibleAsync();
            await page.Locator("main img.shot").ScrollIntoViewIfNeededAsync();
            if (javaScript) await page.WaitForFunctionAsync("document.querySelector('main img.shot').naturalWidth === 960");
            await LookAsync(page, javaScript);
        }
        await page.Locator("main a[href^='/parole#']").First.ClickAsync();
        await Assertions.Expect(page.Locator("main h1")).ToHaveTextAsync("Le parole, spiegate");
        await LookAsync(page, javaScript);
        await page.GotoAsync(HelpText.Handbook);
        Assert.Equal(HelpBook.All.Count, await page.Locator("main h3").CountAsync());
        await LookAsync(page, javaScript);
        if (Environment.GetEnvironmentVariable("PATTO_SHOTS") is { } shots)
        {
            await page.GotoAsync("/come-si-fa/leggere-le-voci");
            await page.Locator("main img.shot").ScrollIntoViewIfNeededAsync();
            await page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"come-si-fa-{width}.png"), FullPage = true });
            await page.GotoAsync($"{Process}/cruscotto");
            await page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"cruscotto-{width}.png"), FullPage = true });
        }
        await page.Context.DisposeAsync();
    }

    private static async Task LookAsync(IPage page, bool javaScript)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), page.Url);
        if (javaScript) await page.DemandSoundAsync();
    }
}
