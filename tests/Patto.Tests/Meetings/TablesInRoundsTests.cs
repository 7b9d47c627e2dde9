using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Tables;
using Patto.Modules.Processes.Contracts;
using Patto.TestRuns;
using Patto.Tests.Processes;

namespace Patto.Tests.Meetings;

/// <summary>People take a card at the door and move from table to table: new people at every round, groups mixed, nobody named.</summary>
public sealed class TablesInRoundsTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Account _lead = null!;
    private Meeting _meeting = null!;
    private string _url = "";

    private async Task<Visitor> EveningAsync()
    {
        _town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _lead = await _host.AccountAsync("Davide Lodi", _town, Role.Facilitator);
        var from = Texts.RomeTime(new(2026, 3, 3), new(18, 0));
        _host.Clock.Now = from;
        _meeting = await _host.Act(_town, null, async write =>
        {
            var meeting = await write.Get<MeetingBook>().PlanAsync(new(process.Id, _town.Id, process.Key, process.Slug, process.Title, "",
                true, false), "World Café", Method.WorldCafe, from, from.AddHours(2), Cancel);
            meeting.Describe("World Café", Method.WorldCafe, "", null, null, from, from.AddHours(2), "Palestra", [], null, true);
            meeting.Publish();
            return meeting;
        });
        _url = $"/percorsi/{process.Slug}/incontri/{_meeting.Id}/tavoli";
        return await _host.SignedInAsync(_lead);
    }

    private const string Next = "form[action*='handler=Next']";

    private Task<TableRounds> RoundsAsync() => _host.InDb(db => db.TableRounds.AsNoTracking().SingleAsync(Cancel));

    private static Dictionary<string, string> Wanted(string cards, string tables = "6", string rounds = "3", string apart = "") => new()
    {
        ["Cards"] = cards,
        ["TableCount"] = tables,
        ["RoundCount"] = rounds,
        ["Minutes"] = "15",
        ["Questions"] = "Che cosa manca?\nChe cosa c'è già?",
        ["Apart"] = apart,
    };

    [Fact]
    public async Task Everybody_finds_their_table_by_a_card_without_a_name_and_meets_new_people_at_every_round()
    {
        var lead = await EveningAsync();
        var visitor = _host.Visitor();
        Assert.Contains("I tavoli non sono ancora formati", await TextAsync(visitor), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await lead.PostAsync(_url, Wanted("12 cittadini\n12 operatori", apart: "1-2"))).StatusCode);

        var rounds = await RoundsAsync();
        Assert.Equal(0, rounds.Repeats);
        for (var round = 1; round <= 3; round++)
            foreach (var table in rounds.At(round))
            {
                Assert.Equal(4, table.Count);
                Assert.InRange(table.Count(card => card > 12), 1, 3); // both groups at every table
                Assert.False(table.Contains(1) && table.Contains(2));
            }

        var own = rounds.TableOf.Select((round, n) => $"turno {n + 1}: tavolo {round[6]}");
        Assert.Contains($"Cartellino 7. {own.First()}", await TextAsync(visitor, "?cartellino=7"), StringComparison.Ordinal);
        Assert.Contains("i numeri vanno da 1 a 24", await TextAsync(visitor, "?cartellino=25"), StringComparison.Ordinal);
        Assert.Equal(24, (await lead.ReadAsync($"{_url}/cartellini")).QuerySelectorAll(".slip").Length);
        Assert.True(await _host.InDb(db => db.Set<AuditRow>().AnyAsync(a => a.Kind.EndsWith("TablesPlanned"), Cancel)));
    }

    private async Task<string> TextAsync(Visitor visitor, string query = "") =>
        string.Join(' ', (await visitor.ReadAsync(_url + query)).QuerySelector("main")!.TextContent
            .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("Cards", "venti cittadini", "Non capisco «venti cittadini»")]
    [InlineData("Cards", "3", "ce ne vogliono da 4 a 400")]
    [InlineData("TableCount", "9", "con almeno due persone a ciascuno")]
    [InlineData("RoundCount", "0", "I turni vanno da 1 a 10")]
    [InlineData("Questions", "Uno?\nDue?\nTre?\nQuattro?", "scrivine al massimo una per turno")]
    [InlineData("Minutes", "0", "da 3 a 180 minuti")]
    [InlineData("Apart", "1-13", "da 1 a 12")]
    [InlineData("Apart", "1-2, 2-3, 3-4, 4-5, 5-1, 1-3, 1-4, 2-4, 2-5, 3-5", "aggiungi un tavolo, o togli una coppia")]
    public async Task What_cannot_be_planned_is_said_beside_its_field_and_stays_as_it_was_typed(string field, string typed, string why)
    {
        var lead = await EveningAsync();
        var wanted = Wanted("12", "3");
        wanted[field] = typed;
        var answer = await lead.PostAsync(_url, wanted);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visitor.ParseAsync(answer);
        var input = page.QuerySelectorAll("input, textarea").Single(i => i.GetAttribute("name") == field);
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains(why, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(typed, input is IHtmlTextAreaElement area ? area.Value : input.GetAttribute("value"));
        Assert.False(await _host.InDb(db => db.TableRounds.AnyAsync(Cancel)));
    }

    [Fact]
    public async Task A_round_begins_once_however_often_it_is_pressed_and_is_taken_back()
    {
        var lead = await EveningAsync();
        await lead.PostAsync(_url, Wanted("12", "3"));
        var other = await _host.SignedInAsync(_lead);
        foreach (var one in new[] { lead, other })
            Assert.Equal(HttpStatusCode.Redirect, (await one.PostAsync(_url, new() { ["from"] = "0" }, Next)).StatusCode);
        Assert.Equal(1, (await RoundsAsync()).Current);
        Assert.Contains("Turno 1 di 3 Fino alle 18.15. Mancano 15 minuti. Che cosa manca?", await TextAsync(_host.Visitor()),
            StringComparison.Ordinal);
        Assert.Contains("Turno 1 di 3", (await _host.Visitor().ReadAsync(_url.Replace("tavoli", "proiettore", StringComparison.Ordinal)))
            .QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await lead.ReadAsync(_url)).QuerySelector("[name=Cards]"));
        await lead.PostAsync(_url, new() { ["from"] = "1" }, "form[action*='handler=Back']");
        Assert.Equal(0, (await RoundsAsync()).Current);
    }

    [Fact]
    public async Task Who_leaves_and_who_comes_late_change_only_the_rounds_that_are_left()
    {
        var lead = await EveningAsync();
        await lead.PostAsync(_url, Wanted("24"));
        await lead.PostAsync(_url, new() { ["from"] = "0" }, Next);
        var before = await RoundsAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await lead.PostAsync(_url,
            new() { ["Leaving"] = "3, 10-11", ["Arriving"] = "2" })).StatusCode);
        var after = await RoundsAsync();
        Assert.Equal([3, 10, 11], after.Gone);
        Assert.Equal(before.TableOf[0], after.TableOf[0].Take(24));
        Assert.Equal([0, 0], after.TableOf[0].Skip(24));
        foreach (var round in after.TableOf.Skip(1))
        {
            Assert.All([3, 10, 11], card => Assert.Equal(0, round[card - 1]));
            Assert.All([25, 26], card => Assert.InRange(round[card - 1], 1, 6));
            var sizes = Enumerable.Range(1, 6).Select(table => round.Count(t => t == table)).ToList();
            Assert.True(sizes.Max() - sizes.Min() <= 1);
        }
        Assert.Contains("turno 1: non c'eri ancora", await TextAsync(_host.Visitor(), "?cartellino=26"), StringComparison.Ordinal);
        Assert.Contains("risulta andato via", await TextAsync(_host.Visitor(), "?cartellino=10"), StringComparison.Ordinal);
    }

    /// <summary>Whatever happens in the evening: who is gone sits at no table, who is there at one; rounds that began stay as they
    /// were.</summary>
    [Fact]
    public void In_any_evening_everybody_who_is_there_has_one_table_and_what_was_held_stays()
    {
        var seed = TestRun.Seed();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var now = new DateTimeOffset(2026, 3, 3, 18, 0, 0, TimeSpan.Zero);
        var meeting = Meeting.Plan(new(new(Guid.NewGuid()), new(Guid.NewGuid()), "K", "k", "K", "", true, false), 1, "World Café",
            Method.WorldCafe, now, now.AddHours(2));
        for (var evening = 0; evening < (TestRun.IsLong ? 2_000 : 200); evening++)
        {
            // Of one kind, at tables that are enough: the search ends as soon as nobody meets again.
            var wanted = new TablesWanted([.. Enumerable.Repeat("", random.Next(12, 21))], random.Next(4, 6), random.Next(2, 4), 10, [],
                []);
            var rounds = TableRounds.Plan(meeting, wanted, Seats(wanted, random));
            for (var step = 0; step < 5 && rounds.Current < rounds.Rounds; step++)
            {
                var was = rounds.TableOf.Take(rounds.Current).Select(round => round.ToArray()).ToList();
                if (random.Next(2) == 0) rounds.Next(meeting, now);
                else ComeAndGo(rounds, meeting, random);
                Assert.All(was.Index(), held => Assert.Equal(held.Item, rounds.TableOf[held.Index].Take(held.Item.Length)));
                Assert.All(rounds.TableOf.Skip(rounds.Current), round => Assert.All(round.Index(), card =>
                    Assert.Equal(rounds.Gone.Contains(card.Index + 1), card.Item == 0)));
            }
        }
    }

    // Any even seating: how it is found is another test's matter, and a second each.
    private static Seated Seats(TablesWanted wanted, Random random) => new([.. Enumerable.Range(0, wanted.Rounds).Select(_ =>
    {
        int[] seats = [.. wanted.Cards.Select((_, card) => card % wanted.Tables + 1)];
        random.Shuffle(seats);
        return (IReadOnlyList<int>)seats;
    })], 0, 0);

    private static void ComeAndGo(TableRounds rounds, Meeting meeting, Random random)
    {
        int[] here = [.. Enumerable.Range(1, rounds.Cards.Count).Except(rounds.Gone)];
        int[] gone = [.. here.Where(_ => random.Next(6) == 0).Take(Math.Max(0, here.Length - 2 * rounds.Tables))];
        string[] come = [.. Enumerable.Repeat("", random.Next(3))];
        rounds.Change(meeting, gone, come, TableSeating.Change(rounds, gone, come, Cancel));
    }
}
