using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Patto.Database;
using Patto.Demo;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests;
using Patto.Tests.Processes;

namespace Patto.Journeys;

/// <summary>What is open is changed while a consultation runs: who may, reads why not; who may not, and who comes at the wrong time, read
/// since when, until when and whom to ask.</summary>
public sealed class OpeningsJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    // Paola answers for every process of the town here, also for those that a test makes.
    private Task LetPaolaWorkAsync() => town.Host.Act(town.Town, null, async write =>
    {
        var paola = await write.Db.Set<Account>().SingleAsync(a => a.Email == "paola.guidetti@fontelieta.example");
        var scope = Subject.Of("authority", town.Town.Id);
        if (!await write.Db.Set<RoleGrant>().AnyAsync(g => g.Account == paola.Id && g.Scope == scope && g.Until == null))
            write.Db.Add(RoleGrant.Give(paola.Id, Role.Officer, town.Town.Id, scope, write.Now));
        return 0;
    });

    private async Task<IPage> ComeAsync(string name, bool javaScript, int width)
    {
        if (name == "paola.guidetti") await LetPaolaWorkAsync();
        var page = await browser.OpenAsync(town.Address, width, javaScript);
        if (name.Length == 0) return page;
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync(name + "@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
        return page;
    }

    private static async Task LookAsync(IPage page, bool javaScript)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), page.Url);
        if (javaScript) await page.DemandSoundAsync();
    }

    // A process whose phase of writing runs, and a text that collects remarks for ten days.
    private async Task<(Process Process, Document Text)> FoundAsync()
    {
        var today = Texts.RomeDay(town.Host.Clock.Now);
        var process = await town.Host.ProcessAsync(town.Town, starts: today.AddDays(-100));
        var text = await town.Host.Act(town.Town, null, async write =>
        {
            var document = Document.Start(process.Id, town.Town.Id, DocumentKind.Regulation, "Regolamento del mercato", "", write.Now);
            write.Db.Add(document);
            var drafting = write.Get<Drafting>();
            var outline = await drafting.OutlineAsync(document);
            ImportedText.Into(outline, "Art. 1 – Finalità\n1. Il mercato è di tutti.", null, write.Now);
            await drafting.SaveAsync(document, outline);
            await write.Db.SaveChangesAsync();
            await drafting.PublishAsync(document, "", final: false, write.Now);
            document.Open(today, today.AddDays(10), null, write.Now);
            return document;
        });
        return (process, text);
    }

    [Theory]
    [Views]
    public async Task What_is_open_is_edited_while_a_consultation_runs(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var (process, text) = await FoundAsync();
        var page = await ComeAsync("paola.guidetti", javaScript, width);
        await page.GotoAsync(ProcessUrls.Plan(process.Slug));
        await page.GetByRole(AriaRole.Link, new() { Name = "Che cosa è aperto, a chi, quando" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Chiunque può commentare un articolo dal");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("; poi nessuno.");
        await LookAsync(page, javaScript);
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Cambia che cosa apre\\s*: Co-progettiamo") }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Su questi testi si raccolgono osservazioni");
        // The remarks would close before the day that was promised: refused, and nothing typed is lost.
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("commentare un articolo \\(chiunque\\)") }).UncheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("proporre una modifica \\(chiunque\\)") }).UncheckAsync();
        await page.GetByLabel("Motivo").FillAsync("Il Tavolo ha finito");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mostra che cosa ne segue" }).ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("Se salvi così");
        await Assertions.Expect(page.GetByLabel("Motivo")).ToHaveValueAsync("Il Tavolo ha finito");
        await LookAsync(page, javaScript);
        await page.GetByRole(AriaRole.Button, new() { Name = "Salva", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[role=alert]").First).ToContainTextAsync(
            "Su «Regolamento del mercato» si raccolgono osservazioni dal");
        await Assertions.Expect(page.Locator("[role=alert]").First).ToContainTextAsync(
            "Prima cambia i giorni della consultazione, sulla pagina del testo.");
        Assert.False(await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("commentare un articolo \\(chiunque\\)") })
            .IsCheckedAsync());
        await LookAsync(page, javaScript);
        // Voices may close: nobody was promised them.
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("commentare un articolo \\(chiunque\\)") }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("proporre una modifica \\(chiunque\\)") }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("scrivere un contributo \\(chiunque\\)") }).UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Salva", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("leggi qui sotto che cosa è aperto adesso");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Chiunque ha potuto scrivere un contributo dal");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("; ora nessuno.");
        // The wrong moment: anybody, at the page for writing.
        var anybody = await ComeAsync("", javaScript, width);
        await anybody.GotoAsync($"/percorsi/{process.Slug}/contributi/nuovo");
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Non puoi scrivere un contributo in questo momento.");
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Il periodo per farlo è finito");
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Per saperne di più chiedi a:");
        await LookAsync(anybody, javaScript);
        await anybody.GotoAsync(ProcessUrls.Openings(process.Slug));
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Se qualcosa che ti serve è chiuso, chiedi a:");
        Assert.Equal(0, await anybody.GetByRole(AriaRole.Link, new() { NameRegex = new("Cambia che cosa apre") }).CountAsync());
        // The wrong role: who leads meetings.
        var facilitator = await ComeAsync("davide.lodi", javaScript, width);
        await facilitator.GotoAsync(ProcessUrls.OpeningsOf(process.Slug, process.PhaseOf("co-progettazione").Id.Value));
        await Assertions.Expect(facilitator.Locator("main")).ToContainTextAsync("Non puoi modificare il percorso.");
        // The other end: the text is not opened beyond the phase.
        await page.GotoAsync(DocumentUrls.Edit(process.Slug, text.Id));
        await page.GetByLabel("Ultimo giorno (compreso)").First.FillAsync(
            process.PhaseOf("co-progettazione").Until.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Apri alle osservazioni" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Le fasi del percorso lo permettono in altri giorni");
        await LookAsync(page, javaScript);
        foreach (var one in new[] { page, anybody, facilitator }) await one.Context.DisposeAsync();
    }
}
