using System.Text;
using Microsoft.Playwright;
using Patto.Demo;
using Patto.Tests;

namespace Patto.Journeys;

/// <summary>An office's list with everything that is wrong in such lists, in a real browser: what is told, asked and proposed can be read
/// by
/// everybody on the narrowest screen, and the list comes in.</summary>
public sealed class ImportJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    [Fact]
    public async Task An_officer_sees_what_is_wrong_answers_and_the_list_comes_in()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "What a browser shows does not depend on the database: looked at on SQLite.");
        var page = await browser.OpenAsync(town.Address);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync("anna.ferri@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/accedi", StringComparison.Ordinal));
        await page.GotoAsync("/percorsi/laboratorio-welfare/portatori/registro");
        await page.GetByRole(AriaRole.Link, new() { Name = "Importa da un foglio di calcolo" }).ClickAsync();
        await page.GetByLabel("Elenco degli enti").SetInputFilesAsync(new FilePayload
        {
            Name = "enti.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("Elenco degli enti\nDenominazione;Telefono;E-mail;Note\nOrto di Prova;532123456;orto@prova.example;\n"
                + "Coro di Prova;non ha;;=1+1\n coro  di prova;;coro@prova.example;\n"),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Leggi il file" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Cella B4: «non ha» non è un numero di telefono");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("è 0532123456?");
        await page.SetViewportSizeAsync(320, 800);
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 320, "wider than the screen");
        Assert.Empty(await page.FaultsAsync());
        await page.GetByLabel("Che cosa ne facciamo").SelectOptionAsync("Offered");
        await page.GetByLabel("Lascia vuote le celle sbagliate").CheckAsync();
        await page.GetByLabel("riga 4: Coro di Prova").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Importa 3 righe" }).ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("2 righe aggiunte al registro. Una unita a chi c'era già.");
        await page.GotoAsync("/percorsi/laboratorio-welfare/portatori/registro?cerca=orto+di+prova");
        await page.GetByRole(AriaRole.Link, new() { Name = "Orto di Prova" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Telefono")).ToHaveValueAsync("0532123456");
        await page.Context.DisposeAsync();
    }
}
