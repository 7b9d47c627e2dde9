using Microsoft.Playwright;
using Patto.Demo;

namespace Patto.Journeys;

/// <summary>Takes the pictures of the documentation from the demo town; <c>bin/pictures</c> asks for it.</summary>
public sealed class PicturesTests(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("PATTO_PICTURES");

    [Fact]
    public async Task The_documentation_shows_the_town_as_it_is()
    {
        Assert.SkipWhen(Folder is null, "PATTO_PICTURES names no folder for them");
        var anybody = await browser.OpenAsync(town.Address);
        await TakeAsync(anybody, "/", "home");
        await TakeAsync(anybody, "/percorsi/laboratorio-welfare", "percorso");
        // The first of the stories that the page tells: a voice that went all the way.
        await TakeAsync(anybody, "/filo/" + await anybody.Locator("#contributi a.mono").First.InnerTextAsync(), "filo");
        var phone = await browser.OpenAsync(town.Address, width: 390);
        await TakeAsync(phone, "/percorsi/laboratorio-welfare/contributi/nuovo", "voce-dal-telefono");
        var curator = await browser.OpenAsync(town.Address);
        await curator.GotoAsync("/accedi");
        await curator.GetByLabel("E-mail").FillAsync("anna.ferri@fontelieta.example");
        await curator.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await curator.GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync();
        await TakeAsync(curator, "/percorsi/laboratorio-welfare/cruscotto", "cruscotto");
        await TakeAsync(curator, "/percorsi/laboratorio-welfare/lettura", "lettura");
    }

    private static async Task TakeAsync(IPage page, string address, string name)
    {
        await page.GotoAsync(address);
        Assert.True(await page.Locator("main h1").First.IsVisibleAsync(), address);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, name + ".png") });
    }
}
