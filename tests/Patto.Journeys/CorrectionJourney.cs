using Microsoft.Playwright;
using Patto.Demo;
using Patto.Tests;

namespace Patto.Journeys;

/// <summary>The secretariat puts right the number of an act, and takes back what a slip of the hand did, with and without
/// JavaScript.</summary>
public sealed class CorrectionJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private const string Process = "/percorsi/laboratorio-welfare";

    private async Task<IPage> ComeAsync(bool javaScript, int width)
    {
        var page = await browser.OpenAsync(town.Address, width, javaScript);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync("chiara.monti@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
        return page;
    }

    private static async Task LookAsync(IPage page, bool javaScript)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), page.Url);
        if (javaScript) await page.DemandSoundAsync();
    }

    [Theory]
    [Views]
    public async Task An_act_is_corrected_and_anybody_reads_both(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var page = await ComeAsync(javaScript, width);
        await page.GotoAsync($"{Process}/decisioni");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Correggi numero") }).First.ClickAsync();
        await LookAsync(page, javaScript);
        var number = $"{width}/2026";
        await page.GetByLabel("Numero dell'atto").FillAsync(number);
        await page.GetByRole(AriaRole.Button, new() { Name = "Correggi", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        if (!javaScript) await Assertions.Expect(page.Locator(".err").First).ToContainTextAsync("il motivo lo legge chiunque");
        await page.GetByLabel("Perché lo correggi").FillAsync("Era il numero della proposta.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Correggi", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("Corretto.");
        await LookAsync(page, javaScript);
        var anybody = await browser.OpenAsync(town.Address, width, javaScript);
        await anybody.GotoAsync(page.Url);
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync(number);
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("prima c'era scritto");
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Era il numero della proposta.");
        await LookAsync(anybody, javaScript);
        await anybody.Context.DisposeAsync();
        await page.Context.DisposeAsync();
    }

    [Theory]
    [Views]
    public async Task Who_was_said_to_have_left_the_table_by_a_slip_of_the_hand_sits_again(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var page = await ComeAsync(javaScript, width);
        await page.GotoAsync($"{Process}/tavolo");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Componi il gruppo") }).First.ClickAsync();
        var sitting = await page.Locator("form[id^='esce-']").CountAsync();
        Assert.True(sitting > 0);
        await page.Locator("details:has(form[id^='esce-']) > summary").First.ClickAsync();
        await page.Locator("form[id^='esce-']").First.GetByRole(AriaRole.Button).ClickAsync();
        var bar = page.Locator("[data-undo]");
        await Assertions.Expect(bar).ToContainTextAsync("Annulla (entro le ore");
        Assert.Equal(sitting - 1, await page.Locator("form[id^='esce-']").CountAsync());
        await LookAsync(page, javaScript);
        await bar.GetByRole(AriaRole.Button).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("Annullato");
        await Assertions.Expect(bar).ToHaveCountAsync(0);
        Assert.Equal(sitting, await page.Locator("form[id^='esce-']").CountAsync());
        await page.Context.DisposeAsync();
    }
}
