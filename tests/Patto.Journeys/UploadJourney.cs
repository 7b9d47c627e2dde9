using Microsoft.Playwright;
using Patto.Demo;
using Patto.Tests;

namespace Patto.Journeys;

/// <summary>A file that is too large, sent by a browser to a real server: it hears why, and nothing else is lost.</summary>
public sealed class UploadJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    [Theory]
    [InlineData(30, "30,0 MB")]
    [InlineData(60, "60,0 MB")]
    public async Task The_browser_hears_that_the_file_is_too_large_and_shows_the_form_as_it_was(int megabytes, string said)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "What is too large does not depend on the database: sent on SQLite.");
        var page = await browser.OpenAsync(town.Address);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync("lorenzo.bassi@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
        await page.GotoAsync("/amministrazione/ente");
        await page.GetByLabel("Ufficio che risponde").FillAsync("Ufficio di prova");
        var file = Path.Combine(Path.GetTempPath(), $"stemma-{megabytes}.png");
        await File.WriteAllBytesAsync(file, new byte[megabytes * 1024 * 1024], TestContext.Current.CancellationToken);
        try
        {
            await page.GetByLabel("Stemma").SetInputFilesAsync(file);
            await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Salva" }).ClickAsync();
            await Assertions.Expect(page.Locator(".err")).ToContainTextAsync(said);
            await Assertions.Expect(page.GetByLabel("Ufficio che risponde")).ToHaveValueAsync("Ufficio di prova");
        }
        finally { File.Delete(file); }
        await page.Context.DisposeAsync();
    }
}
