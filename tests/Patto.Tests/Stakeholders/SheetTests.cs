using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
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

/// <summary>The register does what a spreadsheet did: many at once, put away and brought back, and one sheet that knows all
/// of a body.</summary>
public sealed class SheetTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _carla = null!;
    private string Registry => StakeholderUrls.Registry(_process.Slug);

    private async Task<List<Stakeholder>> RegisterAsync(params string[] names)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        await SignInAsync();
        return await _host.Act(_town, null, write =>
        {
            List<Stakeholder> made = [.. names.Select((name, n) => Stakeholder.Import(_town.Id, _process.Id, name,
                InterestMap.PrivateAndCitizens, "",
                HowToReach.Nothing with { Email = $"ente{n}@posta.example", Themes = n == 0 ? "Trasporti, Anziani" : "" }, true,
                    write.Now))];
            write.Db.AddRange(made);
            return Task.FromResult(made);
        });
    }

    private async Task SignInAsync() =>
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator));

    private Task<HttpResponseMessage> TogetherAsync(Dictionary<string, string> fields, IEnumerable<Stakeholder> chosen,
        string query = "") =>
        SendAsync(_carla, fields, chosen, query);

    private async Task<HttpResponseMessage> SendAsync(Visitor who, Dictionary<string, string> fields, IEnumerable<Stakeholder> chosen,
        string query)
    {
        var page = await who.ReadAsync(Registry + query);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("form#insieme")!;
        return await who.Client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(Visitor.Prefilled(form)
            .Where(f => !fields.ContainsKey(f.Key)).Concat(fields).Concat(chosen.Select(c => KeyValuePair.Create("Chosen",
                c.Id.ToString())))),
            Cancel);
    }

    private Task<List<Stakeholder>> AllAsync() => _host.InDb(db =>
        db.Set<Stakeholder>().AsNoTracking().Where(s => s.Process == _process.Id).OrderBy(s => s.Email).ToListAsync(Cancel));

    [Fact]
    public async Task Many_get_a_theme_another_map_or_another_state_at_once_or_none_does()
    {
        var made = await RegisterAsync("Circolo La Fonte", "Comitato di Valle", "Il Girasole");
        var nothing = await TogetherAsync(new() { ["Deed"] = "AddTheme", ["Theme"] = "Giovani" }, []);
        Assert.Contains("Scegli almeno una riga", (await Visitor.ParseAsync(nothing)).Body!.TextContent);
        var unsaid = await Visitor.ParseAsync(await TogetherAsync(new() { ["Deed"] = "AddTheme" }, made));
        Assert.NotNull(unsaid.QuerySelector("[id$='Theme-err']"));
        Assert.Equal(3, unsaid.QuerySelectorAll("input[name=Chosen][checked]").Length); // what was ticked stays
        Assert.Equal(HttpStatusCode.Redirect, (await TogetherAsync(new() { ["Deed"] = "AddTheme", ["Theme"] = "Giovani" },
            made.Take(2))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await TogetherAsync(new() { ["Deed"] = "RemoveTheme", ["Theme"] = "anziani" },
            made.Take(1))).StatusCode);
        Assert.Equal(["Trasporti; Giovani", "Giovani", ""], (await AllAsync()).Select(s => s.Themes));
        var found = await TogetherAsync(new() { ["Deed"] = "Map", ["ToMap"] = "PublicBodies", ["AllFound"] = "true" }, [],
            "?cerca=il%20girasole");
        Assert.True(found.StatusCode == HttpStatusCode.Redirect, (await Visitor.ParseAsync(found)).QuerySelector("main")?.TextContent);
        await TogetherAsync(new() { ["Deed"] = "State", ["ToState"] = "Involved", ["AllFound"] = "true" }, []);
        Assert.Equal([InterestMap.PrivateAndCitizens, InterestMap.PrivateAndCitizens, InterestMap.PublicBodies],
            (await AllAsync()).Select(s => s.Map));
        Assert.All(await AllAsync(), s => Assert.Equal(StakeholderState.Involved, s.State));
    }

    [Fact]
    public async Task Who_is_put_away_is_on_no_list_and_map_any_more_and_comes_back_as_before()
    {
        var made = await RegisterAsync("Circolo La Fonte", "Comitato di Valle", "Il Girasole");
        var unsaid = await Visitor.ParseAsync(await TogetherAsync(new() { ["Deed"] = "Archive" }, made.Take(2)));
        Assert.NotNull(unsaid.QuerySelector("[id$='Why-err']"));
        Assert.All(await AllAsync(), s => Assert.Null(s.Archived));
        Assert.Equal(HttpStatusCode.Redirect, (await TogetherAsync(new() { ["Deed"] = "Archive", ["Why"] = "Si è sciolto a gennaio" },
            made.Take(2)))
            .StatusCode);
        foreach (var url in new[] { Registry, StakeholderUrls.Maps(_process.Slug), $"/percorsi/{_process.Slug}/dati/portatori.csv" })
        {
            var text = await (await _carla.GetAsync(url)).Content.ReadAsStringAsync(Cancel);
            Assert.Contains("Il Girasole", text);
            Assert.DoesNotContain("Circolo La Fonte", text);
        }
        await _host.Act(_town, null, async write =>
        {
            Assert.Equal(1, await write.Get<StakeholderBook>().Contacts(_process.Id, "").CountAsync(Cancel));
            return 0;
        });
        var sheet = StakeholderUrls.Show(_process.Slug, made[0].Id.Value);
        Assert.Contains("Si è sciolto a gennaio", (await _carla.ReadAsync(sheet)).Body!.TextContent);
        Assert.Contains("Circolo La Fonte", (await _carla.ReadAsync(Registry + "?archivio=true")).Body!.TextContent);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(sheet, [], "form[action*=Restore]")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await TogetherAsync(new() { ["Deed"] = "Restore" }, [made[1]],
            "?archivio=true")).StatusCode);
        Assert.All(await AllAsync(), s => Assert.Equal((null, "", true), (s.Archived, s.ArchivedWhy, s.Shown)));
        Assert.Equal(4, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(StakeholderArchived), Cancel)));
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(sheet, new() { ["Why"] = "Per sbaglio" }, "#archivia")).StatusCode);
    }

    [Fact]
    public async Task Only_who_keeps_the_register_changes_many_or_puts_away()
    {
        var made = await RegisterAsync("Circolo La Fonte");
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno", _town, Role.Guarantor, _process.Subject));
        var page = await bruno.ReadAsync(Registry);
        Assert.Null(page.QuerySelector("form#insieme"));
        Assert.Empty(page.QuerySelectorAll("input[name=Chosen]"));
        Assert.Null((await bruno.ReadAsync(StakeholderUrls.Show(_process.Slug, made[0].Id.Value))).QuerySelector("form#archivia"));
        var token = (await bruno.ReadAsync(Registry)).QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        var forced = await bruno.Client.PostAsync(Registry + "?handler=Together", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["Deed"] = "Archive",
            ["Why"] = "Non mi piace",
            ["AllFound"] = "true"
        }), Cancel);
        Assert.NotEqual(HttpStatusCode.Redirect, forced.StatusCode);
        Assert.All(await AllAsync(), s => Assert.Null(s.Archived));
    }

    [Fact]
    public async Task One_sheet_shows_seats_calls_and_presence_of_the_body()
    {
        var made = await RegisterAsync("Circolo La Fonte", "Comitato di Valle");
        var info = new ProcessInfo(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);
        var (table, seat) = await _host.Act(_town, null, async write =>
        {
            var group = await write.Db.Set<Group>().Where(g => g.Process == _process.Id && g.Kind == GroupKind.NegotiationTable).Whole()
                .SingleAsync(Cancel);
            var first = group.Seats.Where(s => !s.Widening).OrderBy(s => s.Number).First();
            var anna = write.Get<PeopleBook>().Meet("Anna Rossi", Channel.Email, "anna@posta.example");
            await write.Get<GroupBook>().SeatAsync(group, first, anna, "CIRCOLO LA FONTE", false, new DateOnly(2026, 1, 8), Cancel);
            return (group.Id, first);
        });
        await _host.Act(_town, null, async write =>
        {
            var from = Texts.RomeTime(new(2026, 3, 20), new(18, 0));
            var meeting = await write.Get<MeetingBook>().PlanAsync(info, "Seduta prima", Method.Table, from, from.AddHours(2), Cancel);
            meeting.Describe("Seduta prima", Method.Table, "", null, null, from, from.AddHours(2), "Sala civica", [], null, false);
            meeting.BelongTo(table);
            meeting.Publish();
            return meeting;
        });
        var meeting = await _host.InDb(db => db.Set<Meeting>().AsNoTracking().SingleAsync(m => m.Title == "Seduta prima", Cancel));
        await _carla.PostAsync(MeetingUrls.Convocation(_process.Slug, meeting.Id.Value), new() { ["Text"] = "Venite." }, "#convoca");
        await _host.Act(_town, null, async write =>
        {
            // Somebody of the other body came to an open meeting.
            var from = Texts.RomeTime(new(2026, 3, 10), new(18, 0));
            var open = await write.Get<MeetingBook>().PlanAsync(info, "Assemblea", Method.Assembly, from, from.AddHours(2), Cancel);
            var bea = write.Get<PeopleBook>().Meet("Bea Verdi", Channel.Email, "ENTE1@posta.example");
            write.Db.Add(Attendance.Of(open, bea.Id, write.Now));
            return 0;
        });
        _host.Clock.Now = new(2026, 3, 20, 18, 0, 0, TimeSpan.Zero);
        await SignInAsync();
        await _carla.PostAsync(MeetingUrls.Seats(_process.Slug, meeting.Id.Value), new()
        {
            ["Seat"] = seat.Id.ToString(),
            ["Presence"] = "Holder"
        },
            $"#posto-{seat.Number} form[action*=Mark]");
        var sheet = (await _carla.ReadAsync(StakeholderUrls.Show(_process.Slug, made[0].Id.Value))).QuerySelector("main")!.TextContent;
        foreach (var said in new[] { $"{seat.Number}. {seat.Interest}: Anna Rossi, dal 8 gennaio 2026",
            "Seduta prima, Per e-mail: Non ha risposto",
            "Seduta prima: Titolare" })
            Assert.Contains(said, sheet);
        var other = (await _carla.ReadAsync(StakeholderUrls.Show(_process.Slug, made[1].Id.Value))).QuerySelector("main")!.TextContent;
        Assert.Contains("Assemblea: Presente", other);
        Assert.DoesNotContain("Anna Rossi", other);
    }
}
