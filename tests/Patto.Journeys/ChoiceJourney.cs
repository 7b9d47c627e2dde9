using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Patto.Modules.Choices;
using Patto.Modules.Choices.Contracts;
using Patto.Tests;
using Patto.Tests.Processes;
using static Patto.Journeys.OfficerSteps;

namespace Patto.Journeys;

/// <summary>A vote from the draft to the day on which everybody reads what won and finds their own receipt.</summary>
public sealed class ChoiceJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<IPage> PaolaAsync(bool javaScript, int width) => OfficerSteps.PaolaAsync(town, browser, javaScript, width);

    private static async Task OfferAsync(IPage page, string title)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Aggiungi un'opzione" }).ClickAsync();
        await page.GetByLabel("Titolo dell'opzione").FillAsync(title);
        await SendAsync(page, "Aggiungi");
        await SaysAsync(page, "Aggiunta.");
    }

    [Theory]
    [Views]
    public async Task A_vote_is_prepared_cast_on_the_site_and_on_paper_counted_and_read(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var process = await town.Host.ProcessAsync(town.Town);
        var (paola, now) = (await PaolaAsync(javaScript, width), Localization.Texts.RomeDay(town.Host.Clock.Now));
        await paola.GotoAsync(ChoiceUrls.All(process.Slug));
        await LookAsync(paola, javaScript, "scelte-nessuna");
        await paola.GetByRole(AriaRole.Link, new() { Name = "Prepara una scelta" }).ClickAsync();
        await paola.GetByLabel("La domanda").FillAsync("Da dove cominciamo?");
        await paola.GetByLabel("Chi può votare").SelectOptionAsync(nameof(Electorate.Codes));
        await paola.GetByLabel("Si vota anche su carta").CheckAsync();
        await paola.GetByLabel("Si vota dal").FillAsync($"{now:yyyy-MM-dd}");
        await paola.GetByLabel("Ora d'inizio").FillAsync("00:00");
        await paola.GetByLabel("Si vota fino al").FillAsync($"{now.AddDays(1):yyyy-MM-dd}");
        await paola.GetByLabel("Ora di chiusura").FillAsync("20:00");
        await LookAsync(paola, javaScript, "scelta-nuova");
        await SendAsync(paola, "Scrivi la bozza");
        foreach (var title in new[] { "Il gradino prima della causa", "Un numero solo", "Case vuote" }) await OfferAsync(paola, title);
        await LookAsync(paola, javaScript, "scelta-lavoro");
        await SendAsync(paola, "Apri il voto");
        await SaysAsync(paola, "Il voto è aperto.");
        await SendAsync(paola, "Mostra il foglio da stampare, una volta sola");
        await SaysAsync(paola, "Foglio per la cassaforte");
        await LookAsync(paola, javaScript, "scelta-chiave");
        var choice = await town.Host.InDb(db => db.Set<Choice>().AsNoTracking().SingleAsync(c => c.Process == process.Id, Cancel));

        await paola.GotoAsync(ChoiceUrls.Sheets(process.Slug, choice.Id));
        await paola.GetByLabel("Quante schede").FillAsync("3");
        await SendAsync(paola, "Prepara le schede");
        var codes = await paola.Locator(".sheet-cover .bigcode").AllTextContentsAsync();
        await LookAsync(paola, javaScript, "scelta-schede");

        var anna = await browser.OpenAsync(town.Address, width, javaScript);
        await anna.GotoAsync(ChoiceUrls.Show(process.Slug, choice.Id));
        await SaysAsync(anna, javaScript ? "si chiude su questo dispositivo" : "si chiude quando arriva al server");
        await LookAsync(anna, javaScript, "scelta");
        await anna.Locator("[name='Marks[0]']").FillAsync("4");
        await anna.Locator("[name='Marks[1]']").FillAsync("9");
        await anna.GetByLabel("Il codice della tua scheda").FillAsync("AAAAA-AAAAA");
        await SendAsync(anna, "Vota");
        await SaysAsync(anna, "Togline 3");
        await anna.Locator("[name='Marks[1]']").FillAsync("6");
        await SendAsync(anna, "Vota");
        await SaysAsync(anna, "Questo codice non è fra quelli del voto");
        Assert.Equal("6", await anna.Locator("[name='Marks[1]']").InputValueAsync());
        await anna.GetByLabel("Il codice della tua scheda").FillAsync(codes[0].Trim());
        await SendAsync(anna, "Vota");
        await SaysAsync(anna, "Il tuo voto è nell'urna");
        await SaysAsync(anna, javaScript ? "chiusa sul tuo dispositivo" : "chiusa dal server");
        var receipt = (await anna.Locator("[data-ballot-receipt]").TextContentAsync())!.Trim();
        Assert.Equal(14, receipt.Length);
        await LookAsync(anna, javaScript, "scelta-ricevuta");

        await paola.GotoAsync(ChoiceUrls.Desk(process.Slug, choice.Id));
        await paola.GetByLabel("Codice e scelta").FillAsync($"{codes[1].Trim()} 2=10\n{codes[0].Trim()} 1=10\n{codes[2].Trim()} nulla");
        await SendAsync(paola, "Registra le schede");
        await SaysAsync(paola, "2 schede sono nell'urna");
        await SaysAsync(paola, "si è già votato");
        await LookAsync(paola, javaScript, "scelta-spoglio");
        await anna.GotoAsync(ChoiceUrls.Screen(process.Slug, choice.Id));
        await LookAsync(anna, javaScript, "scelta-schermo");

        var before = town.Host.Clock.Now;
        town.Host.Clock.Now = before.AddDays(2);
        try
        {
            paola = await PaolaAsync(javaScript, width);
            await paola.GotoAsync(ChoiceUrls.Work(process.Slug, choice.Id));
            await SendAsync(paola, "Conta le schede");
            await SaysAsync(paola, "Vince: ");
            await anna.GotoAsync(ChoiceUrls.Result(process.Slug, choice.Id));
            await LookAsync(anna, javaScript, "scelta-esito");
            await anna.GetByLabel("Codice della ricevuta").FillAsync(receipt);
            await SendAsync(anna, "Controlla");
            await SaysAsync(anna, "la tua scheda è arrivata");
            await anna.GotoAsync(ChoiceUrls.Screen(process.Slug, choice.Id));
            await LookAsync(anna, javaScript, "scelta-schermo-chiuso");
        }
        finally { town.Host.Clock.Now = before; }
        var result = (await town.Host.InDb(db => db.Set<Choice>().AsNoTracking().SingleAsync(c => c.Id == choice.Id, Cancel))).Result!;
        Assert.Equal((3, 1, 2), (result.Ballots, result.Spoilt, result.OnPaper));
        Assert.Equal(new long[] { 4, 16, 0 }, result.Options.Select(o => o.Total));
    }
}
