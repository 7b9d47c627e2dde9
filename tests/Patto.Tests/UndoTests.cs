using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests;

/// <summary>An act of one click is taken back for ten minutes, unless something rests on it.</summary>
public sealed class UndoTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private sealed record Town(Authority Authority, Process Process, Visitor Carla, GroupView Table)
    {
        public string Compose => GroupUrls.Compose(Process.Slug, Table.Id.Value);
        public string Requests => GroupUrls.Applications(Process.Slug);
    }

    private async Task<Town> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject));
        return new(town, process, carla, await TableAsync(process));
    }

    private async Task<GroupView> TableAsync(Process process)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<GroupBook>().TableAsync(process.Id, Cancel))!;
    }

    private static Task<HttpResponseMessage> SeatAsync(Town at, SeatView seat, string name,
        string email = "") =>
        Redirected(at.Carla.PostAsync(at.Compose, new()
        {
            ["Seat"] = seat.Id.ToString(),
            ["Person"] = name,
            ["Email"] = email,
            ["From"] = "2026-03-01"
        }, "#siedi"));

    private async Task LeaveAsync(Town at)
    {
        var member = (await TableAsync(at.Process)).Sitting.Single().Member;
        await Redirected(at.Carla.PostAsync(at.Compose, new() { ["Until"] = "2026-03-01" }, $"#esce-{member.Id}"));
    }

    private async Task<Application> AskedAsync(Town at)
    {
        await _host.Visitor().PostAsync(GroupUrls.Apply(at.Process.Slug), new()
        {
            ["Name"] = "Elsa Vento",
            ["Interest"] = "Imprese",
            ["Channel"] = "Email",
            ["Address"] = "elsa@esempio.example",
            ["Agree"] = "true"
        });
        return await ApplicationAsync();
    }

    private Task<Application> ApplicationAsync() => _host.InDb(db => db.Set<Application>().AsNoTracking().SingleAsync(Cancel));

    private static async Task<HttpResponseMessage> Redirected(Task<HttpResponseMessage> posting)
    {
        var answer = await posting;
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, (await Visitor.ParseAsync(answer)).QuerySelector("main")?.TextContent);
        return answer;
    }

    /// <summary>The button that the page shows, as a browser without script sends it.</summary>
    private static async Task<(string Url, FormUrlEncodedContent Sent)> ButtonAsync(Visitor who, string page)
    {
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)(await who.ReadAsync(page)).QuerySelector("[data-undo] form")!;
        Assert.Contains("Annulla (entro le ore 10.10)", form.TextContent, StringComparison.Ordinal);
        return (form.GetAttribute("action")!, new([.. Visitor.Prefilled(form)]));
    }

    private static async Task<HttpResponseMessage> UndoAsync(Visitor who, string page)
    {
        var (url, sent) = await ButtonAsync(who, page);
        return await who.Client.PostAsync(url, sent, Cancel);
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, string sentence)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private Task<int> RowsAsync(string kind) => _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == kind, Cancel));
    private Task<int> RolesAsync(Guid account) => _host.InDb(db => db.Set<RoleGrant>()
        .CountAsync(g => g.Account == account && g.Role == Role.TableMember && g.Until == null, Cancel));

    [Fact]
    public async Task Who_was_said_to_have_left_sits_again_with_the_role_of_the_seat()
    {
        var at = await TownAsync();
        var bruno = await _host.AccountAsync("Bruno Galli", at.Authority);
        await SeatAsync(at, at.Table.Seats[4], "Bruno Galli", bruno.Email!);
        var had = await RolesAsync(bruno.Id);
        Assert.True(had > 0);
        await LeaveAsync(at);
        Assert.Equal(0, await RolesAsync(bruno.Id));
        Assert.Contains("l'uscita dal posto 5", (await at.Carla.ReadAsync(at.Compose)).QuerySelector("[data-undo]")!.TextContent,
            StringComparison.Ordinal);
        await Redirected(UndoAsync(at.Carla, at.Compose));
        Assert.Equal(had, await RolesAsync(bruno.Id));
        Assert.Contains("Bruno Galli", (await _host.Visitor().ReadAsync(GroupUrls.Table(at.Process.Slug))).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Null((await TableAsync(at.Process)).Sitting.Single().Member.Until);
        Assert.Null((await at.Carla.ReadAsync(at.Compose)).QuerySelector("[data-undo]"));
        Assert.Equal((1, 1), (await RowsAsync("MemberLeft"), await RowsAsync("LeavingUndone")));
    }

    [Fact]
    public async Task A_seat_that_somebody_else_took_meanwhile_is_not_given_back()
    {
        var at = await TownAsync();
        await SeatAsync(at, at.Table.Seats[0], "Rita Bonora");
        await LeaveAsync(at);
        await Redirected(at.Carla.PostAsync(at.Compose, new()
        {
            ["Seat"] = at.Table.Seats[0].Id.ToString(),
            ["Person"] = "Silvano Gatti",
            ["From"] = "2026-03-02"
        }, "#siedi"));
        await RefusedAsync(await UndoAsync(at.Carla, at.Compose), "ora siede un'altra persona");
        Assert.Equal("Silvano Gatti", (await TableAsync(at.Process)).Sitting.Single().Member.Name);
    }

    [Fact]
    public async Task A_table_enlarged_too_early_narrows_again_unless_somebody_new_sits()
    {
        var at = await TownAsync();
        var seats = at.Table.Seats.Count;
        await Redirected(at.Carla.PostAsync(at.Compose, new() { ["Interest"] = "Nuovi soggetti", ["Widening"] = "true" }, "#posto"));
        await Redirected(at.Carla.PostAsync(at.Compose, [], "#allarga"));
        Assert.NotNull((await TableAsync(at.Process)).Enlarged);
        await Redirected(UndoAsync(at.Carla, at.Compose));
        Assert.Null((await TableAsync(at.Process)).Enlarged);
        Assert.Equal((1, 1), (await RowsAsync("GroupEnlarged"), await RowsAsync("EnlargementUndone")));

        await Redirected(at.Carla.PostAsync(at.Compose, [], "#allarga"));
        await SeatAsync(at, (await TableAsync(at.Process)).Seats[seats], "Irene Zanella");
        await RefusedAsync(await UndoAsync(at.Carla, at.Compose), "siede già qualcuno");
        Assert.NotNull((await TableAsync(at.Process)).Enlarged);
    }

    [Fact]
    public async Task A_refusal_is_taken_back_before_its_letter_leaves()
    {
        var at = await TownAsync();
        var asked = await AskedAsync(at);
        await _host.InDb(async db => { db.RemoveRange(await db.Set<Letter>().ToListAsync(Cancel)); return 0; });
        var letters = await _host.InDb(db => db.Set<Letter>().CountAsync(Cancel));
        await Redirected(at.Carla.PostAsync(at.Requests, new() { ["Reason"] = "Le imprese hanno già un posto." }, $"#no-{asked.Id}"));
        var held = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Undoable != null, Cancel));
        Assert.Equal(_host.Clock.Now + UndoableAct.Time, held.Due);
        await Redirected(UndoAsync(at.Carla, at.Requests));
        Assert.Equal(letters, await _host.InDb(db => db.Set<Letter>().CountAsync(Cancel)));
        var again = await ApplicationAsync();
        Assert.Equal((ApplicationState.Waiting, "", null), (again.State, again.Reason, again.Answered));
        Assert.Equal((1, 1), (await RowsAsync("ApplicationAnswered"), await RowsAsync("RefusalUndone")));
        // It is answered anew, and this time the letter stays.
        await Redirected(at.Carla.PostAsync(at.Requests, new() { ["Seat"] = "" }, $"#si-{asked.Id}"));
        Assert.Equal(letters + 1, await _host.InDb(db => db.Set<Letter>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_refusal_whose_letter_arrived_and_one_in_a_closed_process_stand()
    {
        var at = await TownAsync();
        var asked = await AskedAsync(at);
        await Redirected(at.Carla.PostAsync(at.Requests, new() { ["Reason"] = "Le imprese hanno già un posto." }, $"#no-{asked.Id}"));
        var (url, sent) = await ButtonAsync(at.Carla, at.Requests);
        await _host.Act(at.Authority, null, async write =>
        {
            (await write.Db.Set<Process>().SingleAsync(p => p.Id == at.Process.Id, Cancel)).ConcludeIn(write);
            return 0;
        });
        await RefusedAsync(await at.Carla.Client.PostAsync(url, sent, Cancel), "va prima riaperto");
        await _host.Act(at.Authority, null, async write =>
        {
            var process = await write.Db.Set<Process>().SingleAsync(p => p.Id == at.Process.Id, Cancel);
            process.Reopen(await write.Db.Set<Closing>().SingleAsync(Cancel), "Giunta", "Mancava una risposta.", write.Now);
            (await write.Db.Set<Letter>().SingleAsync(l => l.Undoable != null, Cancel)).Deliver(write.Now);
            return 0;
        });
        await RefusedAsync(await UndoAsync(at.Carla, at.Requests), "è già arrivata");
        Assert.Equal(ApplicationState.Refused, (await ApplicationAsync()).State);
    }

    private static async Task<string> ConcludedAsync(Town at)
    {
        Dictionary<string, string> fields = new() { ["DecidedBy"] = "Giunta comunale, n. 88/2026", ["Words"] = "Due anni." };
        for (var i = 0; i < at.Process.Results.Count; i++) fields[$"Came[{i}].Text"] = "Fatto";
        return (await Redirected(at.Carla.PostAsync(ProcessUrls.Close(at.Process.Slug), fields, "#concludi"))).Headers.Location!.ToString();
    }

    private Task<bool> IsConcludedAsync(Town at) =>
        _host.InDb(db => db.Set<Process>().AnyAsync(p => p.Id == at.Process.Id && p.Concluded != null, Cancel));

    [Fact]
    public async Task A_process_closed_by_a_slip_of_the_hand_runs_again_and_closes_again()
    {
        var at = await TownAsync();
        var page = await ConcludedAsync(at);
        Assert.Null((await _host.Visitor().ReadAsync(page)).QuerySelector("[data-undo]"));
        await Redirected(UndoAsync(at.Carla, page));
        Assert.False(await IsConcludedAsync(at));
        Assert.DoesNotContain("Due anni.", (await _host.Visitor().ReadAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal((1, 1), (await RowsAsync("ProcessConcluded"), await RowsAsync("ClosingUndone")));
        await ConcludedAsync(at);
        Assert.True(await IsConcludedAsync(at));
        Assert.Empty(await _host.InDb(async db => (await new AuditCheck(db).ContentsAsync(Cancel)).Faults));
    }

    [Fact]
    public async Task A_process_that_was_reopened_meanwhile_has_nothing_to_undo()
    {
        var at = await TownAsync();
        var page = await ConcludedAsync(at);
        var (url, sent) = await ButtonAsync(at.Carla, page);
        await Redirected(at.Carla.PostAsync(ProcessUrls.Close(at.Process.Slug),
            new() { ["ReopenedBy"] = "Giunta comunale", ["Why"] = "Mancava una risposta a tutti." }));
        await RefusedAsync(await at.Carla.Client.PostAsync(url, sent, Cancel), "è già stato riaperto");
    }

    [Fact]
    public async Task After_ten_minutes_it_stands_and_twice_it_is_not_undone()
    {
        var at = await TownAsync();
        await SeatAsync(at, at.Table.Seats[0], "Rita Bonora");
        await LeaveAsync(at);
        var (url, sent) = await ButtonAsync(at.Carla, at.Compose);
        var again = await ButtonAsync(at.Carla, at.Compose);
        await Redirected(at.Carla.Client.PostAsync(url, sent, Cancel));
        await RefusedAsync(await at.Carla.Client.PostAsync(again.Url, again.Sent, Cancel), "È già stato annullato");

        await LeaveAsync(at);
        var late = await ButtonAsync(at.Carla, at.Compose);
        _host.Clock.Now += TimeSpan.FromMinutes(10);
        Assert.Null((await at.Carla.ReadAsync(at.Compose)).QuerySelector("[data-undo]"));
        await RefusedAsync(await at.Carla.Client.PostAsync(late.Url, late.Sent, Cancel), "più di dieci minuti");
        var page = (await at.Carla.ReadAsync(late.Url)).QuerySelector("main")!;
        Assert.Null(page.QuerySelector("form#annulla"));
        Assert.Contains("Fai sedere di nuovo la persona", page.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await RowsAsync("LeavingUndone"));
        // What nobody may use any more goes with the next act of the kind.
        _host.Clock.Now += TimeSpan.FromDays(2);
        at = at with { Carla = await _host.SignedInAsync(await _host.AccountAsync("Paola", at.Authority, Role.Officer)) };
        await SeatAsync(at, at.Table.Seats[1], "Silvano Gatti");
        await LeaveAsync(at);
        Assert.Equal(1, await _host.InDb(db => db.Set<UndoableAct>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task Who_may_not_do_it_may_not_take_it_back_nor_see_that_it_could_be()
    {
        var at = await TownAsync();
        await SeatAsync(at, at.Table.Seats[0], "Rita Bonora");
        await LeaveAsync(at);
        var (url, _) = await ButtonAsync(at.Carla, at.Compose);
        foreach (var role in new[] { Role.Facilitator, Role.TableMember, Role.Guarantor })
        {
            var other = await _host.SignedInAsync(await _host.AccountAsync($"Altri {role}", at.Authority, role, at.Process.Subject));
            Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(url)).StatusCode);
        }
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(url)).StatusCode);
        var elsewhere = await _host.ProcessAsync(at.Authority);
        var paola = await _host.SignedInAsync(await _host.AccountAsync("Paola", at.Authority, Role.Officer));
        Assert.Equal(HttpStatusCode.NotFound, (await paola.GetAsync(url.Replace(at.Process.Slug, elsewhere.Slug,
            StringComparison.Ordinal))).StatusCode);
        // Whoever else may do it, may.
        await Redirected(UndoAsync(paola, at.Compose));
    }

    /// <summary>Every kind is undone, and refused for what rests on it, by a test above; answers given together, by one of
    /// DeskTests, and notes by one of NoteTests.</summary>
    [Fact]
    public async Task Every_kind_of_act_that_can_be_undone_is_tested()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var kinds = scope.ServiceProvider.GetServices<IUndo>().Select(k => k.Kind).Order(StringComparer.Ordinal).ToList();
        TestContext.Current.SendDiagnosticMessage($"{kinds.Count} kinds of act may be undone");
        Assert.Equal(["documents.replies", "groups.enlarged", "groups.left", "groups.refused", "meetings.note-removed",
            "meetings.session-removed", "processes.closed"], kinds);
    }

    [Fact]
    public async Task A_letter_that_waits_is_neither_sent_nor_printed_nor_hurried()
    {
        var at = await TownAsync();
        var person = await _host.Act(at.Authority, null, write => Task.FromResult(write.Get<PeopleBook>().Meet("Ada Valli", Channel.Post,
            "Via Roma 1", "it")));
        await _host.Act(at.Authority, null, async write =>
        {
            var group = await write.Db.Set<Group>().SingleAsync(g => g.Id == at.Table.Id, Cancel);
            write.Db.Add(Application.Send(group, person.Id, "Ada Valli", "Imprese", "", "", write.Now));
            return 0;
        });
        var asked = await ApplicationAsync();
        await Redirected(at.Carla.PostAsync(at.Requests, new() { ["Reason"] = "Le imprese hanno già un posto." }, $"#no-{asked.Id}"));
        async Task<bool> IsListed() => (await at.Carla.ReadAsync($"/percorsi/{at.Process.Slug}/posta")).QuerySelector("main")!.TextContent
            .Contains("Ada Valli", StringComparison.Ordinal);
        Assert.False(await IsListed());
        var held = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(Cancel));
        held.Retry(_host.Clock.Now);
        Assert.Equal(_host.Clock.Now + UndoableAct.Time, held.Due);
        _host.Clock.Now += TimeSpan.FromMinutes(10);
        Assert.True(await IsListed());
    }

    [Fact]
    public async Task A_theme_taken_off_the_wall_is_seen_by_nobody_and_back_in_its_place_unless_somebody_took_it()
    {
        var at = await TownAsync();
        Session Call(WriteScope write, Meeting meeting, string title)
        {
            var session = Session.Call(meeting, "0900", "1", title, "Bruno", isTaken: false, write.Now);
            write.Db.Add(session);
            return session;
        }
        var (meeting, session) = await _host.Act(at.Authority, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(at.Process.Id, Cancel))!;
            var planned = await write.Get<MeetingBook>().PlanAsync(info, "Open Space", Method.OpenSpace, write.Now.AddHours(1),
                write.Now.AddHours(5), Cancel);
            planned.Describe("Open Space", Method.OpenSpace, "", null, null, planned.Start, planned.End, "Sala civica", [], null, true);
            planned.SetWall([new("0900", new(9, 0), new(10, 0))], [new("1", "Sala A")], []);
            planned.Publish();
            return (planned, Call(write, planned, "Che fare del mulino?"));
        });
        var (wall, page) = (MeetingUrls.Part(at.Process.Slug, meeting.Id.Value, "muro"),
            MeetingUrls.Session(at.Process.Slug, meeting.Id.Value, session.Id.Value));
        Task<string> WallAsync() => ReadWallAsync(_host.Visitor(), wall);
        Assert.Contains("Che fare del mulino?", await WallAsync(), StringComparison.Ordinal);

        await Redirected(at.Carla.PostAsync(page, [], "form[action*='Remove']"));
        Assert.DoesNotContain("Che fare del mulino?", await WallAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(page)).StatusCode);
        Assert.Contains("è stato tolto un tema dalla bacheca", (await at.Carla.ReadAsync(wall)).QuerySelector("[data-undo]")!.TextContent,
            StringComparison.Ordinal);
        Assert.Null((await _host.Visitor().ReadAsync(wall)).QuerySelector("[data-undo]"));
        await Redirected(UndoAsync(at.Carla, wall));
        Assert.Contains("Che fare del mulino?", await WallAsync(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (await RowsAsync(nameof(SessionRemoved)), await RowsAsync(nameof(SessionPutBack))));

        // Somebody else stands there meanwhile.
        await Redirected(at.Carla.PostAsync(page, [], "form[action*='Remove']"));
        var button = await ButtonAsync(at.Carla, wall);
        await _host.Act(at.Authority, null, async write =>
            Call(write, await write.Db.Set<Meeting>().SingleAsync(m => m.Id == meeting.Id, Cancel), "Il forno di notte"));
        await RefusedAsync(await at.Carla.Client.PostAsync(button.Url, button.Sent, Cancel), "Nel frattempo qualcuno ha preso quello spazio");

        // Nobody put it back: after ten minutes it is gone for good.
        _host.Clock.Now += UndoableAct.Time + TimeSpan.FromMinutes(1);
        var table = new MeetingsManifest().Personal.Single(p => p.Row == typeof(Session));
        await _host.Act(at.Authority, null, async write => await table.LapseAsync(write.Db, write.Now, 10, Cancel));
        Assert.Equal(["Il forno di notte"], await _host.InDb(db => db.Set<Session>().IgnoreQueryFilters().Select(s => s.Title)
            .ToListAsync(Cancel)));
    }

    private static async Task<string> ReadWallAsync(Visitor who, string wall) =>
        (await who.ReadAsync(wall)).QuerySelector("main")!.TextContent;
}
