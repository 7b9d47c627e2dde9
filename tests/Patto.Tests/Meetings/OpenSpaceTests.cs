using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Processes;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Patto.Tests.Meetings;

/// <summary>A gymnasium with one connection: sixty people behind one address, for five minutes of an Open Space.</summary>
public sealed class OpenSpaceTests : IAsyncDisposable
{
    private const int People = 60;
    private const string OneAddress = "203.0.113.7";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly PlatformHost _host = new();
    private readonly List<(string What, HttpStatusCode Answer)> _answers = [];
    private Authority _town = null!;
    private Process _process = null!;
    private Meeting _meeting = null!;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private string Wall => MeetingUrls.Part(_process.Slug, _meeting.Id.Value, "muro");
    private string Call => MeetingUrls.Part(_process.Slug, _meeting.Id.Value, "proponi");
    private string Form => $"/percorsi/{_process.Slug}/contributi/nuovo";

    [Fact]
    public async Task Sixty_people_behind_one_address_are_heard_for_five_minutes_and_outside_the_room_they_are_limited()
    {
        var people = await ComeAsync();
        // By the town's clock: each does something every minute, all at the same moment.
        const int turns = 5;
        for (var turn = 0; turn < turns; turn++, _host.Clock.Now += Lasts / turns)
            await Task.WhenAll(people.Select(p => TakeTurnAsync(p, turn, turns)));
        await AllIsKeptAsync(turns);
        await OutsideItIsLimitedAsync(People * turns);
    }

