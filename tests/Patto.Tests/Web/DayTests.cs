using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Documents;
using Patto.Tests.Processes;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Tests.Web;

/// <summary>Days and hours, as people write them and as they are told.</summary>
public sealed class DayTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private string Base => $"/percorsi/{_process.Slug}";

    private async Task<Visitor> CarlaAsync(DateOnly? starts = null)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: starts ?? new DateOnly(2026, 1, 7));
        return await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Officer));
    }

    [Theory]
    [InlineData("2026-03-20", "21:00", "", "00:30", "2026-03-20 21:00", "2026-03-21 00:30")]
    [InlineData("2026-03-20", "09:00", "2026-03-22", "17:00", "2026-03-20 09:00", "2026-03-22 17:00")]
    [InlineData("2026-03-28", "21:00", "", "03:30", "2026-03-28 21:00", "2026-03-29 03:30")]
    [InlineData("2026-03-20", "18:00", "", "20:00", "2026-03-20 18:00", "2026-03-20 20:00")]
    public async Task A_meeting_may_pass_midnight_or_last_for_days(string day, string from, string lastDay, string to,
        string start, string end)
    {
        var carla = await CarlaAsync();
        var made = await carla.PostAsync($"{Base}/incontri/nuovo", new()
        {
            ["Title"] = "Notte bianca",
            ["Method"] = "Assembly",
            ["Day"] = day,
            ["From"] = from,
            ["LastDay"] = lastDay,
            ["To"] = to
        });
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var meeting = await _host.InDb(db => db.Set<Meeting>().AsNoTracking().SingleAsync(m => m.Title == "Notte bianca", Cancel));
        static string Said(DateTimeOffset at) =>
            TimeZoneInfo.ConvertTime(at, Texts.Rome).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((start, end), (Said(meeting.Start), Said(meeting.End)));
        // The form shows it as it was written, and saving it changes nothing.
        var edit = made.Headers.Location!.ToString();
        Assert.Equal(lastDay, (await carla.ReadAsync(edit)).QuerySelector("input[name=LastDay]")!.GetAttribute("value") ?? "");
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(edit, new() { ["Title"] = "Notte bianca" })).StatusCode);
        Assert.Equal(meeting.End,
            (await _host.InDb(db => db.Set<Meeting>().AsNoTracking().SingleAsync(m => m.Id == meeting.Id, Cancel))).End);
    }

    [Theory]
    [InlineData("18:00", "", "17:00", "La fine viene prima"), InlineData("18:00", "2026-03-19", "20:00", "viene prima del primo"),
        InlineData("18:00", "2026-06-20", "20:00", "entro 31 giorni")]
    public async Task An_end_before_the_beginning_is_told_beside_its_field(string from, string lastDay, string to, string said)
    {
        var carla = await CarlaAsync();
        var refused = await carla.PostAsync($"{Base}/incontri/nuovo", new()
        {
            ["Title"] = "Al contrario",
            ["Method"] = "Assembly",
            ["Day"] = "2026-03-20",
            ["From"] = from,
            ["LastDay"] = lastDay,
            ["To"] = to
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await Visitor.ParseAsync(refused);
        Assert.Contains(said, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Al contrario", page.QuerySelector("input[name=Title]")!.GetAttribute("value"));
    }

    [Fact]
    public void Every_field_for_a_day_is_asked_whether_the_year_is_likely()
    {
        var fields = (from page in OwnTypes.All
                      where page.IsSubclassOf(typeof(PattoPage))
            && !page.IsAbstract
                      from field in LikelyDays.NamesOf(page)
                      select (page.Name, field.Name, field.IsFar)).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine("{0} fields for a day, {1} of them far", fields.Count, fields.Count(f => f.IsFar));
        Assert.True(fields.Count >= 31, $"only {fields.Count} fields");
        // Beside the pages themselves nothing brings a day: an input class with one would be a row of a table, which is asked too.
        var elsewhere = from page in OwnTypes.All
                        where page.IsSubclassOf(typeof(BasicPage)) && !page.IsSubclassOf(typeof(PattoPage))
            && !page.IsAbstract
                        from field in LikelyDays.NamesOf(page)
                        select page.Name;
        Assert.Empty(elsewhere);
    }

    [Theory]
    [InlineData("0027-03-02"), InlineData("2020-03-02"), InlineData("2206-03-02")]
    public async Task An_unlikely_year_is_refused_with_a_sentence_for_seats_decisions_and_phases(string day)
    {
        var carla = await CarlaAsync(_host.InCoDesign());
        var phase = _process.Phases.First(p => p.PlannedFrom > new DateOnly(2026, 3, 2));
        var table = await _host.InDb(db =>
            db.Set<Modules.Groups.Group>().AsNoTracking().Include(g => g.Seats).FirstAsync(g => g.Process == _process.Id, Cancel));
        (string Url, Dictionary<string, string> Fields, string Form)[] forms =
        [
            ($"{Base}/cronoprogramma/{phase.Id}", new() { ["From"] = day, ["Until"] = "2026-12-31", ["Reason"] = "prova" },
                "form[action*=Dates]"),
            ($"{Base}/cronoprogramma/aggiungi", new() { ["Name"] = "Passeggiata", ["From"] = day, ["Until"] = "2026-12-31" },
            "main form.form"),
            ($"{Base}/gruppi/{table.Id}", new() { ["Seat"] = table.Seats[0].Id.ToString(), ["Person"] = "Ada Prova", ["From"] = day },
            "form[action*=Seat]"),
            ($"{Base}/decisioni/consegna", new() { ["What"] = "Il testo", ["To"] = "Giunta", ["Day"] = day }, "main form.form"),
            ($"{Base}/incontri/nuovo", new() { ["Title"] = "Ieri", ["Day"] = day, ["From"] = "18:00", ["To"] = "20:00" }, "main form.form"),
        ];
        foreach (var (url, fields, form) in forms)
        {
            var refused = await carla.PostAsync(url, fields, form);
            var page = await Visitor.ParseAsync(refused);
            Assert.True(refused.StatusCode == HttpStatusCode.UnprocessableEntity, $"{url}: {(int)refused.StatusCode}");
            Assert.Contains("Controlla l'anno", page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_phase_that_never_began_is_not_concluded()
    {
        var carla = await CarlaAsync();
        var phase = _process.Phases.First(p => p.PlannedFrom > new DateOnly(2026, 3, 2));
        var refused = await carla.PostAsync($"{Base}/cronoprogramma/{phase.Id}", new() { ["On"] = "2026-03-02" }, "#fine");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("non è ancora iniziata", (await Visitor.ParseAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_day_of_a_public_process_changes_with_a_reason_that_everybody_reads()
    {
        var carla = await CarlaAsync();
        var edit = $"{Base}/modifica/testi";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await carla.PostAsync(edit, new() { ["Ends"] = "2027-01-31" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(edit, new() { ["Ends"] = "2027-01-31", ["Reason"] = "Le elezioni slittano." })).StatusCode);
        Assert.Contains("Le elezioni slittano.", (await _host.Visitor().ReadAsync($"{Base}/cronoprogramma")).Body!.TextContent,
            StringComparison.Ordinal);
        // Words may change without one.
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(edit, new() { ["Subtitle"] = "Insieme" })).StatusCode);
    }

    [Fact]
    public async Task Minutes_of_a_meeting_still_to_come_stay_a_draft()
    {
        var carla = await CarlaAsync();
        var start = Texts.RomeTime(new(2027, 1, 11), new(18, 0));
        var meeting = await _host.Act(_town, null, write => write.Get<MeetingBook>()
            .PlanAsync(new(_process.Id, _town.Id, _process.Key, _process.Slug, "", "", true, false), "A gennaio", Method.Table, start,
                start.AddHours(2), Cancel));
        var minutes = $"{Base}/incontri/{meeting.Id}/verbale";
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(minutes, new() { ["Text"] = "Ordine del giorno" })).StatusCode);
        var refused = Assert.Throws<RuleViolation>(() => Minutes.Write(meeting, null, "x", MinutesState.Approved, null, start.AddDays(-1)));
        Assert.Equal("minutes.future", refused.Code);
        Assert.Equal(MinutesState.Approved, Minutes.Write(meeting, null, "x", MinutesState.Approved, null, start.AddHours(1)).State);
    }

    [Fact]
    public void The_hour_of_a_meeting_is_told_beside_its_day()
    {
        var (from, until) = (Texts.RomeTime(new(2026, 3, 20), new(20, 30)), Texts.RomeTime(new(2026, 3, 20), new(22, 30)));
        Assert.Equal("ore 20.30–22.30", Texts.In("it", () => Dates.Hours(from, until)));
        Assert.Equal("venerdì 20 marzo 2026, ore 20.30 – sabato 21 marzo 2026, ore 0.30",
            Texts.In("it", () => Dates.Hours(from, until.AddHours(2))));
    }

    [Fact]
    public async Task The_home_page_tells_the_hour_of_the_next_meetings()
    {
        await CarlaAsync();
        var from = Texts.RomeTime(new(2026, 3, 20), new(20, 30));
        await _host.Act(_town, null, async write =>
        {
            var meeting = await write.Get<MeetingBook>().PlanAsync(new(_process.Id, _town.Id, _process.Key, _process.Slug, "", "", true,
                false), "Assemblea", Method.Assembly, from, from.AddHours(2), Cancel);
            meeting.Describe("Assemblea", Method.Assembly, "", null, null, from, from.AddHours(2), "Teatro", [], null, true);
            meeting.Publish();
            return 0;
        });
        Assert.Contains("ore 20.30–22.30", (await _host.Visitor().ReadAsync("/")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_meeting_is_the_same_event_whatever_host_the_calendar_was_asked_of()
    {
        _town = await _host.AuthorityAsync();
        await _host.Act(_town, null, async write =>
        {
            var town = await write.Db.Set<Authority>().SingleAsync(Cancel);
            town.Describe(town.Name, town.SiteName, "", "acqua", ["partecipa.fontelieta.example", "localhost"]);
            return 0;
        });
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        var from = Texts.RomeTime(new(2026, 3, 20), new(21, 0));
        var meeting = await _host.Act(_town, null, async write =>
        {
            var made = await write.Get<MeetingBook>().PlanAsync(new(_process.Id, _town.Id, _process.Key, _process.Slug, "", "", true,
                false), "Veglia", Method.Assembly, from, from.AddHours(3.5), Cancel);
            made.Describe("Veglia", Method.Assembly, "", null, null, from, from.AddHours(3.5), "Teatro", [], null, true);
            made.Publish();
            return made;
        });
        foreach (var url in new[] { "/incontri/calendario.ics", $"{Base}/incontri/{meeting.Id}/incontro.ics" })
        {
            var text = await (await _host.Visitor().GetAsync(url)).Content.ReadAsStringAsync(Cancel);
            Assert.Contains($"UID:{meeting.Id}@partecipa.fontelieta.example", text.Replace("\r\n ", "", StringComparison.Ordinal),
                StringComparison.Ordinal);
            Assert.Contains("DTEND;TZID=Europe/Rome:20260321T003000", text, StringComparison.Ordinal);
        }
    }
}
