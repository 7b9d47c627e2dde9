using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Kernel;
using Patto.Localization;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Pages;
using Patto.Modules.Meetings.RoomVotes;
using Patto.TestRuns;
using Patto.Tests.Processes;

namespace Patto.Tests.Meetings;

/// <summary>A room answers from phones, on paper and by hands: what was acknowledged is counted, and until it is closed nobody sees
/// what.</summary>
public sealed class RoomVotesTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static readonly DateTimeOffset Six = Texts.RomeTime(new(2026, 3, 3), new(18, 0));
    private Authority _town = null!;
    private Account _lead = null!;
    private Meeting _meeting = null!;
    private string _url = "";
    private string Votes => $"{_url}/voti";
    private string Phone => $"/stanza/{_meeting.RoomCode}/voto";

    private async Task<Visitor> EveningAsync(bool isOpen = true, bool isPublic = true)
    {
        _town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _lead = await _host.AccountAsync("Davide Lodi", _town, Role.Facilitator);
        _host.Clock.Now = Six;
        _meeting = await _host.Act(_town, null, async write =>
        {
            var meeting = await write.Get<MeetingBook>().PlanAsync(new(process.Id, _town.Id, process.Key, process.Slug, process.Title, "",
                true, false), "Assemblea", Method.Presentation, Six, Six.AddHours(2), Cancel);
            meeting.Describe("Assemblea", Method.Presentation, "", null, null, Six, Six.AddHours(2), "Palestra", [], null, true);
            if (isPublic) meeting.Publish();
            if (isOpen) meeting.Open(write.Now);
            return meeting;
        });
        _url = $"/percorsi/{process.Slug}/incontri/{_meeting.Id}";
        return await _host.SignedInAsync(_lead);
    }

    private Task<RoomVote> VoteAsync(int number = 1) =>
        _host.InDb(db => db.RoomVotes.AsNoTracking().SingleAsync(v => v.Number == number, Cancel));

    private static string Handler(string name) => $"form[action*='handler={name}']";

    private async Task PrepareAsync(Visitor lead, string kind = "Dots", string options = "Case vuote\nBus di sera\nUn numero solo")
    {
        await lead.PostAsync(Votes, new() { ["Question"] = "Da dove cominciamo?", ["Kind"] = kind, ["Options"] = options, ["Dots"] = "5" });
        if (kind != "Hands") Went(await lead.PostAsync($"{Votes}/1", [], Handler("Open")));
    }

    private static void Went(HttpResponseMessage answer) => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

    private static async Task<string> TextAsync(Visitor who, string url) => string.Join(' ', (await who.ReadAsync(url))
        .QuerySelector("main")!.TextContent.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private Task<HttpResponseMessage> AnswerAsync(Visitor phone, params int[] dots) => phone.PostAsync(Phone,
        dots.Index().ToDictionary(d => $"Marks[1-{d.Index}]", d => d.Item.ToString(CultureInfo.InvariantCulture)));

    [Fact]
    public async Task Sixty_phones_answer_at_once_and_what_they_say_is_seen_when_it_is_closed_with_the_paper()
    {
        var lead = await EveningAsync();
        await PrepareAsync(lead);
        var phones = Enumerable.Range(0, 60).Select(_ => _host.Visitor()).ToList();
        var answers = await Task.WhenAll(phones.Select((phone, n) => AnswerAsync(phone, 3, n % 2, 1)));
        Assert.All(answers, Went);
        Went(await AnswerAsync(phones[0], 0, 0, 5)); // changed, not added
        Assert.Contains("Hai già risposto", await TextAsync(phones[0], Phone), StringComparison.Ordinal);

        foreach (var page in new[] { $"{_url}/proiettore", Votes, $"{Votes}/1", Phone, _url })
            Assert.DoesNotContain("177", await TextAsync(lead, page), StringComparison.Ordinal);
        Assert.Contains("60 telefoni hanno risposto.", await TextAsync(_host.Visitor(), $"{_url}/proiettore"), StringComparison.Ordinal);
        Assert.Contains("60 telefoni", await TextAsync(lead, $"{_url}/conduzione"), StringComparison.Ordinal);

        Went(await lead.PostAsync($"{Votes}/1", [], Handler("Close")));
        Went(await lead.PostAsync($"{Votes}/1", new()
        {
            ["People"] = "4",
            ["Counts[0]"] = "9",
            ["Counts[1]"] = "10",
            ["Counts[2]"] = "0"
        }));
        var vote = await VoteAsync();
        Assert.Equal([177, 30, 64], vote.Phones);
        Assert.Equal((60, 64, 186), (vote.Answered, vote.People, vote.TotalOf(0)));
        Assert.Equal(0, await _host.InDb(db => db.RoomBallots.CountAsync(Cancel)));
        Assert.Contains("Case vuote 186", await TextAsync(_host.Visitor(), $"{_url}/proiettore?vista=voto"), StringComparison.Ordinal);
        Assert.Contains("64 persone, 4 su carta", await TextAsync(_host.Visitor(), _url), StringComparison.Ordinal);
        Assert.Contains("- Case vuote: 186", await TextAsync(lead, $"{_url}/verbale"), StringComparison.Ordinal);
        Assert.Equal(["RoomVoteWritten", "RoomVoteOpened", "RoomVoteCounted", "RoomVoteCounted"], (await _host.InDb(db => db.Set<AuditRow>()
            .OrderBy(a => a.Seq).Select(a => a.Kind).ToListAsync(Cancel))).Select(k => k[(k.LastIndexOf('.') + 1)..])
            .Where(k => k.StartsWith("RoomVote", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task All_the_paper_of_the_evening_is_on_one_page_and_what_is_missing_says_why()
    {
        var lead = await EveningAsync(isOpen: false);
        var kit = $"{_url}/materiale";
        Assert.Contains("il codice nasce quando si apre la stanza", await TextAsync(lead, kit), StringComparison.Ordinal);
        Assert.Empty((await lead.ReadAsync(kit)).QuerySelectorAll("#stanza"));
        await lead.PostAsync(_url, [], Handler("Open"));
        _meeting = await _host.InDb(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == _meeting.Id, Cancel));
        await PrepareAsync(lead);

        var page = await lead.ReadAsync(kit);
        Assert.Equal(["locandina", "firme", "stanza"], page.QuerySelectorAll("article h2").Select(h => h.Id));
        Assert.Contains($"/stanza/{_meeting.RoomCode}", page.QuerySelector("article:has(#stanza)")!.TextContent, StringComparison.Ordinal);
        var ballots = page.QuerySelector("section[aria-label='Schede del voto 1']")!;
        Assert.Equal(4, ballots.QuerySelectorAll("h2").Length);
        Assert.Equal("☐☐☐☐☐ Case vuote", ballots.QuerySelector("li")!.TextContent.Trim());
        Assert.Equal(KitModel.Rows, page.QuerySelectorAll("article:has(#firme) tbody tr").Length);

        page = await lead.ReadAsync($"{kit}?parti=locandina&parti=mai");
        Assert.Equal(["locandina"], page.QuerySelectorAll("article h2, section.sheet h2").Select(h => h.Id));
        Assert.Equal(["locandina"], page.QuerySelectorAll("[name=parti][checked]").Select(c => c.GetAttribute("value")));
    }

    [Fact]
    public async Task Whoever_was_told_received_is_counted_and_nobody_else_even_while_it_is_being_closed()
    {
        var lead = await EveningAsync();
        await PrepareAsync(lead, "One");
        var phones = Enumerable.Range(0, 24).Select(_ => _host.Visitor()).ToList();
        // Each has the question before it: what is asked is what becomes of an answer that leaves while it is being closed.
        List<(Visitor Phone, AngleSharp.Html.Dom.IHtmlFormElement Form)> held = [];
        foreach (var phone in phones)
            held.Add((phone, (await phone.ReadAsync(Phone)).QuerySelectorAll("form").OfType<AngleSharp.Html.Dom.IHtmlFormElement>()
                .Single(f => f.QuerySelector("[name='Picks[1]']") is not null)));
        var sent = held.Select(h => h.Phone.Client.PostAsync(h.Form.GetAttribute("action") is { Length: > 0 } to ? to : Phone,
            new FormUrlEncodedContent([.. Visitor.Prefilled(h.Form).Where(f => f.Key != "Picks[1]"), new("Picks[1]", "1")]), Cancel))
            .ToList();
        var closed = lead.PostAsync($"{Votes}/1", [], Handler("Close"));
        var answers = await Task.WhenAll(sent);
        Went(await closed);
        var vote = await VoteAsync();
        Assert.Equal(answers.Count(a => a.StatusCode == HttpStatusCode.Redirect), vote.Answered);
        Assert.Equal(vote.Answered, vote.Phones[1]);
        foreach (var late in answers.Where(a => a.StatusCode == HttpStatusCode.UnprocessableEntity))
            Assert.Contains("non si conta", await late.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_phone_may_not_give_is_said_and_stays_typed_and_a_room_that_closes_counts_the_rest()
    {
        var lead = await EveningAsync();
        await PrepareAsync(lead);
        var phone = _host.Visitor();
        foreach (var (dots, why) in new (int[], string)[] { ([4, 3, 0], "Pallini messi: 7. Ne hai 5: togline 2."),
            ([0, 0, 0], "Metti almeno un pallino.") })
        {
            var refused = await AnswerAsync(phone, dots);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var page = await Visitor.ParseAsync(refused);
            Assert.Contains(why, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(dots[0].ToString(CultureInfo.InvariantCulture), page.QuerySelector("[name='Marks[1-0]']")!.GetAttribute("value"));
        }
        foreach (var huge in new[] { int.MaxValue, int.MinValue })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AnswerAsync(phone, huge, huge, huge)).StatusCode);
        Went(await AnswerAsync(phone, 1, 0, 0));
        await lead.PostAsync(_url, [], Handler("Close"));
        Assert.Equal((RoomVoteState.Closed, 1, 1), await VoteAsync() is var vote ? (vote.State, vote.Answered, vote.Phones[0]) : default);
        foreach (var page in new[] { Phone, $"/stanza/{_meeting.RoomCode}" })
            Assert.Contains("La stanza è chiusa", await TextAsync(phone, page), StringComparison.Ordinal);
        Assert.Contains("Da dove cominciamo?", await TextAsync(phone, Phone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hands_are_counted_with_abstentions_put_right_and_what_they_were_before_is_read()
    {
        var lead = await EveningAsync(isOpen: false);
        await PrepareAsync(lead, "Hands", "A favore\nContro");
        Dictionary<string, string> hands = new() { ["People"] = "30", ["Counts[0]"] = "18", ["Counts[1]"] = "7", ["Abstained"] = "6" };
        var refused = await lead.PostAsync($"{Votes}/1", hands);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Mani alzate: 31. Persone in sala: 30.", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        hands["Abstained"] = "4";
        Went(await lead.PostAsync($"{Votes}/1", hands));
        hands["Counts[1]"] = "8";
        Went(await lead.PostAsync($"{Votes}/1", hands));
        var rows = (await _host.Visitor().ReadAsync($"{Votes}/1")).QuerySelectorAll("tbody tr");
        Assert.Equal([("A favore", "18"), ("Contro", "8"), ("Astensioni", "4")], rows.Select(r =>
            (r.QuerySelector("th")!.TextContent.Trim(), r.QuerySelector("td")!.TextContent.Trim())));
        var told = await TextAsync(_host.Visitor(), $"{Votes}/1");
        foreach (var said in new[] { "Prima: A favore 18, Contro 7. Astensioni: 4. In sala: 30.", "26 mani alzate, 4 astensioni" })
            Assert.Contains(said, told, StringComparison.Ordinal);
        var open = (await _host.Visitor().GetAsync($"{_url[.._url.IndexOf("/incontri", StringComparison.Ordinal)]}/dati/voti-in-sala.csv"));
        Assert.Contains("A favore;;;18;4;30", await open.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await lead.PostAsync($"{Votes}/1", new() { ["Why"] = "Porta aperta" });
        Assert.Contains("Porta aperta", await TextAsync(_host.Visitor(), $"{Votes}/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_it_went_is_asked_by_one_press_answered_in_one_form_and_told_on_the_page_of_the_meeting()
    {
        var lead = await EveningAsync();
        Went(await lead.PostAsync(Votes, [], Handler("Evaluate")));
        Assert.Null((await lead.ReadAsync(Votes)).QuerySelector(Handler("Evaluate")));
        var phone = _host.Visitor();
        Assert.Contains("Si vota adesso", await TextAsync(phone, $"/stanza/{_meeting.RoomCode}"), StringComparison.Ordinal);
        Went(await phone.PostAsync(Phone, new() { ["Picks[1]"] = "0", ["Picks[3]"] = "3" })); // the second is left out
        await lead.PostAsync(_url, [], Handler("Close"));
        Assert.Equal([1, 0, 1], await _host.InDb(db => db.RoomVotes.OrderBy(v => v.Number).Select(v => v.Answered).ToListAsync(Cancel)));
        Assert.Contains("Sì 1, Abbastanza 0, Poco 0, No 0", await TextAsync(_host.Visitor(), _url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_of_a_meeting_is_deleted_and_never_becomes_public_by_being_cancelled()
    {
        var lead = await EveningAsync(isOpen: false, isPublic: false);
        var officer = await _host.SignedInAsync(await _host.AccountAsync("Anna Ferri", _town, Role.Officer));
        Assert.Null((await officer.ReadAsync(_url)).QuerySelector(Handler("Cancel")));
        Assert.Equal("meeting.cancel-draft", Assert.Throws<RuleViolation>(() => _meeting.Cancel("Piove")).Code);
        await lead.PostAsync(Votes, new() { ["Question"] = "Quale?", ["Kind"] = "One", ["Options"] = "Una\nDue" });
        await officer.PostAsync($"{Votes}/1", new() { ["People"] = "2", ["Counts[0]"] = "2", ["Counts[1]"] = "0" });
        var kept = await officer.PostAsync(_url, [], Handler("Discard"));
        Assert.Contains("c'è già qualcosa", WebUtility.HtmlDecode(await kept.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        await _host.InDb(db => db.RoomVotes.ExecuteUpdateAsync(s => s.SetProperty(v => v.State, RoomVoteState.Draft), Cancel));
        Went(await officer.PostAsync(_url, [], Handler("Discard")));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(_url)).StatusCode);
        Assert.False(await _host.InDb(db => db.RoomVotes.AnyAsync(Cancel)));
    }

    /// <summary>Whatever phones and sheets hold: totals are their sum, nothing is first that another equals, and what is shown first has
    /// the most.</summary>
    [Fact, Trait(PlatformHost.Needs, PlatformHost.Nothing)]
    public void Totals_are_the_sum_of_what_phones_and_sheets_hold()
    {
        var seed = TestRun.Seed();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var evening = 0; evening < (TestRun.IsLong ? 5_000 : 300); evening++)
        {
            var meeting = Running();
            var (kind, options, dots) = (random.Next(2) == 0 ? RoomVoteKind.Dots : RoomVoteKind.One, random.Next(2, 9), random.Next(1, 8));
            var vote = RoomVote.Write(meeting, 1, new("Quale?", kind, [.. Enumerable.Range(1, options).Select(n => $"La {n}")], dots));
            vote.Open(meeting, Six);
            List<int[]> given = [.. Enumerable.Range(0, random.Next(0, 70))
                .Select(_ => Sheet(random, options, random.Next(0, vote.Dots + 2)))];
            List<IReadOnlyList<int>> taken = [.. given.Where(g => vote.Fault(g) is null)];
            Assert.All(given, g => Assert.Equal(g.Sum() >= 1 && g.Sum() <= vote.Dots, vote.Fault(g) is null));
            vote.Close(meeting, taken, Six);
            var sheets = Sheet(random, options, random.Next(0, 12));
            vote.Count(meeting, new((sheets.Sum() + vote.Dots - 1) / vote.Dots, sheets, 0), Six);
            var totals = Enumerable.Range(0, options).Select(vote.TotalOf).ToList();
            Assert.Equal(taken.Sum(t => t.Sum()) + sheets.Sum(), totals.Sum());
            Assert.Equal(totals.OrderDescending(), vote.Order.Select(vote.TotalOf));
            Assert.Equal(totals.Max() > 0 && totals.Count(t => t == totals.Max()) == 1 ? 1 : 0,
                Enumerable.Range(0, options).Count(vote.IsFirst));
        }
    }

    private static Meeting Running()
    {
        var meeting = Meeting.Plan(new(new(Guid.NewGuid()), new(Guid.NewGuid()), "K", "k", "K", "", true, false), 1, "Assemblea",
            Method.Presentation, Six, Six.AddHours(2));
        meeting.Describe("Assemblea", Method.Presentation, "", null, null, Six, Six.AddHours(2), "Palestra", [], null, false);
        meeting.Publish();
        meeting.Open(Six);
        return meeting;
    }

    private static int[] Sheet(Random random, int options, int dots)
    {
        var sheet = new int[options];
        for (var n = 0; n < dots; n++) sheet[random.Next(options)]++;
        return sheet;
    }
}
