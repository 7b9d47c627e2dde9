using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Patto.Database;
using Patto.Demo;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests;
using Patto.Tests.Processes;

namespace Patto.Journeys;

/// <summary>The coordination group of a process like Parma's is wider for a phase, by plan, and narrower again: everybody reads from when
/// to when and why; who may not compose it reads who may.</summary>
public sealed class WideningJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
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

    [Theory]
    [Views]
    public async Task A_group_is_widened_for_a_phase_and_narrowed_again(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        // The phase of the internal groups runs: it began fifteen days after the first day.
        var process = await town.Host.ProcessAsync(town.Town, "nuovo-welfare", starts: Texts.RomeDay(town.Host.Clock.Now).AddDays(-20));
        var group = await town.Host.InDb(db => db.Set<Group>().AsNoTracking().SingleAsync(g => g.Process == process.Id
            && g.Key == "coordinamento"));
        var page = await ComeAsync("paola.guidetti", javaScript, width);
        await page.GotoAsync(GroupUrls.Compose(process.Slug, group.Id.Value));
        await page.GetByRole(AriaRole.Link, new() { Name = "Allargamento per fasi" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("il primo giorno della fase il gruppo si allarga da solo");
        await LookAsync(page, javaScript);
        var form = page.Locator("#prevedi");
        await form.GetByLabel("Per quale fase").SelectOptionAsync(process.PhaseOf("visione").Id.ToString());
        await form.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Sindaco") }).CheckAsync();
        await form.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Giunta") }).CheckAsync();
        await form.GetByLabel("Presenti necessari in quei giorni").FillAsync("4");
        await form.GetByRole(AriaRole.Button, new() { Name = "Prevedi" }).FocusAsync();
        if (!javaScript)
        {
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator(".err").First).ToContainTextAsync("Scrivi perché il gruppo si allarga");
            Assert.True(await form.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Sindaco") }).IsCheckedAsync());
        }
        await form.GetByLabel("Perché").FillAsync("Si decide la visione");
        await form.GetByRole(AriaRole.Button, new() { Name = "Prevedi" }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("poi si restringe da solo");
        await LookAsync(page, javaScript);
        // Anybody reads it on the page of the table.
        var anybody = await ComeAsync("", javaScript, width);
        await anybody.GotoAsync(GroupUrls.Table(process.Slug));
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync(
            "per la fase «Gruppi di operatori per sei aree», entrano: Sindaco, Giunta. Poi il gruppo si restringe.");
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("In quei giorni i presenti necessari sono 4.");
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Fa parte del gruppo dal");
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Motivo: Si decide la visione");
        await LookAsync(anybody, javaScript);
        // The wrong role.
        var facilitator = await ComeAsync("davide.lodi", javaScript, width);
        await facilitator.GotoAsync(GroupUrls.Widenings(process.Slug, group.Id.Value));
        await Assertions.Expect(facilitator.Locator("main")).ToContainTextAsync("Non puoi comporre il Tavolo e i gruppi.");
        // Narrowed before its day, with a reason.
        await page.GotoAsync(GroupUrls.Widenings(process.Slug, group.Id.Value));
        await page.Locator("summary").Filter(new() { HasText = "Restringi prima" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("continua a leggere quello che ha ricevuto");
        var back = page.Locator("form[id^='indietro-']");
        await back.GetByLabel("Perché").FillAsync("La visione è decisa");
        await LookAsync(page, javaScript);
        await back.GetByRole(AriaRole.Button, new() { Name = "Restringi da domani" }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("la pagina del Tavolo dice perché");
        await anybody.GotoAsync(GroupUrls.Table(process.Slug));
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Finito prima: La visione è decisa");
        foreach (var one in new[] { page, anybody, facilitator }) await one.Context.DisposeAsync();
    }

    [Theory]
    [Views]
    public async Task A_process_is_kept_as_a_template_and_duplicated(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var page = await ComeAsync("paola.guidetti", javaScript, width);
        await page.GotoAsync(ProcessUrls.Edit("laboratorio-welfare"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Salva come modello" }).ClickAsync();
        await page.GetByLabel("Nome del modello").FillAsync($"Come facciamo noi {width}");
        await LookAsync(page, javaScript);
        await page.GetByRole(AriaRole.Button, new() { Name = "Salva il modello" }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("lo trovi fra gli altri quando apri un percorso");
        await LookAsync(page, javaScript);
        await page.GotoAsync(ProcessUrls.New);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync($"Come facciamo noi {width}");
        await page.GotoAsync(ProcessUrls.Edit("laboratorio-welfare"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Duplica il percorso" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("restano nel percorso di prima");
        await page.GetByLabel("Titolo", new() { Exact = true }).FillAsync($"Laboratorio, secondo anno {width}");
        await page.GetByLabel("Sigla").FillAsync($"DUE{width}");
        await page.GetByLabel("Indirizzo della pagina").FillAsync($"secondo-anno-{width}");
        await LookAsync(page, javaScript);
        await page.GetByRole(AriaRole.Button, new() { Name = "Duplica", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash").First).ToContainTextAsync("Percorso duplicato, in bozza");
        await page.GotoAsync(ProcessUrls.Plan($"secondo-anno-{width}"));
        await Assertions.Expect(page.Locator("main table tbody tr").First).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }
}
