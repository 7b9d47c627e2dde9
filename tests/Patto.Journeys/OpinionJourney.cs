using Microsoft.Playwright;
using Patto.Tests;
using static Patto.Journeys.OfficerSteps;

namespace Patto.Journeys;

/// <summary>Somebody answers on a phone, misses a statement and writes it; the officer takes it in and types the sheets of a
/// meeting.</summary>
public sealed class OpinionJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    private const string All = "/percorsi/laboratorio-welfare/opinioni";
    private static readonly string[] Answers = ["Sono d'accordo", "Non sono d'accordo", "Passo"];

    [Theory]
    [Views]
    public async Task A_citizen_answers_with_a_touch_and_the_officer_reads_what_was_missing(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var (phone, missing) = (await browser.OpenAsync(town.Address, width, javaScript), $"Serve una panchina ogni {width} passi.");
        await phone.GotoAsync(All);
        await LookAsync(phone, javaScript, "opinioni-elenco");
        await phone.GetByRole(AriaRole.Link, new() { Name = "Su che cosa siamo d'accordo" }).ClickAsync();
        await SaysAsync(phone, "2 modi di vedere");
        await LookAsync(phone, javaScript, "opinioni");
        for (var n = 0; await phone.Locator("#risposta").CountAsync() > 0; n++)
        {
            await SaysAsync(phone, $"Frase {n + 1} di");
            await Browser.LoadAsync(phone, () => phone.Locator("#risposta").GetByRole(AriaRole.Button,
                new() { Name = Answers[n % 3], Exact = true }).ClickAsync());
        }
        await SaysAsync(phone, "Grazie: hai risposto a tutte");
        await SaysAsync(phone, "Lo vedi solo tu");
        await phone.GetByLabel("Ti riconosci in una di queste voci?").SelectOptionAsync("chi lavora a turni");
        await phone.Locator("#riconoscersi").GetByRole(AriaRole.Button, new() { Name = "Salva" }).ClickAsync();
        await SaysAsync(phone, "vale solo per confrontare");
        await phone.GetByText("Le tue risposte", new() { Exact = true }).ClickAsync();
        await phone.GetByRole(AriaRole.Link, new() { NameRegex = new("^Cambia la risposta") }).First.ClickAsync();
        await Assertions.Expect(phone.Locator("#risposta blockquote")).ToBeVisibleAsync();
        await phone.GetByText("Manca una frase? Scrivila tu").ClickAsync();
        await SendAsync(phone, "Proponi la frase");
        await SaysAsync(phone, "Scrivi la frase.");
        await phone.GetByLabel("La frase che manca").FillAsync(missing);
        await SendAsync(phone, "Proponi la frase");
        await SaysAsync(phone, "la legge chi tiene il percorso");
        await LookAsync(phone, javaScript, "opinioni-risposto");

        var officer = await PaolaAsync(town, browser, javaScript, width);
        await officer.GotoAsync(All);
        await officer.GetByRole(AriaRole.Link, new() { Name = "Su che cosa siamo d'accordo" }).ClickAsync();
        await officer.GetByRole(AriaRole.Link, new() { Name = "Prepara la mappa" }).ClickAsync();
        await SaysAsync(officer, missing);
        await LookAsync(officer, javaScript, "opinioni-lavoro");
        await officer.GetByRole(AriaRole.Button, new() { Name = $"Mettila fra le frasi {missing}" }).ClickAsync();
        await SaysAsync(officer, "La frase c'è: adesso si chiede.");
        await officer.GetByRole(AriaRole.Link, new() { Name = "Il foglio da stampare" }).ClickAsync();
        await SaysAsync(officer, "Una crocetta per riga");
        await LookAsync(officer, javaScript, "opinioni-foglio");
        await officer.GoBackAsync();
        await officer.GetByRole(AriaRole.Link, new() { Name = "Registra i fogli di carta" }).ClickAsync();
        await officer.GetByLabel("Le risposte dei fogli").FillAsync("snps-n 2\nsxs\nnnn");
        await SendAsync(officer, "Registra i fogli");
        await SaysAsync(officer, "2 fogli sono registrati");
        await SaysAsync(officer, "altre lettere non ci sono");
        await LookAsync(officer, javaScript, "opinioni-carta");

        await phone.GotoAsync(officer.Url.Replace("/carta", "", StringComparison.Ordinal));
        await Assertions.Expect(phone.Locator("#risposta blockquote")).ToHaveTextAsync(missing);
        await phone.GetByText("Le tue risposte", new() { Exact = true }).ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Cancella le mie risposte" }).ClickAsync();
        await SaysAsync(phone, "non ci sono più");
        await officer.Context.DisposeAsync();
        await phone.Context.DisposeAsync();
    }
}
