using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Patto.Database;
using Patto.Demo;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Tests;
using Patto.Tests.Processes;

namespace Patto.Journeys;

/// <summary>Somebody is missing: anybody says so, the office looks, answers, estimates, relates, and everybody reads what is public of the
/// body.</summary>
public sealed class BodiesJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    // Paola answers for every process of the town here.
    private Task LetPaolaWorkAsync() => town.Host.Act(town.Town, null, async write =>
    {
        var paola = await write.Db.Set<Account>().SingleAsync(a => a.Email == "paola.guidetti@fontelieta.example");
        var scope = Subject.Of("authority", town.Town.Id);
        if (!await write.Db.Set<RoleGrant>().AnyAsync(g => g.Account == paola.Id && g.Scope == scope && g.Until == null))
            write.Db.Add(RoleGrant.Give(paola.Id, Role.Officer, town.Town.Id, scope, write.Now));
        return 0;
    });

    private async Task<IPage> PaolaAsync(bool javaScript, int width)
    {
        await LetPaolaWorkAsync();
        var page = await browser.OpenAsync(town.Address, width, javaScript);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync("paola.guidetti@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
        return page;
    }

    private static async Task LookAsync(IPage page, bool javaScript)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), page.Url);
        if (javaScript) await page.DemandSoundAsync();
    }

    private static ILocator Send(IPage page, string name) =>
        page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = new(name) });

    private async Task<Process> FoundAsync()
    {
        var process = await town.Host.ProcessAsync(town.Town);
        await town.Host.Act(town.Town, null, write => Task.FromResult(write.Db.Add(Stakeholder.Note(town.Town.Id, process.Id,
            "Circolo La Fonte", InterestMap.PrivateAndCitizens, "La voce di chi è solo", null, write.Now)).Entity));
        return process;
    }

    [Theory]
    [Views]
    public async Task Who_is_missing_is_said_by_anybody_answered_by_the_office_and_has_a_page(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var process = await FoundAsync();
        var anybody = await browser.OpenAsync(town.Address, width, javaScript);
        await anybody.GotoAsync(StakeholderUrls.Maps(process.Slug));
        await LookAsync(anybody, javaScript);
        await anybody.GetByRole(AriaRole.Link, new() { Name = "Dici chi manca" }).ClickAsync();
        await LookAsync(anybody, javaScript);
        await anybody.GetByLabel("Chi manca").FillAsync("Chi lavora di notte");
        await anybody.GetByLabel("Perché va ascoltato").FillAsync("Gli orari li decidono altri.");
        await anybody.GetByLabel("La tua e-mail").FillAsync("ada@casa.example");
        await Send(anybody, "^Manda$").FocusAsync();
        await anybody.Keyboard.PressAsync("Enter");
        await Assertions.Expect(anybody.Locator("body")).ToContainTextAsync("Chi cura il percorso la legge e risponde");
        await Assertions.Expect(anybody.Locator("main")).Not.ToContainTextAsync("Chi lavora di notte");

        var paola = await PaolaAsync(javaScript, width);
        await paola.GotoAsync(StakeholderUrls.Suggestions(process.Slug));
        await LookAsync(paola, javaScript);
        await paola.GetByLabel("Esito").SelectOptionAsync("Added");
        await paola.GetByLabel("Chi manca, come lo leggeranno tutti").FillAsync("Chi lavora di notte");
        await Send(paola, "^Rispondi").ClickAsync();
        await Assertions.Expect(paola.Locator("[role=alert]").First).ToContainTextAsync("Scrivi la risposta e il motivo");
        await Assertions.Expect(paola.GetByLabel("Chi manca, come lo leggeranno tutti")).ToHaveValueAsync("Chi lavora di notte");
        await LookAsync(paola, javaScript);
        await paola.GetByLabel("La risposta, con il motivo").FillAsync("È vero, li cerchiamo.");
        await Send(paola, "^Rispondi").ClickAsync();
        await Assertions.Expect(paola.Locator("body")).ToContainTextAsync("Risposta pubblicata.");

        await paola.GotoAsync(StakeholderUrls.Matrix(process.Slug));
        await paola.GetByLabel("Ente").FillAsync("circolo la fonte");
        await paola.GetByLabel("Relazione").SelectOptionAsync("WorksWith");
        await paola.GetByLabel("Con chi").FillAsync("Chi lavora di notte");
        await Send(paola, "^Aggiungi$").ClickAsync();
        await Assertions.Expect(paola.Locator("main table")).ToContainTextAsync("lavora con");
        await LookAsync(paola, javaScript);

        await anybody.GotoAsync(StakeholderUrls.Maps(process.Slug));
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("È vero, li cerchiamo.");
        await LookAsync(anybody, javaScript);
        await anybody.Locator("section[aria-labelledby=manca] table").GetByRole(AriaRole.Link, new() { Name = "Chi lavora di notte" })
            .ClickAsync();
        await Assertions.Expect(anybody.Locator("h1")).ToHaveTextAsync("Chi lavora di notte");
        await Assertions.Expect(anybody.Locator("main")).Not.ToContainTextAsync("lavora con");
        await LookAsync(anybody, javaScript);
        var matrix = await anybody.GotoAsync(StakeholderUrls.Matrix(process.Slug));
        Assert.DoesNotContain("Circolo La Fonte", await anybody.ContentAsync(), StringComparison.Ordinal);
        Assert.NotNull(matrix);
    }

    [Theory]
    [Views]
    public async Task What_it_costs_is_typed_as_italians_write_and_a_doubt_is_asked_back(bool javaScript, int width)
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var process = await FoundAsync();
        var paola = await PaolaAsync(javaScript, width);
        await paola.GotoAsync(ProcessUrls.Costs(process.Slug));
        await LookAsync(paola, javaScript);
        await paola.GetByLabel("Per che cosa").FillAsync("Sala");
        await paola.GetByLabel("Euro previsti").FillAsync("1,250");
        await Send(paola, "^Aggiungi$").ClickAsync();
        await Assertions.Expect(paola.Locator("[role=alert]").First).ToContainTextAsync("si può leggere in due modi");
        await Assertions.Expect(paola.GetByLabel("Euro previsti")).ToHaveValueAsync("1,250");
        await paola.GetByLabel("Euro previsti").FillAsync("1.250");
        await Send(paola, "^Aggiungi$").ClickAsync();
        await Assertions.Expect(paola.Locator("main table").First).ToContainTextAsync("1.250");
        await LookAsync(paola, javaScript);
        var anybody = await browser.OpenAsync(town.Address, width, javaScript);
        await anybody.GotoAsync(ProcessUrls.Costs(process.Slug));
        Assert.DoesNotContain("1.250", await anybody.ContentAsync(), StringComparison.Ordinal);
    }
}
