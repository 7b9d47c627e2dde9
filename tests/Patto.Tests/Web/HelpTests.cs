using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Web;
using Patto.Web.Help;

namespace Patto.Tests.Web;

/// <summary>Wherever somebody works, "Come si fa" says how; page, handbook and the letter of the first day are made of the same
/// texts.</summary>
public sealed class HelpTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly Role[] Workers = [.. Enum.GetValues<Role>().Except([Role.Visitor, Role.Participant])];

    /// <summary>Pages that ask for a role and where nobody works, each with the reason.</summary>
    private static readonly Dictionary<string, string> NoWork = new()
    {
        ["/registro"] = "anybody reads it; some see who did it",
    };

    [Fact]
    public void Every_page_where_somebody_works_has_a_text_that_fits()
    {
        var working = Pages().Where(p => IsWork(p.Model)).Select(p => p.Route).Except(NoWork.Keys).Distinct().Order(StringComparer.Ordinal)
            .ToList();
        var without = working.Where(r => HelpBook.OfPage(r) is null).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{working.Count} pages where somebody works, {HelpBook.All.Count} texts");
        Assert.True(working.Count >= 83, $"only {working.Count} pages");
        Assert.True(without.Count == 0, "Add the route to the pages of a text below Modules/*/Help, or write one:\n"
            + string.Join("\n", without));
        var routes = Walk.Routes(demo.Host).ToHashSet();
        Assert.DoesNotContain(HelpBook.All.SelectMany(h => h.Pages.Append(h.Picture)), p => !routes.Contains(p));
    }

    [Fact]
    public void Each_text_is_for_all_who_come_to_its_pages()
    {
        var table = File.ReadAllLines(Path.Combine(Here(), "routes.txt")).Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1]);
        var left = from help in HelpBook.All
                   from page in help.Pages
                   where table.TryGetValue(page, out var said) && said != "everybody"
                   from role in table[page].Split(' ').Select(r => Enum.Parse<Role>(r, ignoreCase: true))
                   where role is not (Role.Visitor or Role.Participant) && !help.For.Contains(role)
                   select $"{help.Key}: {role} comes to {page}";
        Assert.Empty(left);
    }

    [Fact]
    public void Each_text_is_one_screen_and_says_the_same_in_both_languages()
    {
        Assert.All(HelpBook.All, help =>
        {
            foreach (var said in new[] { help.Italian, help.English })
            {
                Assert.InRange(said.Steps.Count, 3, 6);
                Assert.InRange(said.Mends.Count, 1, 4);
                Assert.InRange(WordsOf(said), 60, 260);
            }
            Assert.Equal((help.Italian.Steps.Count, help.Italian.Mends.Count), (help.English.Steps.Count, help.English.Mends.Count));
            Assert.NotEqual(help.Italian.Title, help.English.Title);
            _ = HelpBook.WordsOf(help).ToList();
        });
        Assert.Equal(HelpBook.All.Count, HelpBook.All.Select(h => h.Italian.Title).Distinct().Count());
    }

    [Fact]
    public void Each_text_has_its_picture_in_both_languages_and_stays_light()
    {
        var assets = Path.Combine(Here(), "../../../src/Patto/assets");
        List<string> faults = [];
        long all = 0;
        foreach (var help in HelpBook.All)
            foreach (var language in new[] { "it", "en" })
            {
                var file = new FileInfo(Path.Combine(assets, $"help/{help.Key}.{language}.webp"));
                if (!file.Exists) faults.Add($"{file.Name} is missing: bin/pictures takes it");
                else if (file.Length > 100 * 1024) faults.Add($"{file.Name}: {file.Length / 1024} KB");
                all += file.Exists ? file.Length : 0;
            }
        TestContext.Current.TestOutputHelper?.WriteLine($"{HelpBook.All.Count * 2} pictures, {all / 1024} KB");
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void Every_word_that_people_are_told_is_a_word_of_the_glossary_and_each_module_has_its_own()
    {
        var glossary = File.ReadAllLines(Path.Combine(Here(), "../../../docs/glossary.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Split('|')[1].Trim()).ToHashSet();
        Assert.DoesNotContain(HelpBook.Words.Select(w => w.Italian), w => !glossary.Contains(w));
        var told = HelpBook.Words.Select(w => w.Italian).ToHashSet();
        Assert.DoesNotContain(ModuleManifest.Modules.Select(m => m.Word?.Italian).OfType<string>(), w => !told.Contains(w));
        Assert.All(HelpBook.Words, w => Assert.All(new[] { w.ItalianMeaning, w.English, w.EnglishMeaning }, s => Assert.NotEqual("", s)));
    }

    [Fact]
    public async Task From_every_working_page_one_comes_to_how_it_is_done()
    {
        List<Step> steps = [];
        foreach (var name in new[] { "", "lorenzo.bassi", "paola.guidetti", "anna.ferri", "rita.bonora" })
            steps.AddRange(await Afternoon.OfAsync(name));
        var addresses = Afternoon.AddressesOf(steps);
        List<string> faults = [];
        HashSet<string> reached = [];
        foreach (var name in RoleOf.Keys)
        {
            var visitor = await demo.ComeAsync(name);
            foreach (var (route, url) in addresses)
            {
                if (HelpBook.OfPage(route) is not { } help || await visitor.GetAsync(url) is not { StatusCode: HttpStatusCode.OK } answer)
                    continue;
                var way = (await Visitor.ParseAsync(answer)).QuerySelector(".how-to a")?.GetAttribute("href");
                if (way == help.Url) reached.Add(route);
                else if (help.For.Contains(RoleOf[name])) faults.Add($"{name} on {url}: {way ?? "no way"}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{reached.Count} pages lead to how it is done");
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.DoesNotContain(addresses.Keys, r => HelpBook.OfPage(r) is not null && !reached.Contains(r));
        var anybody = demo.Host.Visitor();
        Assert.Null((await anybody.ReadAsync("/percorsi/laboratorio-welfare/decisioni")).QuerySelector(".how-to"));
        foreach (var help in HelpBook.All)
        {
            var page = await anybody.ReadAsync(help.Url);
            Assert.Equal(help.Italian.Title, page.QuerySelector("main h1")!.TextContent);
            Assert.All(help.Italian.Steps, s => Assert.Contains(s, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_handbook_holds_every_text_and_every_word_and_the_words_stand_on_a_page_of_their_own()
    {
        var anybody = demo.Host.Visitor();
        var book = (await anybody.ReadAsync(HelpText.Handbook)).QuerySelector("main")!;
        Assert.Equal(HelpBook.All.Select(h => h.Italian.Title), book.QuerySelectorAll("h3").Select(h => h.TextContent));
        var words = (await anybody.ReadAsync(HelpText.Glossary)).QuerySelector("main")!;
        Assert.All(HelpBook.Words, w =>
        {
            Assert.Equal(w.Italian, words.QuerySelector("#" + w.Anchor)?.TextContent);
            Assert.Contains(w.ItalianMeaning, book.TextContent, StringComparison.Ordinal);
        });
        Assert.Contains(HelpText.Glossary, (await anybody.ReadAsync("/come-si-partecipa")).QuerySelectorAll("main a")
            .Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task A_new_colleague_reads_on_the_first_day_what_they_can_do_and_where_it_says_how()
    {
        await using var host = new PlatformHost();
        var town = await host.AuthorityAsync();
        await host.Act(town, null, async write =>
        {
            await write.Get<InvitationBook>().InviteAsync("nina@esempio.it", "Nina Verdi", Role.Facilitator,
                Kernel.Subject.Of("authority", town.Id), null, town.Name, Cancel);
            return 0;
        });
        var invitation = await host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(Cancel));
        var secret = host.LinkOf(invitation)!.Split("/invito/")[1];
        await host.Visitor().PostAsync($"/invito/{secret}",
            new() { ["Password"] = "una frase lunga e mia", ["Again"] = "una frase lunga e mia" }, "main form");
        var letter = await host.InDb(db => db.Set<Letter>().AsNoTracking()
            .SingleAsync(l => l.Subject.StartsWith("Il tuo primo giorno"), Cancel));
        Assert.Equal("nina@esempio.it", letter.Address);
        Assert.Contains("con il ruolo di facilitatore", letter.Body, StringComparison.Ordinal);
        foreach (var help in HelpBook.All)
            Assert.Equal(help.For.Contains(Role.Facilitator), letter.Body.Contains(help.Url + "\n", StringComparison.Ordinal));
        Assert.Contains(HelpText.Handbook, letter.Body, StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, Role> RoleOf = new()
    {
        ["lorenzo.bassi"] = Role.Administrator,
        ["paola.guidetti"] = Role.Officer,
        ["anna.ferri"] = Role.Curator,
        ["davide.lodi"] = Role.Facilitator,
        ["chiara.monti"] = Role.Secretariat,
        ["rita.bonora"] = Role.TableMember,
        ["irene.zanella"] = Role.Drafter,
        ["elisabetta.ravani"] = Role.DecisionMaker,
        ["giorgio.santini"] = Role.Guarantor,
    };

    private static bool IsWork(Type model)
    {
        var page = Of(model);
        var acts = model.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Select(m => m.GetCustomAttribute<DemandsAttribute>()?.Act).Append(page.Demands).Append(page.DemandsToPost);
        return acts.OfType<Act>().Any(a => a.Standing.Any(Workers.Contains));
    }

    // Asked without a request: what a page demands hangs on nothing else.
    private static PattoPage Of(Type model) => (PattoPage)RuntimeHelpers.GetUninitializedObject(model);

    private static readonly Dictionary<string, Type> Models = OwnTypes.All.Where(t => t.IsSubclassOf(typeof(PattoPage)) && !t.IsAbstract
        && t.Namespace!.StartsWith("Patto.Modules.", StringComparison.Ordinal))
        .SelectMany(t => new[] { "", "Page" }.Select(end =>
            (Path: $"/{t.Namespace!["Patto.Modules.".Length..].Replace('.', '/')}/{t.Name[..^"Model".Length]}{end}", Model: t)))
        .GroupBy(t => t.Path).ToDictionary(g => g.Key, g => g.First().Model);

    private static IReadOnlyList<(string Route, Type Model)>? s_pages;

    private static IReadOnlyList<(string Route, Type Model)> Pages()
    {
        if (s_pages is not null) return s_pages;
        using var host = new PlatformHost();
        return s_pages = [.. from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                             let page = endpoint.Metadata.GetMetadata<PageActionDescriptor>()
                             where page is not null && Models.ContainsKey(page.ViewEnginePath)
                             select ("/" + endpoint.RoutePattern.RawText?.TrimStart('/'), Models[page.ViewEnginePath])];
    }

    private static int WordsOf(HelpWords said) =>
        string.Join(' ', [said.When, .. said.Steps, said.Then, .. said.Mends.Select(m => $"{m.Fault} {m.Mend}")]).Split(' ').Length;

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
