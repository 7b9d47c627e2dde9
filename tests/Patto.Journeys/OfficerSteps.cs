using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Patto.Demo;
using Patto.Grants;
using Patto.Identity;

namespace Patto.Journeys;

/// <summary>What the journeys of an officer have in common: signing in, looking, pressing, reading.</summary>
internal static class OfficerSteps
{
    private static readonly string? Shots = Environment.GetEnvironmentVariable("PATTO_SHOTS");

    /// <summary>Paola, who answers for every process of the town, signed in.</summary>
    public static async Task<IPage> PaolaAsync(OpenTown town, Browser browser, bool javaScript, int width)
    {
        await town.Host.Act(town.Town, null, async write =>
        {
            var paola = await write.Db.Set<Account>().SingleAsync(a => a.Email == "paola.guidetti@fontelieta.example");
            var scope = Subject.Of("authority", town.Town.Id);
            if (!await write.Db.Set<RoleGrant>().AnyAsync(g => g.Account == paola.Id && g.Scope == scope && g.Until == null))
                write.Db.Add(RoleGrant.Give(paola.Id, Role.Officer, town.Town.Id, scope, write.Now));
            return 0;
        });
        var page = await browser.OpenAsync(town.Address, width, javaScript);
        await page.GotoAsync("/accedi");
        await page.GetByLabel("E-mail").FillAsync("paola.guidetti@fontelieta.example");
        await page.GetByLabel("Password").FillAsync(Fontelieta.Password);
        await Browser.LoadAsync(page, () => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Accedi" }).ClickAsync());
        return page;
    }

    /// <summary>The page fits its window and, with script, is sound; kept as a picture where PATTO_SHOTS names a folder.</summary>
    public static async Task LookAsync(IPage page, bool javaScript, string name)
    {
        if (Shots is not null) await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Shots, $"{name}-{page.ViewportSize!.Width}.png"),
            FullPage = true,
        });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), page.Url);
        if (javaScript) await page.DemandSoundAsync();
    }

    public static Task SendAsync(IPage page, string name) =>
        page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = new($"^{name}$") }).ClickAsync();

    public static Task SaysAsync(IPage page, string words) => Assertions.Expect(page.Locator("body")).ToContainTextAsync(words);
}
