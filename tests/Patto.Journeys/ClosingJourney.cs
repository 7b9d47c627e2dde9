using Microsoft.Playwright;
using Patto.Demo;
using Patto.Tests;

namespace Patto.Journeys;

/// <summary>A process with open voices is not closed; with a reason for each it is, anybody reads them, it is reopened and closed
/// again.</summary>
public sealed class ClosingJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private const string Process = "/percorsi/laboratorio-welfare", Why = "È arrivata quando il regolamento era già in Consiglio.";

    [Theory]
    [Views]
    public async Task Refused_explained_closed_reopened_and_closed_again(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var page = await browser.OpenAsync(town.Address, width, javaScript);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync("paola.guidetti@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());

        await page.GotoAsync($"{Process}/concludi");
        await LookAsync(page, javaScript);
        await ConcludeAsync(page);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aspettano ancora una risposta in");
        await Assertions.Expect(page.GetByLabel("Chi ha deciso di concludere")).ToHaveValueAsync("Giunta comunale, n. 88/2026");
        await ExplainAsync(page);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Tutto ha una risposta o un motivo");
        await LookAsync(page, javaScript);
        await ConcludeAsync(page);
        await Assertions.Expect(page.Locator(".flash").First)
            .ToContainTextAsync("Il percorso è concluso: lo legge chiunque, con i motivi.");

        var anybody = await browser.OpenAsync(town.Address, width, javaScript);
        await anybody.GotoAsync($"{Process}/chiusura");
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync(Why);
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Giunta comunale, n. 88/2026");
        await LookAsync(anybody, javaScript);

        await ReopenAsync(page);
        await anybody.ReloadAsync();
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("La Regione ha chiesto un incontro in più.");

        await page.GotoAsync($"{Process}/concludi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tieni i motivi di allora" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("Motivo ripreso per");
        await ConcludeAsync(page);
        await Assertions.Expect(page.Locator(".flash").First)
            .ToContainTextAsync("Il percorso è concluso: lo legge chiunque, con i motivi.");
        await anybody.ReloadAsync();
        Assert.True(await anybody.GetByText("Concluso il").CountAsync() >= 2);
        // The next one finds it running.
        await ReopenAsync(page);
        await anybody.Context.DisposeAsync();
        await page.Context.DisposeAsync();
    }

    private static async Task ConcludeAsync(IPage page)
    {
        await page.GetByLabel("Chi ha deciso di concludere").FillAsync("Giunta comunale, n. 88/2026");
        foreach (var came in await page.Locator("#concludi textarea[name^='Came']").AllAsync()) await came.FillAsync("Approvato.");
        await page.Locator("#concludi").GetByRole(AriaRole.Button, new() { Name = "Concludi il percorso" }).ClickAsync();
    }

    private static async Task ExplainAsync(IPage page)
    {
        for (var n = 0; n < 10 && await page.Locator("form[id^='motiva-']").CountAsync() > 0; n++)
        {
            var form = page.Locator("form[id^='motiva-']").First;
            await form.Locator("textarea[name='Reason']").FillAsync(Why);
            await form.Locator("button[formaction]").ClickAsync();
            await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("Motivo scritto per");
        }
    }

    private static async Task ReopenAsync(IPage page)
    {
        await page.GotoAsync($"{Process}/concludi");
        await page.GetByLabel("Chi decide di riaprirlo").FillAsync("Giunta comunale");
        await page.GetByLabel("Perché si riapre").FillAsync("La Regione ha chiesto un incontro in più.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Riapri il percorso" }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("Il percorso è riaperto");
    }

    private static async Task LookAsync(IPage page, bool javaScript)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), page.Url);
        if (javaScript) await page.DemandSoundAsync();
    }
}
