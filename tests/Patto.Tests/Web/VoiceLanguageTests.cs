using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Contributions;
using Patto.Search;

namespace Patto.Tests.Web;

/// <summary>A voice keeps the language that it was written in: on every page that shows it, whole or shortened, a reader hears it so.
/// </summary>
public sealed class VoiceLanguageTests(VoiceLanguageTests.TownOfForeigners town) : IClassFixture<VoiceLanguageTests.TownOfForeigners>
{
    private const int LeastPlaces = 400, LeastRoutes = 8;

    /// <summary>Each voice of the demo has words of its own, in French.</summary>
    public sealed class TownOfForeigners : DemoTown
    {
        protected override void Open(PlatformHost host) => host.InDb(Translate).GetAwaiter().GetResult();

        private static async Task<int> Translate(AppDb db)
        {
            var voices = db.Set<Contribution>();
            var changed = await voices.ExecuteUpdateAsync(set => set.SetProperty(c => c.Language, "fr")
                .SetProperty(c => c.Text, c => "Voix " + c.Code + " " + c.Text)
                .SetProperty(c => c.PublicText, c => c.PublicText == null ? null : "Voix " + c.Code + " " + c.PublicText));
            foreach (var found in (await db.Set<SearchEntry>().ToListAsync()).Where(e => e.Subject.Kind == "contribution"))
                db.Entry(found).Property(e => e.Text).CurrentValue = "Voix " + found.Text;
            await db.SaveChangesAsync();
            return changed;
        }
    }

    [Theory, InlineData("it"), InlineData("en")]
    public async Task A_voice_in_French_says_so_wherever_it_is_shown(string language)
    {
        var (places, routes) = (0, new HashSet<string>());
        HashSet<string> faults = [];
        foreach (var name in new[] { "", "anna.ferri" })
        {
            var visitor = await town.ComeAsync(name);
            await visitor.GetAsync($"/lingua/{language}");
            var walk = new Walk
            {
                // The list of voices has as many addresses as states besides those of its themes and pages.
                OfEachRoute = 6,
                Look = (step, page) =>
                {
                    foreach (var text in page?.DocumentElement.Descendants<IText>() ?? [])
                        if (text.Data.TrimStart(' ', '\n', '«', '"', '“').StartsWith("Voix ", StringComparison.Ordinal)
                            && text.ParentElement is { LocalName: not ("title" or "script" or "style" or "text") } parent)
                        {
                            places++;
                            routes.Add(step.Route);
                            if (parent.Closest("[lang]")?.GetAttribute("lang") != "fr")
                                faults.Add($"{step.Route}: {parent.LocalName} {text.Data.Trim()[..Math.Min(40, text.Data.Trim().Length)]}");
                        }
                    return step;
                },
            };
            await walk.GoAsync(visitor, "/", "/percorsi", "/area-personale", "/cerca?parole=autobus", "/cerca?parole=anziani");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{places} places on {routes.Count} kinds of pages: {string.Join(" ", routes)}");
        if (faults.Count > 0) Assert.Fail($"{faults.Count} of {places} places:\n" + string.Join("\n", faults.Order()));
        Assert.True(places >= LeastPlaces && routes.Count >= LeastRoutes, $"only {places} places on {routes.Count} kinds of pages");
    }
}
