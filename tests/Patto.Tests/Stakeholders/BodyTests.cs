using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Stakeholders;

/// <summary>A body has a page: anybody reads who speaks for it, when it was there and what it said; how to reach it only the
/// staff.</summary>
public sealed class BodyTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Stakeholder _body = null!;
    private string Page => StakeholderUrls.Show(_process.Slug, _body.Id.Value);
    private ProcessInfo Info => new(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);

    private async Task<Visitor> SeatedAsync(bool shown = true)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _body = await _host.Act(_town, null, write => Task.FromResult(write.Db.Add(Stakeholder.Import(_town.Id, _process.Id,
            "Circolo La Fonte", InterestMap.PrivateAndCitizens, "La voce di chi è solo",
            new("Nora Segreta", "0532 000000", "nora@posta.example", "circolo@pec.example", "Via Roma 8", "Anziani", "Chiamare di sera"),
            shown, write.Now)).Entity));
        await SeatAsync(_process, "Anna Rossi", "CIRCOLO LA  FONTE", "Delibera del direttivo n. 4 del 5 gennaio 2026");
        return await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator));
    }

    private Task<Seat> SeatAsync(Process process, string name, string body, string mandate) => _host.Act(_town, null, async write =>
    {
        var group = await write.Db.Set<Group>().Where(g => g.Process == process.Id && g.Kind == GroupKind.NegotiationTable).Whole()
            .SingleAsync(Cancel);
        var seat = group.Seats.Where(s => !s.Widening).OrderBy(s => s.Number).First(s => group.Members.All(m => m.Seat != s.Id));
        var person = write.Get<PeopleBook>().Meet(name, Channel.Email, $"{name[..4].ToLowerInvariant()}@posta.example");
        await write.Get<GroupBook>().SeatAsync(group, seat, person, body, false, new DateOnly(2026, 1, 8), Cancel, mandate);
        return seat;
    });

    private async Task<string> ReadAsync(Visitor who) => (await who.ReadAsync(Page)).QuerySelector("main")!.TextContent;

    [Fact]
    public async Task Anybody_reads_who_speaks_for_a_body_and_nobody_outside_how_to_reach_it()
    {
        var carla = await SeatedAsync();
        Assert.NotNull((await _host.Visitor().ReadAsync(StakeholderUrls.Maps(_process.Slug))).QuerySelector($"a[href='{Page}']"));
        var (outside, inside) = (await ReadAsync(_host.Visitor()), await ReadAsync(carla));
        foreach (var said in new[] { "Circolo La Fonte", "La voce di chi è solo", "Anna Rossi, dal 8 gennaio 2026",
            "Mandato: Delibera del direttivo n. 4 del 5 gennaio 2026" })
        {
            Assert.Contains(said, outside, StringComparison.Ordinal);
            Assert.Contains(said, inside, StringComparison.Ordinal);
        }
        foreach (var mine in new[] { "Nora Segreta", "0532 000000", "nora@posta.example", "circolo@pec.example", "Chiamare di sera",
            "anna@posta.example", "Via Roma 8", "Nessun contatto registrato" })
            Assert.DoesNotContain(mine, outside, StringComparison.Ordinal);
        Assert.Contains("Nessun contatto registrato", inside, StringComparison.Ordinal);
        Assert.NotNull((await carla.ReadAsync(Page)).QuerySelector("#recapiti [name=ContactPerson][value='Nora Segreta']"));
        Assert.Empty((await _host.Visitor().ReadAsync(Page)).QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task A_body_that_is_on_no_public_map_has_no_public_page()
    {
        var carla = await SeatedAsync(shown: false);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(Page)).StatusCode);
        Assert.Contains("non è sulla mappa pubblica", await ReadAsync(carla), StringComparison.Ordinal);
        await carla.PostAsync(Page, new() { ["Shown"] = "true" }, "#descrivi");
        Assert.Equal(HttpStatusCode.OK, (await _host.Visitor().GetAsync(Page)).StatusCode);
        await carla.PostAsync(Page, new() { ["Why"] = "Si è sciolto" }, "#archivia");
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(Page)).StatusCode);
    }

    [Fact]
    public async Task Seats_in_every_process_of_the_town_stand_on_the_page_and_not_those_of_a_draft_or_another_body()
    {
        await SeatedAsync();
        var other = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        var draft = await _host.ProcessAsync(_town, published: false, starts: new DateOnly(2026, 1, 7));
        await SeatAsync(other, "Bruno Verdi", "circolo la-fonte", "");
        await SeatAsync(draft, "Carlo Neri", "Circolo La Fonte", "");
        await SeatAsync(other, "Dino Bianchi", "Comitato di Valle", "");
        var outside = await ReadAsync(_host.Visitor());
        Assert.Contains("Bruno Verdi, dal 8 gennaio 2026", outside, StringComparison.Ordinal);
        Assert.Contains($"({other.Title})", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("Dino Bianchi", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("Carlo Neri", outside, StringComparison.Ordinal);
        var table = await (await _host.Visitor().GetAsync($"/percorsi/{_process.Slug}/dati/mandati.csv")).Content
            .ReadAsStringAsync(Cancel);
        Assert.Contains("CIRCOLO LA  FONTE", table, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presence_counts_once_the_minutes_are_public_and_what_was_said_under_its_name_is_there()
    {
        var carla = await SeatedAsync();
        var seat = await _host.InDb(db => db.Set<Membership>().Where(m => m.Name == "Anna Rossi").Select(m => m.Seat).SingleAsync(Cancel));
        var meeting = await _host.Act(_town, null, async write =>
        {
            var from = Texts.RomeTime(new(2026, 2, 20), new(18, 0));
            var planned = await write.Get<MeetingBook>().PlanAsync(Info, "Seduta prima", Method.Table, from, from.AddHours(2), Cancel);
            planned.Describe("Seduta prima", Method.Table, "", null, null, from, from.AddHours(2), "Sala civica", [], null, false);
            planned.Publish();
            var mark = SeatAttendance.Of(planned, seat);
            mark.Mark(planned, SeatPresence.Holder, null, "", null, from.AddHours(1));
            write.Db.Add(mark);
            var book = write.Get<ContributionBook>();
            foreach (var (text, by, alias) in new[] { ("Serve una panchina alla fermata.", "Circolo la fonte", (string?)null),
                ("Noi del circolo non c'entriamo.", null, "Circolo La Fonte") })
                await book.PublishAsync((await book.RecordAsync(Info, new(text, Via.Paper) { Organisation = by, Pseudonym = alias },
                    Cancel)).Id, Cancel);
            return planned;
        });
        var before = await ReadAsync(_host.Visitor());
        Assert.DoesNotContain("Seduta prima", before, StringComparison.Ordinal);
        Assert.Contains("Serve una panchina alla fermata.", before, StringComparison.Ordinal);
        // A pseudonym is no body's name, whatever it says.
        Assert.DoesNotContain("Noi del circolo", before, StringComparison.Ordinal);
        await _host.Act(_town, null, async write =>
        {
            var held = await write.Db.Set<Meeting>().SingleAsync(m => m.Id == meeting.Id, Cancel);
            var draft = Minutes.Write(held, null, "Si è parlato.", MinutesState.Draft, null, write.Now);
            var approved = Minutes.Write(held, draft, "Si è parlato.", MinutesState.Approved, null, write.Now);
            write.Db.AddRange(draft, approved, Minutes.Write(held, approved, "Si è parlato.", MinutesState.Published, null, write.Now));
            return 0;
        });
        var after = await ReadAsync(_host.Visitor());
        Assert.Contains("Presente a 1 seduta su 1.", after, StringComparison.Ordinal);
        Assert.Contains("Seduta prima: Titolare", after, StringComparison.Ordinal);
        Assert.Contains("Seduta prima", await ReadAsync(carla), StringComparison.Ordinal);
    }
}