    [Fact]
    public async Task The_same_five_minutes_in_real_time()
    {
        if (!TestRun.IsLong) Assert.Skip("Five minutes long: PATTO_TEST_LONG=1 runs it.");
        var (people, start, watch) = (await ComeAsync(), _host.Clock.Now, Stopwatch.StartNew());
        const int turns = 25; // one every twelve seconds
        await Task.WhenAll(people.Select(async person =>
        {
            var dice = new Random(person.Number);
            for (var turn = 0; turn < turns; turn++)
            {
                var due = (turn + dice.NextDouble()) * (Lasts / turns);
                if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed, Cancel);
                _host.Clock.Now = start + watch.Elapsed;
                await TakeTurnAsync(person, turn, turns);
            }
        }));
        await AllIsKeptAsync(turns);
        await OutsideItIsLimitedAsync(People * turns);
    }

    [Fact]
    public async Task Forty_people_sign_up_at_the_same_moment_thirty_find_a_seat_ten_stand_in_line_and_nobody_is_told_to_try_again()
    {
        await TownAsync();
        var meeting = await _host.Act(_town, null, async write =>
        {
            var planned = await write.Get<MeetingBook>().PlanAsync(Info, "Assemblea", Method.Assembly, _host.Clock.Now.AddDays(1),
                _host.Clock.Now.AddDays(1).AddHours(2), Cancel);
            planned.Describe("Assemblea", Method.Assembly, "", null, null, planned.Start, planned.End, "Palestra", [], 30, true);
            planned.Publish();
            return planned;
        });
        var answers = await Task.WhenAll(Enumerable.Range(1, 40).Select(async n =>
            (await At($"198.51.100.{n}").PostAsync(MeetingUrls.Part(_process.Slug, meeting.Id.Value, "iscrizione"),
                new() { ["Name"] = $"Persona {n}", ["Consent"] = "true" })).StatusCode));
        Assert.Equal("40 × 302", string.Join(", ", answers.GroupBy(a => a).OrderBy(g => g.Key)
            .Select(g => $"{g.Count()} × {(int)g.Key}")));
        var line = await _host.InDb(db => db.Set<Registration>().Where(r => r.Meeting == meeting.Id).GroupBy(r => r.IsWaiting)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, Cancel));
        Assert.Equal((30, 10), (line[false], line[true]));
    }

    // First a theme for the wall, last a report with two proposals, in between something said by phone; the wall is read every time.
    private async Task TakeTurnAsync(Person person, int turn, int turns)
    {
        Note("bacheca", await person.Phone.GetAsync($"{Wall}?stanza={_meeting.RoomCode}"));
        var part = turn == 0 ? "tema" : turn == turns - 1 ? "resoconto" : "voce";
        Note(part, await (part switch
        {
            "tema" => person.Phone.PostAsync($"{Call}?stanza={_meeting.RoomCode}",
                new() { ["Title"] = person.Theme, ["Caller"] = $"Persona {person.Number}", ["Square"] = person.Square }),
            "resoconto" => ReportAsync(person),
            _ => person.Phone.PostAsync(MeetingUrls.Room(_meeting.RoomCode!),
            new() { ["Text"] = $"Persona {person.Number}, cosa {turn}." }),
        }));
    }

    private async Task<HttpResponseMessage> ReportAsync(Person person)
    {
        var session = (await person.Phone.ReadAsync($"{Wall}?stanza={_meeting.RoomCode}")).QuerySelectorAll(".sess h3 a")
            .Single(a => a.TextContent.Trim() == person.Theme);
        var (path, discussion) = (session.GetAttribute("href")!.Split('?')[0], $"Abbiamo parlato del tema {person.Number}.");
        return await person.Phone.PostAsync($"{path}?stanza={_meeting.RoomCode}", new()
        {
            ["Discussion"] = discussion,
            ["Proposals"] = $"Proposta {person.Number} A\nProposta {person.Number} B",
            ["People"] = "4"
        });
    }

    private async Task AllIsKeptAsync(int turns)
    {
        var refused = _answers.GroupBy(a => a).Where(g => g.Key.Answer is not (HttpStatusCode.OK or HttpStatusCode.Redirect))
            .Select(g => $"{g.Count()} × {g.Key.What}: {(int)g.Key.Answer}").ToList();
        if (refused.Count > 0) Assert.Fail("Refused in the room: " + string.Join(", ", refused));
        Assert.Equal(People * turns * 2, _answers.Count);
        var sessions = await _host.InDb(db => db.Set<Session>().AsNoTracking().Where(s => s.Meeting == _meeting.Id).ToListAsync(Cancel));
        Assert.Equal(People, sessions.Select(s => s.Title).Distinct().Count());
        Assert.All(sessions, s => Assert.NotNull(s.Discussion));
        var said = await _host.InDb(db => db.Set<Contribution>().AsNoTracking().Where(c => c.Process == _process.Id)
            .Select(c => new { c.Text, c.Code }).ToListAsync(Cancel));
        Assert.Equal(People * (turns - 2), said.Where(c => c.Text.StartsWith("Persona ", StringComparison.Ordinal)).Select(c => c.Text)
            .Distinct().Count());
        Assert.Equal(People * 2, said.Where(c => c.Text.StartsWith("Proposta ", StringComparison.Ordinal)).Select(c => c.Text)
            .Distinct().Count());
        Assert.Equal((People * turns, People * turns), (said.Count, said.Select(c => c.Code).Distinct().Count()));
        await using var scope = _host.Services.CreateAsyncScope();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<AuditCheck>().FirstBreakAsync(_town.Id.Value, cancel: Cancel));
    }

    /// <summary>As many submissions as the room took, from the same address and in the same time, to the form that everybody has.</summary>
    private async Task OutsideItIsLimitedAsync(int times)
    {
        var (phone, typed) = (At(OneAddress), "Scritto fuori dalla stanza.");
        var form = (await phone.ReadAsync(Form)).QuerySelector("textarea[name=Text]")!.Closest("form")!;
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Task<HttpResponseMessage> SendAsync(Visitor from, string words) =>
            from.Client.PostAsync(Form,
                new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Text", words), new("Consent", "true")]), Cancel);
        var taken = 0;
        for (var n = 0; n < times; n++)
        {
            using var answer = await SendAsync(phone, $"{typed} {n}");
            if (answer.StatusCode == HttpStatusCode.Redirect) { taken++; continue; }
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero && answer.Headers.RetryAfter.Delta <= TimeSpan.FromMinutes(10));
            if (n % 100 != 0) continue;
            var page = await Visitor.ParseAsync(answer);
            Assert.Contains("Da questo collegamento sono arrivati molti invii in poco tempo. Riprova fra 10 minuti",
                page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Equal($"{typed} {n}", page.QuerySelector("textarea[name=Text]")!.TextContent.Trim());
        }
        Assert.Equal(20, taken);
        phone.Client.DefaultRequestHeaders.Remove("X-Forwarded-For");
        phone.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.8");
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(phone, "Da un altro collegamento.")).StatusCode);
    }

    private void Note(string what, HttpResponseMessage answer)
    {
        using (answer)
            lock (_answers) _answers.Add((what, answer.StatusCode));
    }

    private sealed record Person(int Number, Visitor Phone, string Square)
    {
        public string Theme => $"Il tema numero {Number}";
    }

    private ProcessInfo Info => new(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);

    private async Task TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
    }

    /// <summary>The doors open: a wall of eight circles and eight rounds, its room open, sixty phones on one connection.</summary>
    private async Task<List<Person>> ComeAsync()
    {
        await TownAsync();
        _host.Clock.Now = Texts.RomeTime(new(2026, 3, 2), new(10, 0));
        _meeting = await _host.Act(_town, null, async write =>
        {
            var (from, to) = (_host.Clock.Now, _host.Clock.Now.AddHours(8));
            var meeting = await write.Get<MeetingBook>().PlanAsync(Info, "Open Space", Method.OpenSpace, from, to, Cancel);
            meeting.Describe("Open Space", Method.OpenSpace, "Come ci aiutiamo?", null, null, from, to, "Palestra", [], null, true);
            meeting.SetWall(Slot.Read(string.Join('\n', Enumerable.Range(10, 8).Select(h => $"{h}.00-{h}.50"))),
                WallPlace.Read(string.Join('\n', Enumerable.Range(1, Meeting.MostPlaces).Select(n => $"Cerchio {n}"))), []);
            meeting.Publish();
            meeting.Open(_host.Clock.Now);
            return meeting;
        });
        var squares = from slot in _meeting.Slots from place in _meeting.Places select $"{slot.Key}-{place.Key}";
        return [.. squares.Take(People).Select((square, n) => new Person(n + 1, At(OneAddress), square))];
    }

    private Visitor At(string address)
    {
        var visitor = _host.Visitor();
        visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return visitor;
    }
}
