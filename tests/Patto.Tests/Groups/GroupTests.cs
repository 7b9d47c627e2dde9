using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Privacy;
using Patto.Tests.Processes;

namespace Patto.Tests.Groups;

public sealed class GroupTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly DateOnly Today = new(2026, 3, 2);
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static Group TableOf(int seats)
    {
        var group = Group.Form(Id<Authority>.New(), Id<Process>.New(), "tavolo", GroupKind.NegotiationTable, "Tavolo",
            new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        for (var n = 0; n < seats; n++) group.AddSeat($"Interesse {n + 1}");
        return group;
    }

    [Fact]
    public void A_seat_takes_one_member_and_substitutes()
    {
        var table = TableOf(1);
        var seat = table.Seats[0];
        table.Sit(seat, Id<Person>.New(), "Rita Bonora", "", false, Today);
        Assert.Equal("seat.taken",
            Assert.Throws<RuleViolation>(() => table.Sit(seat, Id<Person>.New(), "Silvano Gatti", "", false, Today)).Code);
        table.Sit(seat, Id<Person>.New(), "Silvano Gatti", "", true, Today);
        Assert.Equal(2, table.Members.Count);
    }

    [Fact]
    public void Who_leaves_frees_the_seat_from_the_day_after()
    {
        var table = TableOf(1);
        var donata = table.Sit(table.Seats[0], Id<Person>.New(), "Donata Vezzani", "", false, Today);
        table.Leave(donata, Today.AddDays(10));
        Assert.NotNull(table.SittingOn(table.Seats[0], Today.AddDays(10)));
        Assert.Null(table.SittingOn(table.Seats[0], Today.AddDays(11)));
        table.Sit(table.Seats[0], Id<Person>.New(), "Luca Stefani", "", false, Today.AddDays(11));
    }

    [Fact]
    public void A_seat_for_newcomers_waits_for_the_enlargement()
    {
        var table = TableOf(0);
        var seat = table.AddSeat("Nuovi soggetti", SeatBy.Criteria, widening: true);
        Assert.Equal("seat.widening",
            Assert.Throws<RuleViolation>(() => table.Sit(seat, Id<Person>.New(), "Irene Zanella", "", false, Today)).Code);
        table.Enlarge(new(2026, 5, 24, 9, 0, 0, TimeSpan.Zero));
        table.Sit(seat, Id<Person>.New(), "Irene Zanella", "", false, Today);
        Assert.Equal("group.enlarged", Assert.Throws<RuleViolation>(() => table.Enlarge(default)).Code);
    }

    [Fact]
    public async Task A_process_from_the_template_starts_with_its_table_of_nine_seats()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var table = (await TableAsync(process))!;
        Assert.Equal(9, table.Seats.Count(s => !s.Widening));
        Assert.Equal(9, table.Empty.Count());
        var page = (await _host.Visitor().ReadAsync(GroupUrls.Table(process.Slug))).Body!.TextContent;
        Assert.Contains("Firmatari dell'accordo formale", page);
        Assert.Contains("Posto libero", page);
    }

    [Fact]
    public async Task The_secretariat_seats_somebody_who_then_has_the_role_and_takes_part()
    {
        var (town, process, carla) = await WithCarlaAsync();
        var bruno = await _host.AccountAsync("Bruno Galli", town);
        var table = (await TableAsync(process))!;
        var page = $"/percorsi/{process.Slug}/gruppi/{table.Id}";
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(page, new()
            {
                ["Seat"] = table.Seats[4].Id.ToString(),
                ["Person"] = "Bruno Galli",
                ["Organisation"] = "Pubblica Assistenza",
                ["Email"] = bruno.Email!,
                ["From"] = "2026-03-02"
            }, "#siedi")).StatusCode);
        var shown = (await _host.Visitor().ReadAsync(GroupUrls.Table(process.Slug))).Body!.TextContent;
        Assert.Contains("Bruno Galli, Pubblica Assistenza", shown);
        Assert.DoesNotContain(bruno.Email!, shown);
        Assert.Equal(2, await _host.InDb(db => db.Set<RoleGrant>()
            .CountAsync(g => g.Account == bruno.Id && g.Role == Role.TableMember && g.Until == null, Cancel)));
        Assert.Equal(1, await _host.InDb(db => db.Set<Participation>()
            .CountAsync(p => p.Process == process.Subject && p.Kind == ParticipationKind.Seat, Cancel)));

        var member = (await TableAsync(process))!.Sitting.Single().Member;
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(page, new() { ["Until"] = "2026-03-02" }, $"#esce-{member.Id}")).StatusCode);
        Assert.Equal(0, await _host.InDb(db => db.Set<RoleGrant>().CountAsync(g => g.Account == bruno.Id && g.Until == null, Cancel)));
    }

    [Fact]
    public async Task Anna_asks_to_sit_and_gets_a_seat_and_a_letter()
    {
        var (_, process, carla) = await WithCarlaAsync();
        var anna = _host.Visitor();
        var asked = await anna.PostAsync(GroupUrls.Apply(process.Slug), new()
        {
            ["Name"] = "Anna Testi",
            ["Interest"] = "Famiglie con figli piccoli",
            ["Why"] = "Mancano i genitori",
            ["Channel"] = "Email",
            ["Address"] = "anna@esempio.example",
            ["Agree"] = "true",
        });
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.DoesNotContain("Anna Testi", (await anna.ReadAsync(GroupUrls.Table(process.Slug))).Body!.TextContent);
        var application = await _host.InDb(db => db.Set<Application>().AsNoTracking().SingleAsync(Cancel));
        var page = $"/percorsi/{process.Slug}/gruppi/richieste";
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(page, new() { ["Seat"] = "" }, $"#si-{application.Id}")).StatusCode);
        Assert.Contains("Anna Testi", (await anna.ReadAsync(GroupUrls.Table(process.Slug))).Body!.TextContent);
        Assert.Contains("la tua richiesta è accolta", (await LetterAsync("anna@esempio.example")).Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AnswerAgainAsync(carla, page, application)).StatusCode);
    }

    [Fact]
    public async Task A_no_has_a_reason_that_the_person_receives()
    {
        var (_, process, carla) = await WithCarlaAsync();
        await _host.Visitor().PostAsync(GroupUrls.Apply(process.Slug), new()
        {
            ["Name"] = "Elsa Vento",
            ["Interest"] = "Imprese",
            ["Channel"] = "Email",
            ["Address"] = "elsa@esempio.example",
            ["Agree"] = "true"
        });
        var application = await _host.InDb(db => db.Set<Application>().AsNoTracking().SingleAsync(Cancel));
        var page = $"/percorsi/{process.Slug}/gruppi/richieste";
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(page, new() { ["Reason"] = " " }, $"#no-{application.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(page, new() { ["Reason"] = "Le imprese hanno già un posto." }, $"#no-{application.Id}")).StatusCode);
        Assert.Contains("Le imprese hanno già un posto.", (await LetterAsync("elsa@esempio.example")).Body);
    }

    [Fact]
    public async Task An_application_without_an_answer_address_or_consent_is_shown_again_with_what_was_typed()
    {
        var (_, process, _) = await WithCarlaAsync();
        var answer = await _host.Visitor().PostAsync(GroupUrls.Apply(process.Slug),
            new() { ["Name"] = "Anna Testi", ["Interest"] = "Famiglie", ["Channel"] = "Email", ["Address"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("Anna Testi", (await Visitor.ParseAsync(answer)).QuerySelector("[name=Name]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Applications_are_open_only_while_a_phase_opens_them()
    {
        var (_, process, _) = await WithCarlaAsync();
        _host.Clock.Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);
        Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync(GroupUrls.Apply(process.Slug))).Headers.Location?.ToString());
    }

    [Fact]
    public async Task After_the_open_space_a_newcomer_is_recruited_into_the_enlarged_table()
    {
        var (town, process, carla) = await WithCarlaAsync();
        var table = (await TableAsync(process))!;
        Task<string> Recruit() => _host.Act(town, null, async write =>
        {
            var irene = write.Get<PeopleBook>().Meet("Irene Zanella", Channel.Desk, "");
            return (await write.Get<GroupBook>().RecruitAsync(table.Id, "laboratorio", irene, "Chi si è offerto all'Open Space",
                cancel: Cancel)).Name;
        });
        Assert.Equal("group.closed", (await Assert.ThrowsAsync<RuleViolation>(Recruit)).Code);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"/percorsi/{process.Slug}/gruppi/{table.Id}", [], "#allarga")).StatusCode);
        Assert.Equal("Irene Zanella", await Recruit());
        Assert.True((await TableAsync(process))!.Sitting.Single().Seat.Widening);
    }

    [Fact]
    public async Task A_member_with_an_address_is_invited_to_work_with_the_role_of_the_seat()
    {
        var (town, process, carla) = await WithCarlaAsync();
        var table = (await TableAsync(process))!;
        var page = $"/percorsi/{process.Slug}/gruppi/{table.Id}";
        foreach (var (seat, name, email) in new[] { (0, "Rita Bonora", "Rita@auser.example"), (1, "Gino Testi", "") })
            await carla.PostAsync(page, new()
            {
                ["Seat"] = table.Seats[seat].Id.ToString(),
                ["Person"] = name,
                ["Organisation"] = "",
                ["Email"] = email,
                ["From"] = "2026-03-02"
            }, "#siedi");
        var offered = (await carla.ReadAsync(page)).QuerySelectorAll("form[action*='Invite']");
        Assert.Equal("Invita a lavorare sul sito Rita Bonora",
            string.Join(' ', Assert.Single(offered).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(page, [], "form[action*='Invite']")).StatusCode);
        var letter = await _host.InDb(db => db.Set<Letter>().SingleAsync(l => l.Address == "Rita@auser.example", Cancel));
        var rita = _host.Visitor();
        Assert.Equal(HttpStatusCode.Redirect,
            (await rita.PostAsync(new Uri(_host.LinkOf(letter)).AbsolutePath,
            new() { ["Password"] = PlatformHost.Password, ["Again"] = PlatformHost.Password })).StatusCode);
        var grants = await _host.InDb(db => db.Set<RoleGrant>().Where(g => g.Role == Role.TableMember).ToListAsync(Cancel));
        Assert.Equal([Subject.Of("group", table.Id), process.Subject], grants.Select(g => g.Scope).OrderBy(s => s.Kind));
        Assert.Equal(grants[0].Account, (await TableAsync(process))!.Sitting.Single(s => s.Member.Name == "Rita Bonora").Member.Account);
        Assert.Empty((await carla.ReadAsync(page)).QuerySelectorAll("form[action*='Invite']"));
    }

    [Fact]
    public async Task Who_was_invited_is_not_written_to_again_for_some_days_and_only_the_last_letter_opens_the_door()
    {
        var (_, process, carla) = await WithCarlaAsync();
        var table = (await TableAsync(process))!;
        var page = $"/percorsi/{process.Slug}/gruppi/{table.Id}";
        await carla.PostAsync(page, new()
        {
            ["Seat"] = table.Seats[0].Id.ToString(),
            ["Person"] = "Rita Bonora",
            ["Organisation"] = "",
            ["Email"] = "Rita@auser.example",
            ["From"] = "2026-03-02"
        }, "#siedi");
        var before = await carla.ReadAsync(page);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(page, [], "form[action*='Invite']")).StatusCode);
        var after = await carla.ReadAsync(page);
        Assert.Contains("Invito mandato il 2 marzo 2026, in attesa di risposta", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(after.QuerySelectorAll("form[action*='Invite']"));
        // The page of before, still open in another window.
        var stale = before.QuerySelector("form[action*='Invite']")!;
        var fields = stale.QuerySelectorAll("input[name]").Where(f => f.GetAttribute("name") != "__once")
            .ToDictionary(f => f.GetAttribute("name")!, f => f.GetAttribute("value") ?? "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.Client.PostAsync(stale.GetAttribute("action"), new FormUrlEncodedContent(fields), Cancel)).StatusCode);
        Assert.Single(await LettersToRitaAsync());

        _host.Clock.Now = _host.Clock.Now.AddDays(3);
        carla = await _host.SignedInAsync(await CarlaAsync());
        Assert.Contains("Manda di nuovo l'invito", (await carla.ReadAsync(page)).QuerySelector("form[action*='Invite']")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(page, [], "form[action*='Invite']")).StatusCode);
        var letters = await LettersToRitaAsync();
        Assert.Equal(2, letters.Count);
        Assert.DoesNotContain("Password", (await (await _host.Visitor().GetAsync(letters[0])).Content.ReadAsStringAsync(Cancel)),
            StringComparison.Ordinal);
        Assert.NotNull((await _host.Visitor().ReadAsync(letters[1])).QuerySelector("[name=Password]"));

        _host.Clock.Now = _host.Clock.Now.AddDays(20);
        carla = await _host.SignedInAsync(await CarlaAsync());
        Assert.Contains("scaduto senza risposta", (await carla.ReadAsync(page)).Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> LettersToRitaAsync() =>
        [.. (await _host.InDb(db => db.Set<Letter>().Where(l => l.Address == "Rita@auser.example").OrderBy(l => l.Created)
            .ToListAsync(Cancel))).Select(l => new Uri(_host.LinkOf(l)).AbsolutePath)];

    private Task<Identity.Account> CarlaAsync() => _host.InDb(db => db.Users.SingleAsync(a => a.Name.StartsWith("Carla"), Cancel));

    [Fact]
    public async Task An_erased_person_leaves_no_name_at_the_table()
    {
        var (town, process, _) = await WithCarlaAsync();
        var table = (await TableAsync(process))!;
        var person = await _host.Act(town, null, async write =>
        {
            var rita = write.Get<PeopleBook>().Meet("Rita Bonora", Channel.Desk, "");
            var group = await write.Db.Set<Group>().Where(g => g.Id == table.Id).Whole().SingleAsync(Cancel);
            await write.Get<GroupBook>().SeatAsync(group, group.Seats.First(s => s.Number == 1), rita, "", false, Today, Cancel);
            return rita.Id;
        });
        await _host.Act(town, null, async write =>
        {
            var personal = write.Get<PersonalDataBook>();
            await personal.EraseAsync(await personal.WhoAsync([person.Value], null, null, Cancel), Cancel);
            return 0;
        });
        Assert.DoesNotContain("Rita Bonora", (await _host.Visitor().ReadAsync(GroupUrls.Table(process.Slug))).Body!.TextContent);
    }

    [Fact]
    public async Task The_staff_pages_of_groups_refuse_everybody_else()
    {
        var (town, process, carla) = await WithCarlaAsync();
        var other = await _host.ProcessAsync(town);
        var (table, theirs) = ((await TableAsync(process))!, (await TableAsync(other))!);
        var dario = await _host.SignedInAsync(await _host.AccountAsync("Dario", town, Role.DecisionMaker, process.Subject));
        foreach (var page in new[] { $"gruppi/{table.Id}", "gruppi/nuovo", "gruppi/richieste" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await dario.GetAsync($"/percorsi/{process.Slug}/{page}")).StatusCode);
            Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync($"/percorsi/{process.Slug}/{page}")).Headers.Location?.ToString());
        }
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync($"/percorsi/{process.Slug}/gruppi/{theirs.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync($"/percorsi/{process.Slug}/gruppi/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"/percorsi/{process.Slug}/gruppi/nuovo",
            new() { ["Name"] = "Gruppo di scrittura", ["Kind"] = "Drafting" })).StatusCode);
    }

    private static async Task<HttpResponseMessage> AnswerAgainAsync(Visitor carla, string page, Application application)
    {
        var form = await carla.ReadAsync($"{page.Replace("/gruppi/richieste", "/gruppi/nuovo", StringComparison.Ordinal)}");
        var token = form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await carla.Client.PostAsync($"{page}?handler=Accept", new FormUrlEncodedContent(new Dictionary<string,
            string>
        { ["__RequestVerificationToken"] = token, ["Id"] = application.Id.ToString() }));
    }

    private Task<Letter> LetterAsync(string address) =>
        _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Address == address, Cancel));

    private async Task<GroupView?> TableAsync(Process process)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GroupBook>().TableAsync(process.Id, Cancel);
    }

    private async Task<(Authority, Process, Visitor)> WithCarlaAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        return (town, process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject)));
    }
}
