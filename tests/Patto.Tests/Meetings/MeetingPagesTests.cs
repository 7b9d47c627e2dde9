using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Groups;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;
using Patto.Tests.Processes;
using Link = Patto.Provenance.Link;
using Visibility = Patto.Grants.Visibility;

namespace Patto.Tests.Meetings;

public sealed class MeetingPagesTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private string Base => $"/percorsi/{_process.Slug}/incontri";

    private async Task TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
    }

    private async Task<Visitor> CarlaAsync() => await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Secretariat));

    private ProcessInfo Info => new(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);

    /// <summary>Tomorrow evening at six, public.</summary>
    private Task<Meeting> MeetingAsync(Method method = Method.FocusGroup, int? seats = null, bool published = true,
        string title = "Muoversi", DateTimeOffset? start = null) => _host.Act(_town, null, async write =>
    {
        var from = start ?? Texts.RomeTime(new(2026, 3, 3), new(18, 0));
        var meeting = await write.Get<MeetingBook>().PlanAsync(Info, title, method, from, from.AddHours(2), Cancel);
        meeting.Describe(title, method, "Dove non riesci ad arrivare?", null, null, from, from.AddHours(2), "Ex scuola di Valle",
            ["Spazio bimbi"], seats, true);
        if (method == Method.OpenSpace) meeting.SetWall(Slot.Read("18.00-18.45\n18.45-19.30"), WallPlace.Read("Cerchio A\nCerchio B"), []);
        if (published) meeting.Publish();
        return meeting;
    });

    /// <summary>The evening has come and Carla opens the room.</summary>
    private async Task<string> OpenAsync(Meeting meeting)
    {
        _host.Clock.Now = meeting.Start.AddMinutes(5);
        var carla = await CarlaAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync($"{Base}/{meeting.Id}", [], "form[action*=Open]")).StatusCode);
        return (await _host.InDb(db => db.Set<Meeting>().AsNoTracking().SingleAsync(m => m.Id == meeting.Id, Cancel))).RoomCode!;
    }

    [Fact]
    public async Task A_process_made_from_a_template_has_its_meetings_as_drafts()
    {
        await TownAsync();
        var drafts = await _host.InDb(db => db.Set<Meeting>().AsNoTracking().OrderBy(m => m.Start).ToListAsync(Cancel));
        Assert.Contains(drafts, m => m.Method == Method.OpenSpace && m.PlannedKey == "open-space");
        Assert.Equal(4, drafts.Count(m => m.Method == Method.FocusGroup));
        Assert.All(drafts, m => Assert.Equal(MeetingState.Draft, m.State));
        Assert.DoesNotContain("Open Space", (await _host.Visitor().ReadAsync(Base)).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync($"{Base}/{drafts[0].Id}")).StatusCode);
    }

    [Fact]
    public async Task Carla_plans_describes_and_publishes_and_the_town_s_calendar_shows_it()
    {
        await TownAsync();
        var carla = await CarlaAsync();
        var made = await carla.PostAsync($"{Base}/nuovo", new()
        {
            ["Title"] = "Assemblea a Valle",
            ["Method"] = "Assembly",
            ["Day"] = "2026-03-20",
            ["From"] = "20:30",
            ["To"] = "22:30"
        });
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var edited = await carla.PostAsync(made.Headers.Location!.ToString(),
            new() { ["Where"] = "Circolo di Valle", ["Agenda"] = "20.30 Benvenuto\n20.45 La parola a chi c'è", ["Seats"] = "80" });
        Assert.Equal(HttpStatusCode.Redirect, edited.StatusCode);
        var page = edited.Headers.Location!.ToString();
        Assert.DoesNotContain("Assemblea a Valle", (await _host.Visitor().ReadAsync("/incontri")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(page, [], "form[action*=Publish]")).StatusCode);
        Assert.Contains("Assemblea a Valle", (await _host.Visitor().ReadAsync("/incontri")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Set<Patto.Search.SearchEntry>().CountAsync(e => e.Title == "Assemblea a Valle", Cancel)));
        Assert.Contains("20.30", (await _host.Visitor().ReadAsync(page)).QuerySelector("dl.list")!.TextContent, StringComparison.Ordinal);
        var feed = await (await _host.Visitor().GetAsync("/incontri/calendario.ics")).Content.ReadAsStringAsync();
        Assert.Contains("DTSTART;TZID=Europe/Rome:20260320T203000", feed, StringComparison.Ordinal);
        Assert.Contains("BEGIN:VTIMEZONE", await (await _host.Visitor().GetAsync($"{page}/incontro.ics")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        var api = JsonDocument.Parse(await (await _host.Visitor()
            .GetAsync($"/api/v1/processes/{_process.Slug}/meetings")).Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("Assemblea a Valle", Assert.Single(api.GetProperty("items").EnumerateArray()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Anna_registers_without_account_gets_a_letter_and_frees_her_seat()
    {
        await TownAsync();
        var meeting = await MeetingAsync(seats: 1);
        var anna = _host.Visitor();
        var answer = await anna.PostAsync($"{Base}/{meeting.Id}/iscrizione", new()
        {
            ["Name"] = "Anna",
            ["Channel"] = "Email",
            ["Address"] = "anna@posta.example",
            ["Needs"] = "Un posto per la carrozzina",
            ["Consent"] = "true"
        });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var letter = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(Cancel));
        Assert.Contains("Muoversi", letter.Subject, StringComparison.Ordinal);
        var person = await _host.InDb(db => db.Set<Person>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(meeting.End.AddDays(30), person.AccessNeedsUntil);

        var full = await _host.Visitor().PostAsync($"{Base}/{meeting.Id}/iscrizione", new() { ["Name"] = "Bruno", ["Consent"] = "true" });
        var place = full.Headers.Location!.ToString();
        Assert.Contains("Sei in lista d'attesa", (await _host.Visitor().ReadAsync(place)).Body!.TextContent, StringComparison.Ordinal);
        var form = (await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}/iscrizione")).Body!.TextContent;
        Assert.Contains("chi si iscrive adesso sta in lista d'attesa", form, StringComparison.Ordinal);
        await _host.Visitor().PostAsync($"{Base}/{meeting.Id}/iscrizione", new()
        {
            ["Name"] = "Carla Riva",
            ["Channel"] = "Email",
            ["Address"] = "carla@posta.example",
            ["Consent"] = "true"
        });
        var waits = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Address == "carla@posta.example", Cancel));
        Assert.StartsWith("In lista d'attesa", waits.Subject, StringComparison.Ordinal);
        Assert.Contains("Prima di te aspetta 1 persona", (await _host.Visitor().ReadAsync(_host.LinkOf(waits))).Body!.TextContent,
            StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(_host.LinkOf(letter), [], "form.inline-form")).StatusCode);
        Assert.Contains("Sei iscritto", (await _host.Visitor().ReadAsync(place)).Body!.TextContent, StringComparison.Ordinal);
        var list = (await (await CarlaAsync()).ReadAsync($"{Base}/{meeting.Id}/presenze")).QuerySelector("main")!.TextContent;
        Assert.Contains("1 iscritto", list, StringComparison.Ordinal);
        Assert.Contains("1 in lista d'attesa", list, StringComparison.Ordinal);
        // Another seat: the next in line has it, and is told.
        await (await CarlaAsync()).PostAsync($"{Base}/{meeting.Id}/modifica", new() { ["Seats"] = "2" });
        Assert.Equal(1, await _host.InDb(db => db.Set<Letter>().CountAsync(l => l.Subject.StartsWith("C'è posto")
            && l.Address == "carla@posta.example", Cancel)));
        Assert.False(await _host.InDb(db => db.Set<Registration>().AnyAsync(r => r.IsWaiting, Cancel)));
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync($"{Base}/{meeting.Id}/iscritto?t=inventato")).StatusCode);
    }

    [Fact]
    public async Task A_video_link_reaches_who_has_a_seat_and_nobody_else()
    {
        const string Link = "https://video.example/stanza-segretissima";
        await TownAsync();
        var meeting = await MeetingAsync(seats: 1);
        foreach (var name in new[] { "anna", "bruno" })
            await _host.Visitor().PostAsync($"{Base}/{meeting.Id}/iscrizione", new()
            {
                ["Name"] = name,
                ["Channel"] = "Email",
                ["Address"] = $"{name}@posta.example",
                ["Consent"] = "true"
            });
        var carla = await CarlaAsync();
        var edit = $"{Base}/{meeting.Id}/modifica";
        var wrong = await carla.PostAsync(edit, new() { ["VideoLink"] = "video.example/stanza" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("comincia con https://", (await Visitor.ParseAsync(wrong)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(edit, new() { ["VideoLink"] = Link })).StatusCode);
        await _host.WriteMailingsAsync();
        var told = await _host.InDb(db => db.Set<Letter>().AsNoTracking().Where(l => l.Body.Contains(Link)).ToListAsync(Cancel));
        Assert.Equal("anna@posta.example", Assert.Single(told).Address);
        async Task<string> OwnAsync(string who)
        {
            var letter = await _host.InDb(db => db.Set<Letter>().AsNoTracking().OrderBy(l => l.Id)
                .FirstAsync(l => l.Address == $"{who}@posta.example", Cancel));
            return (await _host.Visitor().ReadAsync(_host.LinkOf(letter))).Source.Text;
        }
        Assert.Contains(Link, await OwnAsync("anna"), StringComparison.Ordinal);
        Assert.DoesNotContain(Link, await OwnAsync("bruno"), StringComparison.Ordinal);
        var slug = _process.Slug;
        string[] open =
        [
            $"{Base}/{meeting.Id}", $"{Base}/{meeting.Id}/incontro.ics", Base, $"{Base}.ics", $"/api/v1/processes/{slug}/meetings",
            $"/api/v1/meetings/{meeting.Id}", "/calendario", "/cerca?q=stanza-segretissima", $"/percorsi/{slug}", "/",
        ];
        foreach (var url in open)
        {
            var answer = await _host.Visitor().GetAsync(url);
            Assert.DoesNotContain("stanza-segretissima", url.StartsWith("/cerca", StringComparison.Ordinal)
                ? (await Visitor.ParseAsync(answer)).QuerySelector("main ol, main ul")?.TextContent ?? ""
                : await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        Assert.Contains(Link, (await carla.ReadAsync($"{Base}/{meeting.Id}")).Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_is_ticked_counted_and_known_only_inside()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        await _host.Visitor().PostAsync($"{Base}/{meeting.Id}/iscrizione", new() { ["Name"] = "Teresa Bassi", ["Consent"] = "true" });
        var carla = await CarlaAsync();
        var url = $"{Base}/{meeting.Id}/presenze";
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(url, [], "form[action*=Mark]")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(url, new() { ["Name"] = "Ines" })).StatusCode);
        Assert.Equal(2, await _host.InDb(db => db.Set<Attendance>().CountAsync(Cancel)));
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(url, new() { ["Total"] = "22", ["Women"] = "13", ["Men"] = "9" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(url, new() { ["Total"] = "5", ["Women"] = "13" })).StatusCode);
        var seen = (await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}")).Body!.TextContent;
        Assert.Contains("22 persone presenti", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Teresa Bassi", seen, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(url, [], "form[action*=Remove]")).StatusCode);
        Assert.Equal(1, await _host.InDb(db => db.Set<Attendance>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task Notes_of_a_focus_group_become_contributions_that_the_meeting_gave_voice_to()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await CarlaAsync())
            .PostAsync($"{Base}/{meeting.Id}/note", new() { ["Speaker"] = "p3", ["Text"] = "Troppo presto." })).StatusCode);
        _host.Clock.Now = meeting.Start.AddMinutes(30);
        var carla = await CarlaAsync();
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"{Base}/{meeting.Id}/note",
            new() { ["Speaker"] = "p3", ["Text"] = "Io accompagno sei persone da tre anni.", ["Kind"] = "Testimony" })).StatusCode);
        var note = await _host.InDb(db => db.Set<Contribution>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(("P3", Via.Meeting, meeting.Subject), (note.Pseudonym, note.Via, note.Source));
        Assert.Equal(Visibility.Staff, (await VoicedAsync(meeting.Subject)).Visibility);
        await _host.Act(_town, null, async write => { await write.Get<ContributionBook>().PublishAsync(note.Id, Cancel); return 0; });
        Assert.Equal(Visibility.Public, (await VoicedAsync(meeting.Subject)).Visibility);
        Assert.Contains("sei persone", (await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    private Task<Link> VoicedAsync(Subject from) =>
        _host.InDb(db => db.Set<Link>().AsNoTracking().SingleAsync(l => l.From == from && l.Relation == Relation.Voiced, Cancel));

    [Fact]
    public async Task Minutes_go_from_draft_to_approved_to_public_and_agreements_are_kept()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        _host.Clock.Now = meeting.End.AddHours(1);
        var carla = await CarlaAsync();
        var url = $"{Base}/{meeting.Id}/verbale";
        await carla.PostAsync(url, new() { ["Text"] = "Mario Rossi ha parlato di autobus." });
        await PressAsync(carla, url, "Approve", "Si è parlato di autobus.");
        Assert.DoesNotContain("autobus", (await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}")).Body!.TextContent,
            StringComparison.Ordinal);
        await PressAsync(carla, url, "Publish", "Si è parlato di autobus.");
        var seen = (await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}")).Body!.TextContent;
        Assert.Contains("Si è parlato di autobus.", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Mario Rossi", seen, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(url, new()
            {
                ["What"] = "Sentire l'azienda dei trasporti",
                ["Owner"] = "Segreteria",
                ["Due"] = "2026-03-31"
            })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(url, [], "form[action*=MarkDone]")).StatusCode);
        Assert.NotNull(await _host.InDb(db => db.Set<Agreement>().AsNoTracking().Select(a => a.Kept).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task What_is_published_is_the_text_that_was_approved_and_no_other()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        _host.Clock.Now = meeting.End;
        var carla = await CarlaAsync();
        var url = $"{Base}/{meeting.Id}/verbale";
        await PressAsync(carla, url, "Publish", "Si è parlato di autobus.", "Prima di pubblicarlo il verbale va approvato.");
        await PressAsync(carla, url, "Approve", "Si è parlato di autobus.\r\nE di orari.");
        await PressAsync(carla, url, "Publish", "Si è parlato di autobus.\r\nE di orari. E di Mario Rossi.",
            "Il testo non è quello approvato: approvalo così com'è ora, poi pubblicalo.");
        Assert.DoesNotContain("autobus", (await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}")).Body!.TextContent,
            StringComparison.Ordinal);
        await PressAsync(carla, url, "Publish", "Si è parlato di autobus.\r\nE di orari.");
        Assert.Contains("E di orari.", (await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_minutes_of_a_long_meeting_are_kept_whole()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        var carla = await CarlaAsync();
        var minutes = string.Concat(Enumerable.Repeat(new string('a', 99) + "\r\n", 2000)).Trim();
        await PressAsync(carla, $"{Base}/{meeting.Id}/verbale", "", minutes);
        var kept = await _host.InDb(db => db.Minutes.AsNoTracking().Select(m => m.Text).SingleAsync(Cancel));
        Assert.Equal(minutes.ReplaceLineEndings("\n"), kept);
        Assert.Equal(199_999, kept.Length);
    }

    private static async Task PressAsync(Visitor carla, string url, string handler, string text, string? refused = null)
    {
        var form = (await carla.ReadAsync(url)).QuerySelector("form.form")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!,
            i => i.GetAttribute("value") ?? "");
        fields["Text"] = text;
        var answer = await carla.Client.PostAsync($"{url}?handler={handler}", new FormUrlEncodedContent(fields));
        Assert.Equal(refused is null ? HttpStatusCode.Redirect : HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        if (refused is not null) Assert.Contains(refused, (await Visitor.ParseAsync(answer)).QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_an_open_space_who_has_the_room_s_code_calls_a_session_and_reports()
    {
        await TownAsync();
        var meeting = await MeetingAsync(Method.OpenSpace);
        var room = await OpenAsync(meeting);
        var call = $"{Base}/{meeting.Id}/proponi";
        Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync(call)).Headers.Location!.ToString(), StringComparison.Ordinal);
        var rita = _host.Visitor();
        Assert.Equal(HttpStatusCode.Redirect,
            (await rita.PostAsync($"{call}?stanza={room}",
            new() { ["Title"] = "Anziani soli: chi bussa alla porta?", ["Caller"] = "Rita", ["Square"] = "1800-a" })).StatusCode);
        var again = await rita.PostAsync($"{call}?stanza={room}",
            new() { ["Title"] = "Un altro", ["Caller"] = "Karim", ["Square"] = "1800-a" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);

        var wall = await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}/muro");
        Assert.Contains("Anziani soli", wall.QuerySelector(".slot.is-now .sess h3")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, wall.QuerySelectorAll(".sess.free").Length);
        var session = wall.QuerySelector(".sess h3 a")!.GetAttribute("href")!;
        Assert.Null((await _host.Visitor().ReadAsync(session)).QuerySelector("form.form"));
        var report = await rita.PostAsync($"{session}?stanza={room}", new()
        {
            ["Discussion"] = "Chi è più solo non viene agli incontri.",
            ["Proposals"] = "Il buongiorno telefonico\nUn portinaio di quartiere",
            ["People"] = "14"
        });
        Assert.Equal(HttpStatusCode.Redirect, report.StatusCode);
        var proposals = await _host.InDb(db => db.Set<Contribution>().AsNoTracking().OrderBy(c => c.Number).ToListAsync(Cancel));
        Assert.Equal(["Il buongiorno telefonico", "Un portinaio di quartiere"], proposals.Select(p => p.Text));
        Assert.All(proposals, p => Assert.Equal("session", p.Source!.Value.Kind));
        Assert.Contains("non viene agli incontri", (await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}/muro")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.DoesNotContain("portinaio", (await _host.Visitor().ReadAsync(session)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_on_one_square_at_once_one_is_told_to_choose_another()
    {
        await TownAsync();
        var meeting = await MeetingAsync(Method.OpenSpace);
        var room = await OpenAsync(meeting);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(n => _host.Visitor().PostAsync($"{Base}/{meeting.Id}/proponi?stanza={room}",
                new() { ["Title"] = $"Tema {n}", ["Caller"] = "Rita", ["Square"] = "1845-b" })));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(3, answers.Count(a => a.StatusCode == HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Sixty_phones_behind_one_address_write_into_the_room_and_none_is_lost()
    {
        await TownAsync();
        var meeting = await MeetingAsync(Method.OpenSpace);
        var room = await OpenAsync(meeting);
        var answers = new List<HttpStatusCode>();
        foreach (var ten in Enumerable.Range(0, 60).Chunk(10))
            answers.AddRange(await Task.WhenAll(ten.Select(async n =>
                (await _host.Visitor().PostAsync($"/stanza/{room}", new() { ["Text"] = $"Dal telefono {n}." })).StatusCode)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a));
        Assert.Equal(60, await _host.InDb(db => db.Set<Contribution>().CountAsync(c => c.Text.StartsWith("Dal telefono"), Cancel)));
    }

    [Fact]
    public async Task A_closed_room_says_so_keeps_what_was_typed_and_the_phone_shows_what_was_received()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        var room = await OpenAsync(meeting);
        var phone = _host.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await phone.PostAsync("/stanza", new() { ["Typed"] = room.ToLowerInvariant() })).StatusCode);
        var sent = await phone.PostAsync($"/stanza/{room}", new() { ["Text"] = "Una cosa sola." });
        Assert.Contains($"{_process.Key}-C0001", (await phone.ReadAsync(sent.Headers.Location!.ToString()))
            .QuerySelector("[role=status].receipt-body")!.TextContent, StringComparison.Ordinal);
        var typing = await phone.ReadAsync($"/stanza/{room}");
        Assert.Equal(HttpStatusCode.Redirect,
            (await (await CarlaAsync()).PostAsync($"{Base}/{meeting.Id}", [], "form[action*=Close]")).StatusCode);
        var closed = await phone.ReadAsync($"/stanza/{room}");
        Assert.Contains("La stanza è chiusa", closed.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Null(closed.QuerySelector("main textarea"));
        var late = await phone.Client.PostAsync($"/stanza/{room}", new FormUrlEncodedContent(Visitor.Prefilled(typing.Forms
            .OfType<AngleSharp.Html.Dom.IHtmlFormElement>().Single(f => f.QuerySelector("[name=Text]") is not null))
            .Where(f => f.Key != "Text").Append(new("Text", "Arrivo tardi."))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        var kept = await Visitor.ParseAsync(late);
        Assert.Contains("si è chiusa mentre scrivevi", kept.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Arrivo tardi.", kept.QuerySelector("main textarea")!.TextContent.Trim());
    }

    [Fact]
    public async Task Who_offers_to_write_is_on_the_staff_s_list()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        Assert.Equal(HttpStatusCode.Redirect,
            (await _host.Visitor().PostAsync($"{Base}/{meeting.Id}/scrivere",
            new() { ["Name"] = "Karim", ["Channel"] = "Phone", ["Address"] = "347 0000000", ["Consent"] = "true" })).StatusCode);
        Assert.DoesNotContain("Karim", (await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}/scrivere")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("Karim", (await (await CarlaAsync()).ReadAsync($"{Base}/{meeting.Id}/scrivere")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_offered_to_write_is_seated_at_the_enlarged_table()
    {
        await TownAsync();
        var meeting = await MeetingAsync(Method.OpenSpace);
        var (page, carla) = ($"{Base}/{meeting.Id}/scrivere", await CarlaAsync());
        await _host.Visitor().PostAsync(page,
            new() { ["Name"] = "Irene Zanella", ["Channel"] = "Email", ["Address"] = "irene@posta.example", ["Consent"] = "true" });
        Assert.Contains("Prima allarga il Tavolo", (await carla.ReadAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        var table = (await _host.InDb(db => db.Set<Group>()
            .SingleAsync(g => g.Process == _process.Id && g.Kind == GroupKind.NegotiationTable, Cancel))).Id;
        await carla.PostAsync($"/percorsi/{_process.Slug}/gruppi/{table}", [], "#allarga");
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(page, new() { ["Interest"] = "Giovani" }, "form[action*='Recruit']")).StatusCode);
        Assert.Contains("Siede al Tavolo", (await carla.ReadAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Irene Zanella", (await _host.Visitor().ReadAsync($"/percorsi/{_process.Slug}/tavolo")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains(await _host.InDb(db => db.Set<Letter>().AsNoTracking().ToListAsync(Cancel)), l =>
            l.Address == "irene@posta.example" && l.Subject.Contains("Tavolo", StringComparison.Ordinal));
        var davide = await _host.SignedInAsync(await _host.AccountAsync("Davide Lodi", _town, Role.Facilitator));
        Assert.Empty((await davide.ReadAsync(page)).QuerySelectorAll("form[action*='Recruit']"));
    }

    [Fact]
    public async Task A_cancelled_meeting_says_why_and_tells_who_registered()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        await _host.Visitor().PostAsync($"{Base}/{meeting.Id}/iscrizione",
            new() { ["Name"] = "Anna", ["Channel"] = "Post", ["Address"] = "Via Roma 1", ["Consent"] = "true" });
        var carla = await CarlaAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync($"{Base}/{meeting.Id}", new() { ["Why"] = "" }, "#annulla")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"{Base}/{meeting.Id}", new() { ["Why"] = "La sala è allagata." }, "#annulla")).StatusCode);
        Assert.Contains("La sala è allagata.", (await _host.Visitor().ReadAsync($"{Base}/{meeting.Id}")).Body!.TextContent,
            StringComparison.Ordinal);
        await _host.WriteMailingsAsync();
        Assert.Contains(await _host.InDb(db => db.Set<Letter>().AsNoTracking().ToListAsync(Cancel)), l =>
            l.Channel == Channel.Post && l.Body.Contains("allagata", StringComparison.Ordinal));
        Assert.Contains("STATUS:CANCELLED", await (await _host.Visitor().GetAsync("/incontri/calendario.ics")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modifica"), InlineData("presenze"), InlineData("note"), InlineData("verbale"), InlineData("materiale")]
    public async Task The_inside_of_a_meeting_is_for_the_staff(string part)
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync($"{Base}/{meeting.Id}/{part}")).Headers.Location!.ToString(),
            StringComparison.Ordinal);
        var elsa = await _host.SignedInAsync(await _host.AccountAsync("Elsa Bianchi", _town));
        Assert.Equal(HttpStatusCode.Forbidden, (await elsa.GetAsync($"{Base}/{meeting.Id}/{part}")).StatusCode);
        var carla = await CarlaAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync($"{Base}/non-un-id/{part}")).StatusCode);
        var other = await _host.ProcessAsync(_town);
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync($"/percorsi/{other.Slug}/incontri/{meeting.Id}/{part}")).StatusCode);
    }

    [Fact]
    public async Task Nobody_but_the_staff_publishes_opens_or_cancels()
    {
        await TownAsync();
        var meeting = await MeetingAsync();
        var elsa = await _host.SignedInAsync(await _host.AccountAsync("Elsa Bianchi", _town));
        var token = (await elsa.ReadAsync($"{Base}/{meeting.Id}/iscrizione"))
            .QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var handler in new[] { "Publish", "Open", "Close", "Cancel" })
            Assert.Equal(HttpStatusCode.Forbidden,
                (await elsa.Client.PostAsync($"{Base}/{meeting.Id}?handler={handler}",
                new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Cancel)).StatusCode);
    }
}
