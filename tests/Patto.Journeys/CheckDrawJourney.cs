using Deliberation.Formats;
using Deliberation.Sortition;
using Deliberation.Tests.Sortition;
using Microsoft.Playwright;
using Patto.Tests;
using static Patto.Journeys.OfficerSteps;

namespace Patto.Journeys;

/// <summary>Somebody who was not drawn takes the file and the page that checks it home, and opens it there without a network.</summary>
public sealed class CheckDrawJourney(OpenTown town, Browser browser) : IClassFixture<OpenTown>, IClassFixture<Browser>
{
    [Fact]
    public async Task Anybody_checks_a_draw_at_home_without_a_network()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "The browser does not depend on the database: seen on SQLite.");
        var folder = Directory.CreateTempSubdirectory("patto-check").FullName;
        var page = await browser.OpenAsync(town.Address, 390);
        await page.GotoAsync("/percorsi/laboratorio-welfare/sorteggi");
        await page.GetByRole(AriaRole.Link, new() { Name = "Otto abitanti estratti" }).First.ClickAsync();
        await SaysAsync(page, "Controlla da te");
        var hash = await page.Locator("code.print-of").InnerTextAsync();
        var checker = await DownloadAsync(page, "La pagina che controlla", folder);
        var record = await DownloadAsync(page, "Il file pubblico", folder);

        var home = await browser.OpenAsync("file://", 390);
        await home.GotoAsync("file://" + checker);
        Assert.Empty(await home.FaultsAsync());
        await home.GetByLabel("Il file del sorteggio, pubblico o completo").SetInputFilesAsync(record);
        await SaysAsync(home, "Tutto torna");
        await SaysAsync(home, "esce l’elenco");
        await home.GetByLabel("L’impronta pubblicata prima").FillAsync("00" + hash);
        await SaysAsync(home, "Qualcosa non torna");
        await home.GetByLabel("L’impronta pubblicata prima").FillAsync(hash);
        await SaysAsync(home, "Tutto torna");
        Assert.Empty(await home.FaultsAsync());
        await File.WriteAllTextAsync(Path.Combine(folder, "altro.json"), "{\"numbers\":[]}", TestContext.Current.CancellationToken);
        await home.GetByLabel("Il file del sorteggio, pubblico o completo").SetInputFilesAsync(Path.Combine(folder, "altro.json"));
        await SaysAsync(home, "scaricalo di nuovo");
        await AgreesAsync(home);
        Directory.Delete(folder, recursive: true);
    }

    // What the library says of records, true ones and touched ones, the page says too.
    private static async Task AgreesAsync(IPage home)
    {
        var (seed, records) = (TestRun.Seed(), new List<(string How, string Text, bool Holds)>());
        var chance = new Random(seed);
        for (var n = 0; n < (TestRun.IsLong ? 500 : 100); n++)
        {
            var whole = TouchedDraws.Whole((ulong)(seed + n / 10));
            var (how, touched) = TouchedDraws.Touch(whole, chance);
            var (openly, shown) = TouchedDraws.Touch(PublicDraw.Of(whole), chance);
            if (n % 10 == 0)
            {
                records.Add(("true", Written(to => DrawJson.Write(whole, to)), true));
                records.Add(("true, for everybody", Written(to => DrawJson.Write(PublicDraw.Of(whole), to)), true));
            }
            records.Add((how, Written(to => DrawJson.Write(touched, to)), touched.Verify().Count == 0));
            records.Add((openly + ", for everybody", Written(to => DrawJson.Write(shown, to)), shown.Verify().Count == 0));
        }
        var said = await home.EvaluateAsync<bool[]>(
            "texts => texts.map(text => { try { return check(text).wrong.length === 0; } catch { return false; } })",
            records.Select(r => r.Text).ToArray());
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {records.Count} records, {records.Count(r => r.Holds)} true");
        Assert.Equal([], records.Zip(said).Where(r => r.First.Holds != r.Second).Select(r => r.First.How).Distinct());
        Assert.All(records, r => Assert.Equal(r.How.StartsWith("true", StringComparison.Ordinal), r.Holds));
    }

    private static string Written(Action<TextWriter> write)
    {
        using var text = new StringWriter();
        write(text);
        return text.ToString();
    }

    private static async Task<string> DownloadAsync(IPage page, string name, string folder)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync());
        var path = Path.Combine(folder, download.SuggestedFilename);
        await download.SaveAsAsync(path);
        return path;
    }
}
