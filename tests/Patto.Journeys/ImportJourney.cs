using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Patto.Demo;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
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
        var page = await AnnaAsync();
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
        await page.DemandSoundAsync();
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

    [Fact]
    public async Task What_an_online_form_gathered_comes_in_and_its_unknown_theme_is_asked_once()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "What a browser shows does not depend on the database: looked at on SQLite.");
        var page = await AnnaAsync();
        await page.GotoAsync("/percorsi/laboratorio-welfare/lettura");
        await page.GetByRole(AriaRole.Link, new() { Name = "Importa", Exact = true }).ClickAsync();
        await ReadAsync(page, "Elenco delle voci", "Informazioni cronologiche,Di cosa vuoi parlare?,Racconta,Vuoi lasciare un contatto?\n"
            + "01/02/2026 8.00.00,Piscina,Una vasca per chi non sa nuotare,anna@prova.example\n"
            + "02/02/2026 8.00.00,Piscina,una vasca per chi non sa nuotare!,\n31/02/2026 8.00.00,,Orari più lunghi,boh\n");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Cella A4: «31/02/2026 8.00.00» non è una data");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Cella D4: ");
        await page.SetViewportSizeAsync(320, 800);
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 320, "wider than the screen");
        await page.DemandSoundAsync();
        await page.GetByLabel("Da dove vengono").FillAsync("Modulo di prova");
        await page.GetByLabel("Che tema è «Piscina»?").SelectOptionAsync(new SelectOptionValue { Label = "Nessun tema" });
        await page.GetByLabel("Lascia vuote le celle sbagliate").CheckAsync();
        await page.GetByLabel("«Una vasca per chi non sa nuotare»").CheckAsync();
        await page.GetByLabel("Il modulo mostrava l'informativa").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Importa 3 voci" }).ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("2 voci sono entrate: sono in lettura.");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task An_attendance_sheet_comes_in_without_JavaScript_too()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "What a browser shows does not depend on the database: looked at on SQLite.");
        var page = await AnnaAsync(javaScript: false);
        var process = await town.Host.InDb(db => db.Set<Process>().SingleAsync(p => p.Slug == "laboratorio-welfare"));
        var meeting = await town.Host.InDb(db => db.Set<Meeting>().Where(m => m.Process == process.Id && m.Closed != null && m.Group == null
            && m.Method != Method.Table).OrderBy(m => m.Start).FirstAsync());
        await page.GotoAsync($"/percorsi/laboratorio-welfare/incontri/{meeting.Id}/presenze");
        await page.GetByRole(AriaRole.Link, new() { Name = "Importa da un foglio di calcolo" }).ClickAsync();
        await ReadAsync(page, "Foglio delle presenze", "Nome;Presente;Recapito\nOrtensia di Prova;sì;333 1234567\nCamillo di Prova;;\nAltra di Prova;forse;\n");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Cella B4: «forse» non è né sì né no");
        await page.SetViewportSizeAsync(320, 800);
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 320, "wider than the screen");
        await page.GetByLabel("Chi non ha scritto niente sulla presenza").SelectOptionAsync("False");
        await page.GetByLabel("Lascia vuote le celle sbagliate").CheckAsync();
        await page.GetByLabel("Chi ha lasciato un recapito sul foglio").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Importa 3 righe" }).ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Senza iscrizione: 1.");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Many_of_the_register_are_changed_at_once_by_keyboard()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "What a browser shows does not depend on the database: looked at on SQLite.");
        var page = await AnnaAsync();
        await page.GotoAsync("/percorsi/laboratorio-welfare/portatori/registro");
        await page.Locator("input[name=Chosen]").First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.GetByText("Cambia insieme quelle scelte").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.SetViewportSizeAsync(320, 800);
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 320, "wider than the screen");
        await page.DemandSoundAsync();
        await page.GetByLabel("Che cosa fare").SelectOptionAsync("AddTheme");
        await page.GetByLabel("Tema, per aggiungerlo o toglierlo").FillAsync("Prove");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cambia", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Una scheda cambiata.");
        await page.Context.DisposeAsync();
    }

    private static async Task ReadAsync(IPage page, string label, string text)
    {
        await page.GetByLabel(label).SetInputFilesAsync(new FilePayload
        {
            Name = "prova.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(text),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Leggi il file" }).ClickAsync();
    }

    private async Task<IPage> AnnaAsync(bool javaScript = true)
    {
        var page = await browser.OpenAsync(town.Address, javaScript: javaScript);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync("anna.ferri@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
        return page;
    }
}
