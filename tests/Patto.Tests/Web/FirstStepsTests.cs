using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Tests.Processes;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>The guide says what is there and what is missing, and what people have as a list goes in as a list: all of it or
/// nothing.</summary>
public sealed class FirstStepsTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<(Authority Town, Process Process, Visitor Ivetta)> AloneAsync(string template = "lwp")
    {
        var town = await _host.AuthorityAsync();
        var ivetta = await _host.AccountAsync("Ivetta Lombarducci", town, Role.Administrator);
        var process = await _host.ProcessAsync(town, template, published: false);
        await _host.Act(town, null, write =>
        {
            write.Db.Add(RoleGrant.Give(ivetta.Id, Role.Officer, town.Id, process.Subject, write.Now, process.Subject));
            return Task.FromResult(0);
        });
        return (town, process, await _host.SignedInAsync(ivetta));
    }

    /// <summary>Presses a button of a page that is on the screen.</summary>
    private static Task<HttpResponseMessage> NextAsync(Visitor who, string url, IHtmlDocument page, string form, string handler,
        Dictionary<string, string>? fields = null)
    {
        fields ??= [];
        var on = (IHtmlFormElement)page.QuerySelector(form)!;
        return who.Client.PostAsync(url + (handler.Length > 0 ? "?handler=" + handler : ""), new FormUrlEncodedContent(Visitor.Prefilled(on)
            .Where(f => !fields.ContainsKey(f.Key)).Concat(fields)), Cancel);
    }

    private static async Task<IHtmlDocument> PasteAsync(Visitor who, string url, string form, string text)
    {
        var answer = await NextAsync(who, url, await who.ReadAsync(url), form, "Read", new() { ["Pasted"] = text });
        return await Visitor.ParseAsync(answer);
    }

    private static string ValueOf(IHtmlDocument page, string name) => ((IHtmlInputElement)page.QuerySelector($"[name='{name}']")!).Value;

    [Fact]
    public async Task Every_seat_of_a_table_is_filled_by_one_paste_or_none_is()
    {
        var (_, process, ivetta) = await AloneAsync();
        var url = GroupUrls.Seats(process.Slug);
        var rows = Enumerable.Range(1, 9).Select(n =>
            $"\tEnte {n}\tErsilia Brusacà {n}\t{(n == 2 ? "Oddone Uggeri" : "")}\tp{n}@valsorbina.example").ToList();
        var read = await PasteAsync(ivetta, url, "form#posti", string.Join("\r\n", rows));
        Assert.Equal(("Ente che decide", "Ersilia Brusacà 1", "p9@valsorbina.example"),
            (ValueOf(read, "Rows[0].Interest"), ValueOf(read, "Rows[0].Person"), ValueOf(read, "Rows[8].Email")));
        Assert.Equal(0, await _host.InDb(db => db.Set<Membership>().CountAsync(Cancel)));

        var wrong = await Visitor.ParseAsync(await NextAsync(ivetta, url, read, "form#posti", "",
            new() { ["Rows[5].Email"] = "senza chiocciola" }));
        var cell = wrong.QuerySelector("[name='Rows[5].Email']")!;
        Assert.Equal("true", cell.GetAttribute("aria-invalid"));
        Assert.Contains("non ci sono spazi", wrong.GetElementById(cell.GetAttribute("aria-describedby")!)!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal("Ersilia Brusacà 9", ValueOf(wrong, "Rows[8].Person"));
        Assert.Equal(0, await _host.InDb(db => db.Set<Membership>().CountAsync(Cancel)));

        var saved = await NextAsync(ivetta, url, read, "form#posti", "", new() { ["Rows[0].Interest"] = "Chi governa" });
        Assert.Equal((HttpStatusCode.Redirect, ProcessUrls.FirstSteps(process.Slug)),
            (saved.StatusCode, saved.Headers.Location?.OriginalString));
        Assert.Equal(10, await _host.InDb(db => db.Set<Membership>().CountAsync(Cancel)));
        Assert.Equal(1, await _host.InDb(db => db.Set<Seat>().CountAsync(s => s.Interest == "Chi governa", Cancel)));
        Assert.DoesNotContain("Rows[0].Person", (await ivetta.ReadAsync(url)).Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_with_headings_finds_its_seats_by_their_interest_and_a_group_that_is_not_there_is_said()
    {
        var (_, process, ivetta) = await AloneAsync();
        var url = GroupUrls.Seats(process.Slug);
        var read = await PasteAsync(ivetta, url, "form#posti",
            "Nome\tInteresse\tE-mail\nGaspare Fumagaldo\tEnte che decide\t\nNereo Ottobrini\tMontagna alta\tnereo@valsorbina.example\n");
        Assert.Equal("Gaspare Fumagaldo", ValueOf(read, "Rows[0].Person"));
        var rows = read.QuerySelectorAll("[name$='.Interest']").OfType<IHtmlInputElement>().Select(i => i.Value).ToList();
        Assert.Contains("Montagna alta", rows);
        var refused = await PasteAsync(ivetta, url, "form#posti", "Chi siede\tTavolo\nGaspare Fumagaldo\tTavolo dei folletti\n");
        Assert.Contains("Riga 2: non c'è un gruppo che si chiama «Tavolo dei folletti».", refused.Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("Gaspare Fumagaldo", ((IHtmlTextAreaElement)refused.QuerySelector("[name=Pasted]")!).Value,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_meetings_of_the_template_get_day_hour_and_place_and_are_published_together()
    {
        var (_, process, ivetta) = await AloneAsync();
        var url = MeetingUrls.Programme(process.Slug);
        var page = await ivetta.ReadAsync(url);
        var titles = page.QuerySelectorAll("[name$='.Title']").OfType<IHtmlInputElement>().Select(i => i.Value)
            .Where(t => t.Length > 0).ToList();
        Assert.Equal(10, titles.Count);
        var days = page.QuerySelectorAll("[name$='.Day']").OfType<IHtmlInputElement>().Select(i => i.Value).Where(d => d.Length > 0)
            .Select(d => DateOnly.Parse(d, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.All(days, d => Assert.Equal(d, LegalDays.NextWorking(d)));

        var bad = await PasteAsync(ivetta, url, "form#incontri", $"{titles[0]}\t16/02/2027\tall'alba\t\tSala del Mulino");
        Assert.Contains("«all'alba» non è un'ora", bad.Body!.TextContent, StringComparison.Ordinal);
        var worse = await PasteAsync(ivetta, url, "form#incontri", $"{titles[0]}\t31/02/2027\t18\t\tSala del Mulino");
        Assert.Contains("B1", worse.Body!.TextContent, StringComparison.Ordinal);

        var text = "Incontro\tGiorno\tDalle\tLuogo\n" + string.Join("\n", titles.Take(9).Select((t, n) =>
            $"{t.ToUpperInvariant()}\t1{n}/03/2027\tore 18.30\tSala del Mulino"))
            + "\nGita alla diga\t21 marzo 2027\t9\tDiga\n";
        var read = await PasteAsync(ivetta, url, "form#incontri", text);
        Assert.Equal(("2027-03-10", "18:30", "Sala del Mulino"),
            (ValueOf(read, "Rows[0].Day"), ValueOf(read, "Rows[0].From"), ValueOf(read, "Rows[0].Where")));
        Assert.Contains("È domenica.", read.Body!.TextContent, StringComparison.Ordinal);
        var saved = await NextAsync(ivetta, url, read, "form#incontri", "Publish");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var states = await _host.InDb(db => db.Set<Meeting>().Where(m => m.Process == process.Id).GroupBy(m => m.State)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(Cancel));
        Assert.Equal((10, 1),
            (states.Single(s => s.Key == MeetingState.Published).Count, states.Single(s => s.Key == MeetingState.Draft).Count));
    }

    [Fact]
    public async Task A_wrong_row_of_the_programme_keeps_all_of_it_out()
    {
        var (_, process, ivetta) = await AloneAsync();
        var url = MeetingUrls.Programme(process.Slug);
        var refused = await Visitor.ParseAsync(await NextAsync(ivetta, url, await ivetta.ReadAsync(url), "form#incontri", "Publish",
            new() { ["Rows[0].Where"] = "Sala del Mulino", ["Rows[4].To"] = "", ["Rows[4].Where"] = "Diga" }));
        Assert.Equal("true", refused.QuerySelector("[name='Rows[4].To']")!.GetAttribute("aria-invalid"));
        Assert.Equal("Diga", ValueOf(refused, "Rows[4].Where"));
        Assert.Equal(0, await _host.InDb(db => db.Set<Meeting>().CountAsync(m => m.Place != "" || m.State != MeetingState.Draft, Cancel)));
    }

    [Fact]
    public async Task People_are_invited_by_one_paste_and_a_role_for_two_still_waits_for_the_second()
    {
        var (_, _, ivetta) = await AloneAsync();
        const string Url = AdministrationUrls.InviteMany;
        var refused = await PasteAsync(ivetta, Url, "form#inviti", "Fosca Bergonzini\tfosca@valsorbina.example\tStregone");
        Assert.Contains("«Stregone» non è un ruolo che puoi dare", refused.Body!.TextContent, StringComparison.Ordinal);
        var read = await PasteAsync(ivetta, Url, "form#inviti", "Fosca Bergonzini\tfosca@valsorbina.example\tfacilitatore\n"
            + "Adelmo Trivulziani\tadelmo@valsorbina.example\tSegreteria\nTullia Cavagnari\ttullia@valsorbina.example\tAmministratore\n");
        var wrong = await Visitor.ParseAsync(await NextAsync(ivetta, Url, read, "form#inviti", "", new() { ["Rows[1].Email"] = "adelmo" }));
        Assert.Equal("true", wrong.QuerySelector("[name='Rows[1].Email']")!.GetAttribute("aria-invalid"));
        Assert.Equal(0, await _host.InDb(db => db.Set<Invitation>().CountAsync(Cancel)));
        Assert.Equal(HttpStatusCode.Redirect, (await NextAsync(ivetta, Url, read, "form#inviti", "")).StatusCode);
        Assert.Equal(["adelmo@valsorbina.example", "fosca@valsorbina.example"],
            await _host.InDb(db => db.Set<Invitation>().Select(i => i.Email).OrderBy(e => e).ToListAsync(Cancel)));
        Assert.Equal(Role.Administrator, await _host.InDb(db => db.Set<RoleChange>().Select(c => c.Role).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task The_ready_notice_is_published_only_once_its_blanks_are_filled()
    {
        var (town, _, ivetta) = await AloneAsync();
        var page = await ivetta.ReadAsync(AdministrationUrls.Notice);
        Assert.Contains(town.Name, ((IHtmlTextAreaElement)page.QuerySelector("[name=Text]")!).Value, StringComparison.Ordinal);
        var refused = await Visitor.ParseAsync(await ivetta.PostAsync(AdministrationUrls.Notice, new() { ["Provider"] = "Il Comune" }));
        Assert.Contains("Scrivi come si raggiunge il responsabile", refused.Body!.TextContent, StringComparison.Ordinal);
        var text = ((IHtmlTextAreaElement)page.QuerySelector("[name=Text]")!).Value
            .Replace("[[indirizzo e contatti dell'ente]]", "Via Alta 1", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await ivetta.PostAsync(AdministrationUrls.Notice,
            new() { ["Provider"] = "Il Comune", ["Dpo"] = "rpd@valsorbina.example", ["Text"] = text })).StatusCode);
        var notice = await _host.InDb(db => db.Set<PrivacyNotice>().SingleAsync(Cancel));
        Assert.Contains("rpd@valsorbina.example", notice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[[", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_reads_each_step_from_what_there_is_and_is_the_dashboard_until_all_is_in()
    {
        var (town, process, ivetta) = await AloneAsync();
        var guide = ProcessUrls.FirstSteps(process.Slug);
        Assert.Equal(guide, (await ivetta.GetAsync(ProcessUrls.Dashboard(process.Slug))).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await ivetta.GetAsync(ProcessUrls.Dashboard(process.Slug) + "?tutto=1")).StatusCode);
        async Task<string> StateAsync(string step) => (await ivetta.ReadAsync(guide)).QuerySelectorAll(".todo-list > li")
            .Single(li => li.QuerySelector("h3")!.FirstChild!.TextContent == step).ClassName!;
        Assert.Equal("open", await StateAsync("Quartieri e frazioni"));
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Authority>().SingleAsync(a => a.Id == town.Id, Cancel)).Consist(["Pianvero", " Oltrefosso "]);
            return 0;
        });
        Assert.Equal("done", await StateAsync("Quartieri e frazioni"));
        Assert.Equal("half", await StateAsync("I testi di partenza"));
        Assert.Equal("open", await StateAsync("I posti al Tavolo"));
        await PasteAsync(ivetta, GroupUrls.Seats(process.Slug), "form#posti", "\t\tNereo Ottobrini");
        Assert.Equal("open", await StateAsync("I posti al Tavolo"));
        var seats = await PasteAsync(ivetta, GroupUrls.Seats(process.Slug), "form#posti", "\t\tNereo Ottobrini");
        await NextAsync(ivetta, GroupUrls.Seats(process.Slug), seats, "form#posti", "");
        Assert.Equal("half", await StateAsync("I posti al Tavolo"));
        Assert.Contains("Primi passi", (await ivetta.ReadAsync("/primi-passi")).Body!.TextContent, StringComparison.Ordinal);
        var another = await _host.SignedInAsync(await _host.AccountAsync("Fosca Bergonzini", town, Role.Facilitator, process.Subject));
        Assert.Contains("Può farlo: amministratore", (await another.ReadAsync(guide)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await another.GetAsync("/primi-passi")).StatusCode);
    }

    [Fact]
    public async Task The_beginning_moves_with_a_preview_and_who_registered_for_a_meeting_is_told()
    {
        var (town, process, ivetta) = await AloneAsync();
        var info = new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, "", false, false);
        await _host.Act(town, null, async write =>
        {
            var start = new DateTimeOffset(2026, 4, 14, 16, 30, 0, TimeSpan.Zero);
            var meeting = await write.Get<MeetingBook>().PlanAsync(info, "Serata sotto i tigli", Method.Assembly, start,
                start.AddHours(2), Cancel);
            meeting.Settle("Serata sotto i tigli", Method.Assembly, start, start.AddHours(2), "Viale dei Tigli");
            meeting.Publish();
            meeting.Register(write.Get<PeopleBook>().Meet("Nereo Ottobrini", Channel.Email, "nereo@valsorbina.example"), write.Now);
            return 0;
        });
        var url = $"{ProcessUrls.PlanMove(process.Slug)}?inizio={process.Starts.AddDays(-1):yyyy-MM-dd}";
        Assert.Equal(HttpStatusCode.OK, (await ivetta.GetAsync(url)).StatusCode);
        // 14 April and eleven days are 25 April.
        url = $"{ProcessUrls.PlanMove(process.Slug)}?inizio={process.Starts.AddDays(11):yyyy-MM-dd}";
        var page = await ivetta.ReadAsync(url);
        Assert.Contains("1 iscritto riceve un avviso", page.Body!.TextContent, StringComparison.Ordinal);
        var row = page.QuerySelectorAll("tr").Single(r => r.TextContent.Contains("Serata sotto i tigli", StringComparison.Ordinal));
        Assert.Contains("27 aprile 2026, ore 18.30", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Cadeva in un giorno di festa", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await ivetta.PostAsync(url, [], "form#sposta")).StatusCode);
        Assert.Equal(process.Starts.AddDays(11), await _host.InDb(db => db.Set<Process>().Select(p => p.Starts).SingleAsync(Cancel)));
        Assert.Equal(new DateTimeOffset(2026, 4, 27, 16, 30, 0, TimeSpan.Zero),
            await _host.InDb(db => db.Set<Meeting>().Where(m => m.Title == "Serata sotto i tigli").Select(m => m.Start)
                .SingleAsync(Cancel)));
        await _host.WriteMailingsAsync();
        Assert.Contains("27 aprile 2026", _host.TextOf(await _host.InDb(db => db.Set<Mail.Letter>()
            .SingleAsync(l => l.Address == "nereo@valsorbina.example", Cancel))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_meeting_is_duplicated_once_for_each_neighbourhood_as_a_draft_without_people()
    {
        var (town, process, ivetta) = await AloneAsync();
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Process>().SingleAsync(p => p.Id == process.Id, Cancel)).Cover([new("", "Pianvero"),
                new("", "Oltrefosso")]);
            return 0;
        });
        var source = await _host.InDb(db => db.Set<Meeting>().OrderBy(m => m.Start).FirstAsync(m => m.Process == process.Id, Cancel));
        var url = MeetingUrls.Part(process.Slug, source.Id.Value, "duplica");
        var page = await ivetta.ReadAsync(url);
        var form = (IHtmlFormElement)page.QuerySelector("form#duplica")!;
        async Task<HttpStatusCode> SendAsync(IHtmlFormElement which) => (await ivetta.Client.PostAsync(url, new FormUrlEncodedContent(
            Visitor.Prefilled(which).Concat([new("Areas", "pianvero"), new("Areas", "oltrefosso")])), Cancel)).StatusCode;
        Assert.Equal(HttpStatusCode.Redirect, await SendAsync(form));
        Assert.Equal(HttpStatusCode.Redirect, await SendAsync(form));
        var copies = await _host.InDb(db => db.Set<Meeting>().Where(m => m.Title.StartsWith(source.Title + ": ")).OrderBy(m => m.Area)
            .Select(m => new { m.Area, m.State, m.Place }).ToListAsync(Cancel));
        Assert.Equal(["oltrefosso", "pianvero"], copies.Select(c => c.Area));
        Assert.All(copies, c => Assert.Equal((MeetingState.Draft, ""), (c.State, c.Place)));
    }

    [Fact]
    public async Task Every_step_belongs_to_a_manifest_and_its_door_opens_for_who_may_take_it()
    {
        var (town, process, ivetta) = await AloneAsync();
        var all = OwnTypes.All.Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(FirstStep))).ToList();
        Assert.Equal(all.Select(t => t.Name).Order(), ModuleManifest.Modules.SelectMany(m => m.FirstSteps).Select(t => t.Name).Order());
        using var scope = _host.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(town);
        List<string> doors = [];
        foreach (var step in scope.ServiceProvider.GetServices<BodyStep>()) doors.Add((await step.LookAsync(town, Cancel)).Url);
        var info = new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, process.Summary, false, false);
        foreach (var step in scope.ServiceProvider.GetServices<ProcessStep>())
            if (await step.LookAsync(info, Cancel) is { } view) doors.Add(view.Url);
        TestContext.Current.TestOutputHelper!.WriteLine("{0} steps, {1} doors", all.Count, doors.Count);
        Assert.True(all.Count >= 11 && doors.Count >= 11, $"{all.Count} steps, {doors.Count} doors");
        foreach (var door in doors) Assert.Equal(HttpStatusCode.OK, (await ivetta.GetAsync(door.Split('#')[0])).StatusCode);
    }
}
