using System.Text;
using Microsoft.Playwright;
using Patto.Demo;
using Patto.Tests;

namespace Patto.Journeys;

/// <summary>The secretariat attaches to a meeting, with and without JavaScript, and anybody sees it.</summary>
public sealed class AttachmentJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private const string List = "/percorsi/laboratorio-welfare/incontri";

    private static FilePayload Pdf(string name, int megabytes = 0) => new()
    {
        Name = name,
        MimeType = "application/pdf",
        Buffer = [.. "%PDF-1.7\n%"u8, .. Enumerable.Repeat((byte)'x', megabytes * 1024 * 1024),
            .. "\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"u8],
    };

    private async Task<IPage> ComeAsync(bool javaScript, int width)
    {
        var page = await browser.OpenAsync(town.Address, width, javaScript);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync("chiara.monti@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
        return page;
    }

    private static async Task SendAsync(IPage page, string title, FilePayload file)
    {
        await page.GetByLabel("Che cos'è").FillAsync(title);
        // A file larger than the browser takes from memory comes from the disk.
        var folder = Directory.CreateTempSubdirectory("patto-allegato").FullName;
        try
        {
            var path = Path.Combine(folder, file.Name);
            await File.WriteAllBytesAsync(path, file.Buffer, TestContext.Current.CancellationToken);
            await page.Locator("#nuovo input[type=file]").SetInputFilesAsync(path);
            await page.GetByRole(AriaRole.Button, new() { Name = "Allega", Exact = true }).ClickAsync();
            await page.Locator(".flash, .err").First.WaitForAsync();
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Theory]
    [Views]
    public async Task A_document_is_attached_to_a_meeting_a_too_large_one_leaves_the_form_as_it_was_and_anybody_reads_it(bool javaScript,
        int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var page = await ComeAsync(javaScript, width);
        await page.GotoAsync(List);
        await page.Locator("main a[href^='" + List + "/0']").First.ClickAsync();
        var meeting = page.Url;
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Allega") }).First.ClickAsync();
        if (javaScript) await page.DemandSoundAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await SendAsync(page, "Scansione intera", Pdf("grande.pdf", 30));
        await Assertions.Expect(page.Locator(".err")).ToContainTextAsync("il massimo è 25 MB");
        await Assertions.Expect(page.GetByLabel("Che cos'è")).ToHaveValueAsync("Scansione intera");
        var title = $"Ordine del giorno {width}";
        await SendAsync(page, title, Pdf("ordine.pdf", 3));
        await Assertions.Expect(page.Locator(".files").First).ToContainTextAsync(title);
        await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("Allegato.");
        if (javaScript) await page.DemandSoundAsync();
        var anybody = await browser.OpenAsync(town.Address, width, javaScript);
        await anybody.GotoAsync(meeting);
        await Assertions.Expect(anybody.GetByRole(AriaRole.Link, new() { Name = title })).ToBeVisibleAsync();
        if (javaScript) await anybody.DemandSoundAsync();
        var address = await anybody.GetByRole(AriaRole.Link, new() { Name = title }).GetAttributeAsync("href");
        var answer = await anybody.APIRequest.GetAsync(address!);
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(await answer.BodyAsync()), StringComparison.Ordinal);
        await anybody.Context.DisposeAsync();
        await page.Context.DisposeAsync();
    }
}
