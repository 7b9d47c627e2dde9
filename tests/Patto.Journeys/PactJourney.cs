using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Patto.Modules.Pacts;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes;
using Patto.Tests;
using Patto.Tests.Processes;
using static Patto.Journeys.OfficerSteps;

namespace Patto.Journeys;

/// <summary>A pact from the first word to the day on which everybody reads who keeps what.</summary>
public sealed class PactJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private Task<IPage> PaolaAsync(bool javaScript, int width) => OfficerSteps.PaolaAsync(town, browser, javaScript, width);

    private async Task<(Pact Pact, Signatory Who)> FindAsync(Process process, string name) => await town.Host.InDb(async db =>
        (await db.Set<Pact>().AsNoTracking().SingleAsync(p => p.Process == process.Id),
            await db.Set<Signatory>().AsNoTracking().SingleAsync(s => s.Process == process.Id && s.Name == name)));

    private static async Task AddAsync(IPage page, string kind, string name, string mail)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Aggiungi un firmatario" }).ClickAsync();
        await page.GetByLabel("Chi è").SelectOptionAsync(kind);
        await page.GetByLabel("Nome di chi firma").FillAsync(name);
        await page.GetByLabel("E-mail").FillAsync(mail);
        await SendAsync(page, "Aggiungi");
        await SaysAsync(page, "Aggiunto.");
    }

    [Theory]
    [Views]
    public async Task A_pact_is_written_signed_by_link_and_on_paper_and_everybody_reads_who_keeps_what(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var process = await town.Host.ProcessAsync(town.Town);
        var paola = await PaolaAsync(javaScript, width);
        await paola.GotoAsync(PactUrls.All(process.Slug));
        await LookAsync(paola, javaScript, "patti-nessuno");
        await paola.GetByRole(AriaRole.Link, new() { Name = "Scrivi un patto" }).ClickAsync();
        await paola.GetByLabel("Titolo").FillAsync("Patto per il trasporto sociale");
        await paola.GetByLabel("A che cosa serve").FillAsync("Nessuno rinunci a una visita perché non sa come arrivarci.");
        await LookAsync(paola, javaScript, "patto-nuovo");
        await SendAsync(paola, "Scrivi la bozza");
        await AddAsync(paola, "Municipality", "Comune di Fontelieta", "");
        await AddAsync(paola, "Body", "Pubblica Assistenza", "pa@esempio.it");
        await paola.GetByRole(AriaRole.Link, new() { Name = "Aggiungi un impegno" }).ClickAsync();
        await paola.GetByLabel("Che cosa si fa").FillAsync("Due mezzi attrezzati, quattro pomeriggi a settimana");
        await SendAsync(paola, "Aggiungi");
        await Assertions.Expect(paola.Locator("[role=alert]").First).ToContainTextAsync("Scegli chi mantiene l'impegno");
        await Assertions.Expect(paola.GetByLabel("Che cosa si fa")).ToHaveValueAsync("Due mezzi attrezzati, quattro pomeriggi a settimana");
        await LookAsync(paola, javaScript, "patto-impegno");
        await paola.GetByLabel("Pubblica Assistenza").CheckAsync();
        await paola.GetByLabel("Come si vede che è mantenuto").FillAsync("Sessanta corse al mese, dal registro");
        await SendAsync(paola, "Aggiungi");
        await LookAsync(paola, javaScript, "patto-lavoro");
        await SendAsync(paola, "Apri alla firma");
        await SaysAsync(paola, "scritto a un firmatario");

        var (pact, who) = await FindAsync(process, "Pubblica Assistenza");
        var anybody = await browser.OpenAsync(town.Address, width, javaScript);
        await anybody.GotoAsync(PactUrls.Show(process.Slug, pact.Id));
        await SaysAsync(anybody, "Nessuno ha ancora firmato");
        await Assertions.Expect(anybody.Locator("main")).Not.ToContainTextAsync("Pubblica Assistenza");
        await anybody.GotoAsync(PactUrls.Sign(town.Host.Services.GetRequiredService<PactTokens>().For(who)));
        await LookAsync(anybody, javaScript, "patto-firma");
        await anybody.Locator("form#firma").GetByLabel("Nome e cognome di chi firma").FillAsync("Carlo Riservato");
        await anybody.Locator("form#firma").GetByLabel("A che titolo").FillAsync("presidente");
        await SendAsync(anybody, "Firmate il patto");
        await SaysAsync(anybody, "la firma è registrata");

        await paola.GotoAsync(PactUrls.Signatory(process.Slug, pact.Id, (await FindAsync(process, "Comune di Fontelieta")).Who.Id));
        await LookAsync(paola, javaScript, "patto-firmatario");
        await paola.Locator("form#carta").GetByLabel("Chi ha firmato").FillAsync("Ada Neri");
        await paola.Locator("form#carta").GetByLabel("A che titolo").FillAsync("assessora");
        await SendAsync(paola, "Registra la firma");
        await paola.GotoAsync(PactUrls.Work(process.Slug, pact.Id));
        await SendAsync(paola, "Metti in vigore");
        await SaysAsync(paola, "Il patto è in vigore.");

        await anybody.ReloadAsync();
        await anybody.GetByLabel("A che punto siete").SelectOptionAsync("Kept");
        await SendAsync(anybody, "Scrivete a che punto siete");
        await Assertions.Expect(anybody.Locator("[role=alert]").First).ToContainTextAsync("Scrivi da che cosa si vede");
        await anybody.GetByLabel("Come va, la prova, o il motivo").FillAsync("62 corse a novembre.");
        await SendAsync(anybody, "Scrivete a che punto siete");
        await LookAsync(anybody, javaScript, "patto-aggiorna");
        await anybody.GotoAsync(PactUrls.Show(process.Slug, pact.Id));
        foreach (var words in new[] { "62 corse a novembre.", "Mantenuto", "Comune di Fontelieta" }) await SaysAsync(anybody, words);
        await Assertions.Expect(anybody.Locator("main")).Not.ToContainTextAsync("Riservato");
        await LookAsync(anybody, javaScript, "patto");
        await anybody.GotoAsync("/percorsi/laboratorio-welfare/patti");
        await LookAsync(anybody, javaScript, "patti-demo");
        await anybody.Locator("article h2 a").First.ClickAsync();
        await SaysAsync(anybody, "In ritardo, e perché");
        await LookAsync(anybody, javaScript, "patto-demo");
    }
}
