using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Proposals.Contracts;
using Patto.Modules.Stakeholders;
using Patto.People;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests.Web;

/// <summary>Long piles: every one can be walked to its end, says how many it has, and stands in Italian order.</summary>
public sealed partial class ListTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private string Base => $"/percorsi/{_process.Slug}";
    private ProcessInfo Info => new(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);

    private async Task<Visitor> CarlaAsync(DateOnly? starts = null)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: starts ?? new DateOnly(2026, 1, 7));
        return await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Officer));
    }

    private Task<List<string>> VoicesAsync(int count) => _host.Act(_town, null, async write =>
    {
        List<string> codes = [];
        for (var n = 0; n < count; n++) codes.Add((await write.Get<ContributionBook>()
            .RecordAsync(Info, new NewContribution($"Voce numero {n}", Via.Web), Cancel)).Code);
        return codes;
    });

    // From page to page, as far as "the next ones" leads; what the selector finds on each.
    private static async Task<List<string>> WalkAsync(Visitor visitor, string? url, string selector, string parameter = "dopo")
    {
        List<string> seen = [];
        for (var pages = 0; url is not null && pages < 60; pages++)
        {
            var page = await visitor.ReadAsync(url);
            seen.AddRange(page.QuerySelectorAll(selector).Select(e => e.TextContent.Trim()));
            url = page.QuerySelectorAll("a[rel=next]").Select(a => a.GetAttribute("href")!)
                .FirstOrDefault(h => Regex.IsMatch(h, $"[?&]{parameter}=[^&]*$"));
        }
        return seen;
    }

    [Fact]
    public async Task Every_voice_that_waits_is_reached_on_the_reading_desk()
    {
        var carla = await CarlaAsync();
        var codes = await VoicesAsync(45);
        var first = await carla.ReadAsync($"{Base}/lettura");
        Assert.Contains("20 su 45", first.QuerySelector(".total")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(codes, await WalkAsync(carla, $"{Base}/lettura", ".reading h2 .mono"));
    }

    [Fact]
    public async Task Voices_that_are_chosen_on_the_desk_are_published_together_and_the_page_stays()
    {
        var carla = await CarlaAsync();
        await VoicesAsync(25);
        var second = (await carla.ReadAsync($"{Base}/lettura")).QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        var page = await carla.ReadAsync(second);
        var chosen = page.QuerySelectorAll("input[name=Chosen]").Take(2).Select(i => i.GetAttribute("value")!).ToList();
        var form = page.QuerySelector("#scelte")!;
        var fields = form.QuerySelectorAll("input").Select(i => new KeyValuePair<string, string>(i.GetAttribute("name")!,
            i.GetAttribute("value")!)).Concat(chosen.Select(c => new KeyValuePair<string, string>("Chosen", c)));
        var answer = await carla.Client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(second, answer.Headers.Location!.ToString());
        Assert.Equal(2, await _host.InDb(db => db.Contributions.CountAsync(c => c.State == ContributionState.Published, Cancel)));
        var nothing = await carla.PostAsync($"{Base}/lettura", [], "#scelte");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
    }

    private static readonly string[] InOrder = ["Abbà", "Àncora", "D’Angelo", "di Stefano", "Diaz", "Eco", "Édera", "Ezio", "Zoe"];

    [Fact]
    public void Names_stand_in_Italian_order()
    {
        Assert.Equal(InOrder, InOrder.OrderBy(n => n.Length).Order(NameOrder.Comparer));
        Assert.Equal(NameOrder.KeyOf("D'Angelo"), NameOrder.KeyOf("D’Angelo"));
        Assert.Equal("d'angelo nicolo", NameOrder.WordsOf("D’Angelo  Nicolò"));
        Assert.True(NameOrder.KeyOf(new string('è', 5000)).Length <= NameOrder.LongestName);
    }

    private async Task RegisterAsync(int more) => await _host.Act(_town, null, write =>
    {
        foreach (var name in InOrder.Reverse().Concat(Enumerable.Range(0, more).Select(n => $"Ente {n:000}")))
            write.Db.Add(Stakeholder.Note(_town.Id, _process.Id, name, InterestMap.PrivateAndCitizens, "", null, write.Now));
        write.Db.Add(Stakeholder.Note(_town.Id, _process.Id, "Ente 007", InterestMap.PrivateAndCitizens, "un altro con lo stesso nome",
            null, write.Now));
        return Task.FromResult(0);
    });

    [Fact]
    public async Task The_register_of_stakeholders_is_read_to_its_end_in_Italian_order_and_searched()
    {
        var carla = await CarlaAsync();
        await RegisterAsync(230);
        var names = await WalkAsync(carla, $"{Base}/portatori/registro", "tbody th a");
        Assert.Equal(240, names.Count);
        Assert.Equal(InOrder, names.Where(InOrder.Contains));
        Assert.Equal(2, names.Count(n => n == "Ente 007"));
        Assert.Equal(["di Stefano"], await WalkAsync(carla, $"{Base}/portatori/registro?cerca=STEFANO", "tbody th a"));
        Assert.Equal(["Édera"], await WalkAsync(carla, $"{Base}/portatori/registro?cerca=edera", "tbody th a"));
        Assert.Empty(await WalkAsync(carla, $"{Base}/portatori/registro?mappa=PublicBodies", "tbody th a"));
    }

    [Fact]
    public async Task Keys_are_made_again_when_the_library_that_orders_changes()
    {
        await CarlaAsync();
        await RegisterAsync(3);
        await _host.InDb(async db =>
        {
            await db.Stakeholders.ExecuteUpdateAsync(s => s.SetProperty(x => EF.Property<string>(x, NameOrder.Key), ""), Cancel);
            var step = new MakeNameKeys();
            Assert.Contains(NameOrder.Version, step.Name, StringComparison.Ordinal);
            await step.RunAsync(db, Cancel);
            return 0;
        });
        var keys = await _host.InDb(db =>
            db.Stakeholders.OrderBy(s => EF.Property<string>(s, NameOrder.Key)).Select(s => s.Name).ToListAsync(Cancel));
        Assert.Equal(InOrder, keys.Where(InOrder.Contains));
    }

    private Task<Meeting> FullMeetingAsync(int people) => _host.Act(_town, null, async write =>
    {
        var from = Texts.RomeTime(new(2026, 3, 3), new(18, 0));
        var meeting = await write.Get<MeetingBook>().PlanAsync(Info, "Assemblea", Method.Assembly, from, from.AddHours(2), Cancel);
        meeting.Describe("Assemblea", Method.Assembly, "", null, null, from, from.AddHours(2), "Teatro", [], null, true);
        meeting.Publish();
        foreach (var name in InOrder.Reverse().Concat(Enumerable.Range(0, people).Select(n => $"Persona {n:000}")))
            meeting.Register(write.Get<PeopleBook>().Meet(name, Channel.None, ""), write.Now);
        return meeting;
    });

    [Fact]
    public async Task The_attendance_list_is_walked_searched_and_printed_whole()
    {
        var carla = await CarlaAsync();
        var meeting = await FullMeetingAsync(140);
        var list = $"{Base}/incontri/{meeting.Id}/presenze";
        var names = await WalkAsync(carla, list, "tbody th");
        Assert.Equal(149, names.Count);
        Assert.Equal(InOrder, names.Where(InOrder.Contains));
        Assert.Equal(["di Stefano"], await WalkAsync(carla, list + "?cerca=stefano", "tbody th"));
        Assert.Equal(149, (await carla.ReadAsync(list + "?tutti=true")).QuerySelectorAll("tbody th").Length);
        Assert.Equal(149, (await WalkAsync(carla, list + "?chi=assenti", "tbody th")).Count);
        var page = await (await carla.GetAsync(list)).Content.ReadAsStringAsync(Cancel);
        Assert.InRange(page.Length, 1, 120_000);
    }

    [Fact]
    public async Task A_tick_is_one_small_request_and_works_without_the_script_too()
    {
        var carla = await CarlaAsync();
        var meeting = await FullMeetingAsync(140);
        var list = $"{Base}/incontri/{meeting.Id}/presenze";
        var form = (await carla.ReadAsync(list)).QuerySelector("[data-swap] form")!;
        FormUrlEncodedContent Fields() =>
            new(form.QuerySelectorAll("input").Select(i => new KeyValuePair<string,
                string>(i.GetAttribute("name")!, i.GetAttribute("value")!)));
        using var small = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
        {
            Content = Fields(),
            Headers = { { "X-Part", "1" } }
        };
        var answer = await carla.Client.SendAsync(small, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange(text.Length, 1, 3000);
        Assert.Contains("data-total=\"1 presente\"", text, StringComparison.Ordinal);
        Assert.Contains("handler=Remove", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", text, StringComparison.Ordinal);
        // The same form once more, as a browser without the script sends it: it was done already, and comes back to the same list.
        var again = await carla.Client.PostAsync(form.GetAttribute("action"), Fields(), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.StartsWith(list, again.Headers.Location!.ToString());
        Assert.Equal(1, await _host.InDb(db => db.Set<Attendance>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task The_desk_of_amendments_is_read_piece_by_piece()
    {
        var carla = await CarlaAsync(_host.InCoDesign());
        var document = await _host.DocumentAsync(_town, _process);
        await _host.Act(_town, null, async write =>
        {
            var edition = await write.Db.Editions.SingleAsync(e => e.Document == document.Id, Cancel);
            var comma = edition.Parts.First(p => p.Kind == NodeKind.Comma);
            for (var n = 0; n < 45; n++) write.Db.Add(Amendment.Propose(document, comma, 1, $"{_process.Key}-E{n + 1:0000}", $"Testo {n}",
                "Perché sì", "", null, write.Now));
            for (var n = 0; n < 25; n++) write.Db.Add(Comment.Write(document, edition.Parts.First(p => p.Kind == NodeKind.Article),
                $"Commento {n}", "", null, write.Now.AddMinutes(n)));
            return 0;
        });
        var desk = DocumentUrls.Desk(_process.Slug, document.Id);
        var page = await carla.ReadAsync(desk);
        Assert.Equal(["Qui ce ne sono 20 su 45.", "Qui ce ne sono 20 su 25."], page.QuerySelectorAll(".total")
            .Select(t => t.TextContent.Trim()));
        Assert.Equal(45, (await WalkAsync(carla, desk, "section[aria-labelledby=wait] form[id^='p-']")).Count);
        Assert.Equal(25, (await WalkAsync(carla, desk, "section[aria-labelledby=comm] form[id^='pc-']", "dopo-commenti")).Count);
        Assert.Single((await carla.ReadAsync($"{desk}?codice={_process.Key}-E0044")).QuerySelectorAll("form[id^='p-']"));
    }

    [Fact]
    public async Task A_thread_with_nine_ways_says_so_and_shows_them_all()
    {
        await CarlaAsync();
        var code = await _host.Act(_town, null, async write =>
        {
            var voice = await write.Get<ContributionBook>()
                .RecordAsync(Info, new NewContribution("Panchine, alberi, acqua", Via.Web), Cancel);
            await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            for (var n = 0; n < 9; n++) await write.Get<Gathering>().GatherAsync(Info, $"Proposta {n}", "Si chiede.", null,
                [voice.Id], write.Now);
            return voice.Code;
        });
        var page = await _host.Visitor().ReadAsync($"/filo/{code}");
        Assert.Equal(8, page.QuerySelectorAll(".tree li.k-proposta").Length);
        // What they all lack is said once, with who owes it.
        Assert.Contains("Lo deve: ", Assert.Single(page.QuerySelectorAll(".tree .todo"), t => t.TextContent.Contains("Manca ancora",
            StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.Contains("9 su 10", page.QuerySelector(".total")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(9, (await _host.Visitor().ReadAsync(page.QuerySelector("a[href*='tutto=si']")!.GetAttribute("href")!))
            .QuerySelectorAll(".tree li.k-proposta").Length);
    }

    /// <summary>Where a list takes only so many, and why nothing is lost by it.</summary>
    private static readonly Dictionary<string, string> Shortened = new()
    {
        ["Contributions/Pages/Reading.cshtml.cs: MostAtOnce"] =
            "what was read in the last ten minutes, to undo: no more can be chosen at once",
        ["Contributions/SimilarVoices.cs: Most"] = "the likest few",
        ["Contributions/SimilarVoices.cs: Largest"] = "an index of likeness, not a list",
        ["Communication/NoticeMailing.cs: most"] = "one batch of a mailing; the next one goes on after it",
        ["Communication/Pages/Feed.cshtml.cs: 50"] = "a feed tells what is new; the page of updates has all",
        ["Meetings/Pages/Feed.cshtml.cs: 500"] = "a calendar for phones; the pages of meetings have all",
        ["Portal/Pages/Home.cshtml.cs: MostCards"] = "a home page; /percorsi has all",
        ["Portal/Pages/Home.cshtml.cs: 3"] = "a home page; the pages of the processes have all",
        ["Portal/Pages/ProcessHome.cshtml.cs: 2"] = "a page that shows two examples; the lists have all",
        ["Portal/Pages/Welcome.cshtml.cs: MostProcesses"] = "a sheet of paper; its heading leads to /percorsi, which has all",
        ["Portal/Pages/Trace.cshtml.cs: MostChanged"] = "the page says how many changes there are, and leads to all",
        ["Portal/Pages/Trace.cshtml.cs: MostNear"] = "a code that may have been meant; the page asks for the code again",
        ["Proposals/Pages/Sort.cshtml.cs: Most"] = "the oldest, as many as one reads in a sitting; the page says how many wait",
        ["Proposals/Pages/Sort.cshtml.cs: 4"] = "words that name a group",
        ["Observatory/RecordBook.cs: 8"] = "words of a search",
        ["Observatory/RecordBook.cs: size"] = "a page: the caller asks for one more and shows the way on",
        ["Processes/Pages/New.cshtml.cs: 5"] = "letters of a key",
        ["Documents/Pages/EditArticle.cshtml.cs: Texts.Count"] = "as many as the form brought",
        ["Decisions/Decision.cs: HandOver handOver"] = "a verb of the domain",
        ["Decisions/Deciding.cs: handOver"] = "a verb of the domain",
        ["Observatory/RecordText.cs: at"] = "lines of a pasted page, not a list",
        ["Observatory/RecordText.cs: int at"] = "lines of a pasted page, not a list",
        ["Shared/Error.cshtml.cs: 3"] = "the next openings, on a page that says when to come back; the plan has all",
        ["Contributions/WordHiding.cs: 12"] = "letters of an excerpt",
        ["Administration/Pages/History.cshtml.cs: 30"] = "the heads of the last month; the chain has all",
        ["Observatory/RecordText.cs: number"] = "words of a number, not a list",
        ["Observatory/RecordText.cs: int number"] = "words of a number, not a list",
        ["Documents/TextDiff.cs: count"] = "words of a difference, not a list",
        ["Contributions/Contracts/ContributionBook.cs: most"] = "the caller says how many: the desk that gathers asks for all",
        ["Meetings/Contracts/MeetingBook.cs: count"] = "the next few, for a home page; the calendar has all",
        ["Documents/Pages/Show.cshtml.cs: MostBesideAnArticle"] = "beside the text; the page of the article has all, and says how many",
        ["Stakeholders/Contracts/StakeholderBook.cs: most"] = "the page says how many there are; the open data have all",
        ["Stakeholders/Pages/MatrixPage.cshtml.cs: MatrixDrawing.MostInNet"] = "a drawing; the table below has all, and the page says so",
        ["Stakeholders/Pages/Import.cshtml.cs: MostTwins"] = "more are joined all together or not at all, and the page says so",
        ["Contributions/Pages/Import.cshtml.cs: MostTwins"] = "more are one voice all together or not at all, and the page says so",
        ["Contributions/Pages/Import.cshtml.cs: 5"] = "codes beside a text that is there already; whichever it is, one answer serves all",
        ["Stakeholders/Pages/Import.cshtml.cs: FirstRows"] = "how the columns are read; the caption says of how many rows",
        ["Draws/Pages/Import.cshtml.cs: MostShown"] = "rows to mend in the file; the page says how many there are",
        ["Processes/Closing.cs: 8"] = "a sentence of refusal that says how many; the page lists all",
        ["Processes/Pages/Closing.cshtml.cs: MostNames"] = "the page says how many and leads to the table, which has all",
        ["Processes/Pages/Close.cshtml.cs: 20"] = "the names beside a reason; the page says how many more",
        ["Communication/CircularMailing.cs: most"] = "a batch of a mailing; the mark tells where the next one begins",
        ["Communication/NewsMailing.cs: most"] = "a batch of a mailing; the mark tells where the next one begins",
        ["Communication/NewsLetter.cs: Most"] = "a letter; it says how many more there are, and where",
        ["Portal/Pages/OwnActs.cshtml.cs: MostNews"] = "the newest changes; below stands everything that the person did",
        ["Communication/NoticeMailing.cs: MostPoints"] = "a letter; it says how many more points there are, and where",
        ["Meetings/Convening/ConvocationBook.cs: 5"] = "the last sittings, of which one figure is made",
        ["Meetings/Pages/Projector.cshtml.cs: MostNotes"] = "a wall read from afar; it says how many there are, the meeting's page has all",
        ["Administration/Pages/Confirmations.cshtml.cs: Most"] = "role changes of the last months; the register has all",
    };

    [Fact]
    public void No_list_is_cut_without_a_way_to_the_rest()
    {
        var modules = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../src/Patto/Modules");
        var taken = (from file in Directory.EnumerateFiles(modules, "*.cs", SearchOption.AllDirectories)
                     from Match take in Take().Matches(File.ReadAllText(file))
                     let count = take.Groups["count"].Value
                     select (Place: $"{Path.GetRelativePath(modules, file).Replace('\\', '/')}: {count}", Count: count)).ToList();
        var pages = taken.Count(t => PageOf().IsMatch(t.Count));
        TestContext.Current.TestOutputHelper!.WriteLine("{0} places take so many of something, {1} of them pages with a way on",
            taken.Count, pages);
        Assert.True(pages >= 40, $"only {pages} paged reads");
        var cut = taken.Where(t => !PageOf().IsMatch(t.Count) && !Shortened.ContainsKey(t.Place)).Select(t => t.Place).Distinct().ToList();
        Assert.True(cut.Count == 0, "Lists that stop without a word:\n" + string.Join("\n", cut));
    }

    [GeneratedRegex(@"\.?Take\((?<count>[A-Za-z][A-Za-z. ]*( \+ 1)?|\d+)[,)]")]
    private static partial Regex Take();

    [GeneratedRegex(@"^(PageSize|MostComing|size)( \+ 1)?$")]
    private static partial Regex PageOf();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
