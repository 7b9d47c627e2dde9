using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Groups;

/// <summary>What was typed of a seat, or of who sits there, is put right, and what it was before stays to be read.</summary>
public sealed class SeatCorrectionTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static Group TableOf(int seats)
    {
        var group = Group.Form(Id<Authority>.New(), Id<Process>.New(), "tavolo", GroupKind.NegotiationTable, "Tavolo", Now);
        for (var n = 0; n < seats; n++) group.AddSeat($"Interesse {n + 1}");
        return group;
    }

    private static string Code(Action act) => Assert.Throws<RuleViolation>(act).Code;

    [Fact]
    public void A_seat_on_which_somebody_sits_does_not_wait_for_the_enlargement()
    {
        var table = TableOf(1);
        var seat = table.Seats[0];
        var rita = table.Sit(seat, Id<Person>.New(), "Rita Bonora", "", false, Today);
        Assert.Equal("seat.sat-on", Code(() => table.Describe(seat, "Anziani", SeatBy.Role, true, "", Now)));
        table.Leave(rita, Today);
        table.Describe(seat, "Anziani", SeatBy.Role, true, "Nelle fasi di snodo", Now.AddDays(1));
        Assert.Equal(("Anziani", SeatBy.Role, true, "Nelle fasi di snodo"), (seat.Interest, seat.By, seat.Widening, seat.When));
        table.Describe(seat, " Anziani ", SeatBy.Role, true, "Nelle fasi di snodo", Now.AddDays(2));
        Assert.Equal("Interesse 1", Assert.Single(seat.Before).Interest);
        Assert.Equal("seat.interest", Code(() => table.Describe(seat, " ", SeatBy.Role, true, "", Now)));
    }

    [Fact]
    public void Two_people_did_not_sit_on_the_same_seat_on_the_same_day()
    {
        var table = TableOf(1);
        var rita = table.Sit(table.Seats[0], Id<Person>.New(), "Rita Bonora", "", false, Today.AddDays(-30));
        table.Leave(rita, Today.AddDays(-10));
        var silvano = table.Sit(table.Seats[0], Id<Person>.New(), "Silvano Gatti", "", false, Today);
        Assert.Equal("member.overlaps", Code(() => table.Correct(silvano, "Silvano Gatti", "", Today.AddDays(-15), Now)));
        Assert.Equal("member.reversed-since", Code(() => table.Correct(rita, "Rita Bonora", "", Today, Now)));
        Assert.Equal("member.name", Code(() => table.Correct(rita, " ", "", Today, Now)));
        table.Correct(silvano, "Silvano Gatti", "Auser", Today.AddDays(-9), Now);
        Assert.Equal((Today.AddDays(-9), "Auser"), (silvano.Since, silvano.Organisation));
        Assert.Equal(Today, Assert.Single(silvano.Before).Since);
    }

    private async Task<(Authority Town, Process Process, Visitor Carla, GroupView Table)> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject));
        return (town, process, carla, await TableAsync(process));
    }

    private async Task<GroupView> TableAsync(Process process)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<GroupBook>().TableAsync(process.Id, Cancel))!;
    }

    [Fact]
    public async Task A_seat_and_who_sits_there_are_corrected_on_their_pages_with_history()
    {
        var (_, process, carla, table) = await TownAsync();
        var compose = GroupUrls.Compose(process.Slug, table.Id.Value);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(compose, new()
        {
            ["Seat"] = table.Seats[2].Id.ToString(),
            ["Person"] = "Rita Bonera",
            ["Organisation"] = "Auserr",
            ["From"] = "2026-03-02"
        }, "#siedi")).StatusCode);
        var member = (await TableAsync(process)).Sitting.Single().Member;
        var page = await carla.ReadAsync(compose);
        var (seatUrl, memberUrl) = (GroupUrls.Seat(process.Slug, table.Id.Value, table.Seats[2].Id.Value),
            GroupUrls.Member(process.Slug, table.Id.Value, member.Id.Value));
        Assert.NotNull(page.QuerySelector($"a[href='{seatUrl}']"));
        Assert.NotNull(page.QuerySelector($"a[href='{memberUrl}']"));

        var refused = await carla.PostAsync(seatUrl, new() { ["Interest"] = "Chi è anziano", ["Widening"] = "true" }, "#correggi");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("Chi è anziano", (await Visitor.ParseAsync(refused)).QuerySelector("[name=Interest]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(seatUrl, new()
        {
            ["Interest"] = "Chi è anziano",
            ["By"] = "Role",
            ["When"] = "Sempre"
        }, "#correggi")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(memberUrl, new()
        {
            ["Name"] = "Rita Bonora",
            ["Organisation"] = "Auser",
            ["Since"] = "2026-02-20"
        }, "#correggi")).StatusCode);

        var shown = (await _host.Visitor().ReadAsync(GroupUrls.Table(process.Slug))).QuerySelector("main")!.TextContent;
        foreach (var said in new[] { "Chi è anziano", "Rita Bonora, Auser", "20 febbraio 2026",
            $"si chiamava «{table.Seats[2].Interest}»", "Sempre" }) Assert.Contains(said, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Bonera", shown, StringComparison.Ordinal);
        Assert.Contains(table.Seats[2].Interest, (await carla.ReadAsync(seatUrl)).QuerySelector("#prima")!.ParentElement!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("Rita Bonera, Auserr", (await carla.ReadAsync(memberUrl)).QuerySelector("#prima")!.ParentElement!.TextContent,
            StringComparison.Ordinal);
        foreach (var kind in new[] { "SeatDescribed", "MemberCorrected" })
            Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == kind, Cancel)));
        // Who is forgotten leaves no earlier spelling behind.
        await _host.Act(await _host.InDb(db => db.Set<Authority>().AsNoTracking().FirstAsync(Cancel)), null, async write =>
        {
            (await write.Db.Set<Membership>().SingleAsync(m => m.Id == member.Id, Cancel)).Forget();
            return 0;
        });
        Assert.Empty(await _host.InDb(db => db.Set<Membership>().Where(m => m.Id == member.Id).Select(m => m.Before).SingleAsync(Cancel)));
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync(memberUrl)).StatusCode);
    }

    [Fact]
    public async Task Only_who_composes_the_table_corrects_its_seats_and_an_unused_one_is_taken_away()
    {
        var (town, process, carla, table) = await TownAsync();
        var seatUrl = GroupUrls.Seat(process.Slug, table.Id.Value, table.Seats[2].Id.Value);
        foreach (var role in new[] { Role.Facilitator, Role.TableMember })
        {
            var other = await _host.SignedInAsync(await _host.AccountAsync($"Altri {role}", town, role, process.Subject));
            Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(seatUrl)).StatusCode);
        }
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(seatUrl)).StatusCode);
        var elsewhere = await _host.ProcessAsync(town);
        var paola = await _host.SignedInAsync(await _host.AccountAsync("Paola", town, Role.Officer));
        Assert.Equal(HttpStatusCode.NotFound,
            (await paola.GetAsync(GroupUrls.Seat(elsewhere.Slug, table.Id.Value, table.Seats[2].Id.Value))).StatusCode);

        var compose = GroupUrls.Compose(process.Slug, table.Id.Value);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)(await carla.ReadAsync(compose))
            .QuerySelector($"input[name=Seat][value='{table.Seats[2].Id}']")!.Closest("form")!;
        Assert.Equal(HttpStatusCode.Redirect, (await carla.Client.PostAsync(form.GetAttribute("action"),
            new FormUrlEncodedContent([.. Visitor.Prefilled(form)]), Cancel)).StatusCode);
        Assert.Equal(table.Seats.Count - 1, (await TableAsync(process)).Seats.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync(seatUrl)).StatusCode);
    }
}
