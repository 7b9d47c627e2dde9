using System.Net;
using Microsoft.Playwright;
using Patto.Demo;
using Patto.Tests.Web;
using Patto.Web.Help;
using SkiaSharp;

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
        await SignInAsync(curator, "anna.ferri");
        await TakeAsync(curator, "/percorsi/laboratorio-welfare/cruscotto", "cruscotto");
        await TakeAsync(curator, "/percorsi/laboratorio-welfare/lettura", "lettura");
    }

    private static readonly string[] Workers = ["anna.ferri", "lorenzo.bassi", "paola.guidetti", "rita.bonora"];
    /// <summary>Only this text's picture, while one of them is written.</summary>
    private static readonly string? HelpOnly = Environment.GetEnvironmentVariable("PATTO_HELP_ONLY");
    private static readonly string? HelpFolder = Environment.GetEnvironmentVariable("PATTO_HELP_PICTURES");

    /// <summary>The upper part of the page that each help text tells of, as the first of them who comes there sees it.</summary>
    [Fact]
    public async Task Each_help_text_shows_its_page_in_both_languages()
    {
        Assert.SkipWhen(HelpFolder is null, "PATTO_HELP_PICTURES names no folder for them");
        HashSet<string> taken = [];
        foreach (var name in Workers.TakeWhile(_ => taken.Count < Wanted().Count()))
        {
            var walk = new Walk();
            await walk.GoAsync(await town.ComeAsync(name), "/", "/percorsi", "/area-personale", "/amministrazione/ente", "/osservatorio");
            var found = walk.Steps.Where(s => s is { Status: HttpStatusCode.OK, ContentType: "text/html" } && s.Route.Length > 0)
                .GroupBy(s => s.Route).ToDictionary(g => g.Key, g => (g.FirstOrDefault(s =>
                    s.Url.Contains("laboratorio-welfare", StringComparison.Ordinal)) ?? g.First()).Url);
            var page = await browser.OpenAsync(town.Address);
            await page.SetViewportSizeAsync(960, 900);
            await SignInAsync(page, name);
            foreach (var help in Wanted().Where(h => found.ContainsKey(h.Picture) && taken.Add(h.Key)))
                foreach (var language in new[] { "it", "en" })
                {
                    await page.GotoAsync($"/lingua/{language}?ritorno={Uri.EscapeDataString(found[help.Picture])}");
                    await PictureAsync(page, Path.Combine(HelpFolder!, $"{help.Key}.{language}.webp"));
                }
        }
        Assert.DoesNotContain(Wanted().Select(h => h.Key), k => !taken.Contains(k));
    }

    private static IEnumerable<HelpText> Wanted() => HelpBook.All.Where(h => HelpOnly is null || h.Key == HelpOnly);

    // From the heading down: what stands above is the same on every page.
    private static async Task PictureAsync(IPage page, string file)
    {
        var top = await page.EvaluateAsync<float>(
            "Math.max(0, document.querySelector('main h1').getBoundingClientRect().top + scrollY - 24)");
        await page.SetViewportSizeAsync(960, (int)top + 720);
        using var picture = SKBitmap.Decode(await page.ScreenshotAsync(new()
        {
            Clip = new() { X = 0, Y = top, Width = 960, Height = 720 },
        }));
        using var data = picture.Encode(SKEncodedImageFormat.Webp, 55);
        await using var stream = File.Create(file);
        data.SaveTo(stream);
    }

    private static async Task SignInAsync(IPage page, string name)
    {
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync($"{name}@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync();
    }

    private static async Task TakeAsync(IPage page, string address, string name)
    {
        await page.GotoAsync(address);
        Assert.True(await page.Locator("main h1").First.IsVisibleAsync(), address);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, name + ".png") });
    }
}
