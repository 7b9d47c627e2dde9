using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Groups;

/// <summary>A group is wider for a phase, by plan and by date, and narrower again afterwards.</summary>
public sealed class WideningTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Group _table = null!;
    private Visitor _carla = null!;

    private string Plan => GroupUrls.Widenings(_process.Slug, _table.Id.Value);
    private string Table => GroupUrls.Table(_process.Slug);
    private Phase Writing => _process.PhaseOf("co-progettazione");

    // Today is 2 March 2026, and the phase of writing runs from 3 June to 2 September.
    private async Task FoundAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town);
        _table = await _host.InDb(db => db.Set<Group>().AsNoTracking().Where(g => g.Process == _process.Id
            && g.Kind == GroupKind.NegotiationTable).Whole().SingleAsync(Cancel));
        await LaterAsync(_host.Clock.Now);
    }

    private async Task LaterAsync(DateTimeOffset now)
    {
        _host.Clock.Now = now;
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator));
    }

    private async Task OnAsync(DateOnly day)
    {
        await LaterAsync(Texts.RomeTime(day, new(10, 0)));
        await TurnByDate.RunAsync(_host.Services.CreateScope().ServiceProvider, Cancel);
    }

    private List<Seat> Joining => [.. _table.Seats.Where(s => s.Widening).OrderBy(s => s.Number)];

    private async Task<HttpResponseMessage> PlanAsync(string? quorum = "7", string why = "Si scrive il testo", params Seat[] seats)
    {
        var page = await _carla.ReadAsync(Plan);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("#prevedi")!;
        string[] own = ["Phase", "Joining", "JoinQuorum", "JoinWhy"];
        return await _carla.Client.PostAsync(form.GetAttribute("action") is { Length: > 0 } to ? to : Plan, new FormUrlEncodedContent(
            [.. Visitor.Prefilled(form).Where(f => !own.Contains(f.Key)), new("Phase", Writing.Id.ToString()),
                new("JoinQuorum", quorum ?? ""), new("JoinWhy", why), .. (seats.Length > 0 ? seats : [.. Joining])
                .Select(s => new KeyValuePair<string, string>("Joining", s.Id.ToString()))]));
    }

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    private async Task<string> ReadTableAsync() => await TextOf(await _host.Visitor().GetAsync(Table));

    private Task<List<Role>> RolesAsync(Guid account, Subject scope) => _host.InDb(db => db.Set<RoleGrant>().AsNoTracking()
        .Where(g => g.Account == account && g.Scope == scope && g.Until == null).Select(g => g.Role).ToListAsync(Cancel));

    private Task<int> RowsAsync(string kind) => _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == kind, Cancel));

    private async Task<GroupView> ViewAsync()
    {
        using var scope = _host.Services.CreateScope();
        return (await scope.ServiceProvider.GetRequiredService<GroupBook>().GetAsync(_table.Id, Cancel))!;
    }

    // Nora is named for a seat that joins, long before it does; her account is the one that works here.
    private async Task<Guid> SeatNoraAsync()
    {
        var nora = await _host.AccountAsync("Nora Blu", _town, Role.Drafter, new Subject("group", Guid.NewGuid()));
        await _host.Act(_town, null, async write =>
        {
            var group = await write.Db.Set<Group>().Where(g => g.Id == _table.Id).Whole().SingleAsync(Cancel);
            var person = write.Get<PeopleBook>().Meet("Nora Blu", Channel.Email, nora.Email!);
            await write.Get<GroupBook>().SeatAsync(group, group.SeatOf(Joining[0].Id), person, "Mercato contadino", false,
                Texts.RomeDay(write.Now), Cancel);
            return 0;
        });
        return nora.Id;
    }

    [Fact]
    public async Task A_group_widens_on_the_first_day_of_the_phase_and_narrows_after_the_last_by_itself()
    {
        await FoundAsync();
        Assert.Contains("Scrivi perché", await TextOf(await PlanAsync(why: " ")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PlanAsync()).StatusCode);
        var (from, until) = (Writing.From, Writing.Until);
        Assert.Contains("Dal 3 giugno 2026 al 2 settembre 2026, per la fase «Co-progettiamo», entrano: Nuovi soggetti dall'Open Space. "
            + "Poi il gruppo si restringe.", await ReadTableAsync(), StringComparison.Ordinal);
        Assert.Contains("Farà parte del gruppo dal 3 giugno 2026 al 2 settembre 2026", await ReadTableAsync(), StringComparison.Ordinal);
        Assert.Contains("Si apre più avanti", await ReadTableAsync(), StringComparison.Ordinal);
        Assert.Equal((1, 0), (await RowsAsync(nameof(WideningPlanned)), await RowsAsync(nameof(GroupWidened))));
        // Twice for the same phase: refused. Named beforehand: no role before the day.
        Assert.Contains("Un posto di questi entra già per la stessa fase.", await TextOf(await PlanAsync()), StringComparison.Ordinal);
        var nora = await SeatNoraAsync();
        Assert.Empty(await RolesAsync(nora, _process.Subject));
        await OnAsync(from.AddDays(-1));
        var view = await ViewAsync();
        var seat = view.Seats.Single(s => s.Id == Joining[0].Id);
        Assert.Equal((false, true, 5, 7), (view.IsIn(seat, from.AddDays(-1)), view.IsIn(seat, from), view.QuorumOn(from.AddDays(-1)),
            view.QuorumOn(from)));
        Assert.Equal(0, await RowsAsync(nameof(GroupWidened)));

        await OnAsync(from);
        Assert.Equal(1, await RowsAsync(nameof(GroupWidened)));
        Assert.Contains(Role.TableMember, await RolesAsync(nora, _process.Subject));
        Assert.Contains("Fa parte del gruppo dal 3 giugno 2026", await ReadTableAsync(), StringComparison.Ordinal);
        Assert.Contains("i presenti sono almeno 7", await ReadTableAsync(), StringComparison.Ordinal);

        await OnAsync(until.AddDays(1));
        Assert.Equal((1, 1), (await RowsAsync(nameof(GroupWidened)), await RowsAsync(nameof(GroupNarrowed))));
        Assert.Empty(await RolesAsync(nora, _process.Subject));
        // Her place in the group's own room stays, and so does her name.
        Assert.Contains(Role.TableMember, await RolesAsync(nora, _table.Subject));
        var after = await ReadTableAsync();
        Assert.Contains("Dal 3 giugno 2026 al 2 settembre 2026, per la fase «Co-progettiamo», il gruppo è stato più largo", after,
            StringComparison.Ordinal);
        Assert.Contains("Nora Blu, Mercato contadino", after, StringComparison.Ordinal);
        Assert.Contains("i presenti sono almeno 5", after, StringComparison.Ordinal);
        await OnAsync(until.AddDays(3));
        Assert.Equal(1, await RowsAsync(nameof(GroupNarrowed)));
    }

    [Fact]
    public async Task The_days_follow_the_phase_and_a_plan_is_taken_back_or_narrowed_with_a_reason()
    {
        await FoundAsync();
        await PlanAsync();
        await _host.Act(_town, null, async write =>
        {
            await write.Get<PlanBook>().MoveAsync(_process.Id, _process.Starts.AddDays(10), null, "Si comincia dopo", Cancel);
            return 0;
        });
        Assert.Contains("Dal 13 giugno 2026 al 12 settembre 2026", await ReadTableAsync(), StringComparison.Ordinal);
        var id = (await ViewAsync()).Widenings.Single().Id;
        Assert.Contains("Scrivi perché", await TextOf(await _carla.PostAsync(Plan, new() { ["BackWhy"] = "" }, $"#indietro-{id}")),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(Plan, new() { ["BackWhy"] = "Bastano i nove" },
            $"#indietro-{id}")).StatusCode);
        Assert.Contains("entrassero: Nuovi soggetti dall'Open Space. Annullato: Bastano i nove", await ReadTableAsync(),
            StringComparison.Ordinal);
        await OnAsync(new(2026, 6, 20));
        Assert.Equal((0, 1), (await RowsAsync(nameof(GroupWidened)), await RowsAsync(nameof(WideningTakenBack))));
        // Planned again while the phase runs: wider at once; narrowed before its day: from tomorrow.
        await PlanAsync(quorum: null);
        Assert.Equal(1, await RowsAsync(nameof(GroupWidened)));
        id = (await ViewAsync()).Widenings[^1].Id;
        await _carla.PostAsync(Plan, new() { ["BackWhy"] = "Il testo è scritto" }, $"#indietro-{id}");
        var (view, today) = (await ViewAsync(), new DateOnly(2026, 6, 20));
        var seat = view.Seats.Single(s => s.Id == Joining[0].Id);
        Assert.Equal((true, false), (view.IsIn(seat, today), view.IsIn(seat, today.AddDays(1))));
        Assert.Contains("Finito prima: Il testo è scritto", await ReadTableAsync(), StringComparison.Ordinal);
        await OnAsync(today.AddDays(1));
        Assert.Equal(1, await RowsAsync(nameof(GroupNarrowed)));
    }

    [Fact]
    public async Task A_sitting_in_the_phase_calls_and_counts_the_seats_that_joined_and_its_call_is_read_afterwards_too()
    {
        await FoundAsync();
        await PlanAsync();
        await SeatNoraAsync();
        var info = new ProcessInfo(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);
        async Task<Meeting> SittingAsync(DateOnly day) => await _host.Act(_town, null, async write =>
        {
            var start = Texts.RomeTime(day, new(18, 0));
            var meeting = await write.Get<MeetingBook>().PlanAsync(info, $"Seduta del {day.Day}", Method.Table, start, start.AddHours(2),
                Cancel);
            meeting.Describe(meeting.Title, Method.Table, "", null, null, start, start.AddHours(2), "Sala civica", [], null, false);
            meeting.Publish();
            return meeting;
        });
        var (before, during) = (await SittingAsync(Writing.From.AddDays(-2)), await SittingAsync(Writing.From.AddDays(7)));
        Assert.DoesNotContain("Nora Blu", await TextOf(await _carla.GetAsync(MeetingUrls.Part(_process.Slug, before.Id.Value,
            "convocazione"))), StringComparison.Ordinal);
        var call = MeetingUrls.Part(_process.Slug, during.Id.Value, "convocazione");
        Assert.Contains("Nora Blu", await TextOf(await _carla.GetAsync(call)), StringComparison.Ordinal);
        Assert.Contains("Bastano 7 posti", await TextOf(await _carla.GetAsync(call)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(call, new() { ["Text"] = "Si scrive il testo." }, "#convoca"))
            .StatusCode);
        await OnAsync(Writing.Until.AddDays(5));
        var letter = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Subject.StartsWith("Convocazione"), Cancel));
        var read = await _host.Visitor().GetAsync(_host.LinkOf(letter));
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Contains("Seduta del 10", await TextOf(read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_compose_the_group_plans_nothing()
    {
        await FoundAsync();
        Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync(Plan)).Headers.Location!.ToString(), StringComparison.Ordinal);
        var fabio = await _host.SignedInAsync(await _host.AccountAsync("Fabio Verdi", _town, Role.Facilitator, _process.Subject));
        Assert.Equal(HttpStatusCode.Forbidden, (await fabio.GetAsync(Plan)).StatusCode);
    }
}
