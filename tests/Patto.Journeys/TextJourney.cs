using Deliberation.Tests.Formats.Regulations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Patto.Demo;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Tests;
using Patto.Tests.Processes;

namespace Patto.Journeys;

/// <summary>A regulation of Word is brought into a draft: what was understood can be read and corrected on the narrowest screen, by
/// keyboard, without JavaScript.</summary>
public sealed class TextJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private static readonly string? Shots = Environment.GetEnvironmentVariable("PATTO_SHOTS");

    private static byte[] Regulation => OfficeTexts.Docx(OfficeTexts.P("Regolamento del trasporto sociale")
        + OfficeTexts.P("CAPO I – Principi") + OfficeTexts.P("Oggetto", 0) + OfficeTexts.P("Il servizio è rivolto a:", 1)
        + OfficeTexts.P("chi non guida;", 2) + OfficeTexts.P("chi non ha mezzi.", 2) + "<w:p>" + OfficeTexts.Run("2. La corsa costa ")
        + OfficeTexts.Del("3,00") + OfficeTexts.Ins("2,50") + OfficeTexts.Run(" euro.") + "</w:p><w:tbl><w:tr><w:tc>"
        + OfficeTexts.P("ISEE") + "</w:tc><w:tc>" + OfficeTexts.P("Costo") + "</w:tc></w:tr><w:tr><w:tc>"
        + OfficeTexts.P("fino a 10.000") + "</w:tc><w:tc>" + OfficeTexts.P("gratuito") + "</w:tc></w:tr></w:tbl>"
        + OfficeTexts.P("Art. 3 – Controlli") + OfficeTexts.P("1. Ogni sei mesi.") + OfficeTexts.P("ALLEGATO A – Modulo")
        + OfficeTexts.P("Il sottoscritto chiede il trasporto."));

    [Theory]
    [Views]
    public async Task A_regulation_of_Word_becomes_a_draft_with_its_own_numbers(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "What a browser shows does not depend on the database: looked at on SQLite.");
        var process = await town.Host.ProcessAsync(town.Town, starts: Localization.Texts.RomeDay(town.Host.Clock.Now).AddDays(-100));
        var document = await town.Host.Act(town.Town, null, async write =>
        {
            var paola = await write.Db.Set<Account>().SingleAsync(a => a.Email == "paola.guidetti@fontelieta.example");
            write.Db.Add(RoleGrant.Give(paola.Id, Role.Officer, town.Town.Id, process.Subject, write.Now));
            var made = Document.Start(process.Id, town.Town.Id, DocumentKind.Regulation, "Regolamento del trasporto", "", write.Now);
            write.Db.Add(made);
            return made;
        });
        var page = await browser.OpenAsync(town.Address, width, javaScript);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync("paola.guidetti@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());

        await page.GotoAsync(DocumentUrls.Edit(process.Slug, document.Id));
        await page.GetByRole(AriaRole.Link, new() { Name = "Porta dentro un testo" }).ClickAsync();
        await LookAsync(page, javaScript, $"importa-1-{width}");
        await page.GetByLabel("File di Word o di LibreOffice").SetInputFilesAsync(new FilePayload
        {
            Name = "trasporto.docx",
            MimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Buffer = Regulation,
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Leggi", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Anna Prova: una modifica");
        await LookAsync(page, javaScript, $"importa-2-{width}");
        await page.GetByLabel("Come contano le modifiche?").SelectOptionAsync("Accepted");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leggi", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("2 articoli.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("I numeri degli articoli non sono in fila: 1, 3");
        await LookAsync(page, javaScript, $"importa-3-{width}");
        var words = page.GetByLabel("Il testo com'è stato capito");
        await words.FillAsync((await words.InputValueAsync()).Replace("Ogni sei mesi", "Ogni tre mesi", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Leggi di nuovo" }).ClickAsync();
        await Assertions.Expect(words).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Ogni tre mesi"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Tieni questo testo" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Il testo è nella bozza: 2 articoli.");

        await page.GotoAsync(DocumentUrls.Show(process.Slug, document.Id) + "?bozza=true");
        await Assertions.Expect(page.Locator("#art_3")).ToContainTextAsync("Ogni tre mesi.");
        await Assertions.Expect(page.Locator("#art_1 table")).ToContainTextAsync("gratuito");
        await Assertions.Expect(page.Locator("#annex_A")).ToContainTextAsync("Il sottoscritto chiede il trasporto.");
        await LookAsync(page, javaScript, $"importa-4-{width}");
        await page.Context.DisposeAsync();
    }

    private static async Task LookAsync(IPage page, bool javaScript, string name)
    {
        if (Shots is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Shots, name + ".png"), FullPage = true });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), page.Url);
        if (javaScript) await page.DemandSoundAsync();
    }
}
