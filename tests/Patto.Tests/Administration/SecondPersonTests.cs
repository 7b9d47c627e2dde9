using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Tests.Processes;
using Patto.Web;

namespace Patto.Tests.Administration;

/// <summary>Who may give which role, and the second person of administrators and guarantors.</summary>
public sealed class SecondPersonTests : IAsyncDisposable
{
    private const string Staff = "/amministrazione/persone", Confirmations = "/amministrazione/conferme";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    private readonly StringWriter _console = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<Authority> TownAsync()
    {
        _host.Services.GetRequiredService<SheetPrinter>().Out = _console;
        return await _host.AuthorityAsync();
    }

    private static Dictionary<string, string> To(Account account, Role role) =>
        new() { ["Name"] = account.Name, ["Email"] = account.Email!, ["Role"] = role.ToString() };

    private Task<List<Role>> RolesAsync(Account account) =>
        _host.InDb(db => db.Set<RoleGrant>().Where(g => g.Account == account.Id && g.Until == null).Select(g => g.Role)
            .ToListAsync(Cancel));

    private Task<RoleGrant> GrantAsync(Account account) =>
        _host.InDb(db => db.Set<RoleGrant>().AsNoTracking().SingleAsync(g => g.Account == account.Id && g.Until == null, Cancel));

    private static async Task<string> WordsAsync(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));

    private async Task<string> SheetAsync()
    {
        await SecondAtTheMachine.PrintFirstSheetAsync(_host.Services);
        return _console.ToString().Split('\n', StringSplitOptions.TrimEntries)
            .Last(l => l.Split('-') is { Length: 5 } parts && parts.All(p => p.Length == 4));
    }

    [Fact]
    public void Nobody_gives_or_ends_a_role_above_the_own_one()
    {
        var pairs = from held in Enum.GetValues<Role>()
                    from given in Enum.GetValues<Role>()
                    where RoleTable.MayGive([held], given)
                    select $"{held} > {given}";
        Assert.Equal(
            "Administrator > Administrator, Administrator > Officer, Administrator > Curator, Administrator > Facilitator, Administrator > Secretariat, Administrator > TableMember, "
            + "Administrator > Drafter, Administrator > DecisionMaker, Administrator > Guarantor, Administrator > GuaranteeMember, "
            + "Officer > Officer, Officer > Curator, Officer > Facilitator, Officer > Secretariat, Officer > TableMember, Officer > Drafter, Officer > DecisionMaker, Officer > GuaranteeMember, "
            + "Curator > Curator, Curator > Facilitator, Curator > Secretariat, Curator > TableMember, Curator > Drafter, Secretariat > TableMember, Secretariat > Drafter", string.Join(", ", pairs));
        Assert.Equal([Role.Administrator, Role.Guarantor], Enum.GetValues<Role>().Where(RoleTable.NeedsSecond));
    }

    [Fact]
    public async Task The_officer_makes_nobody_administrator_and_the_curator_does_not_end_the_guarantor()
    {
        var town = await TownAsync();
        var process = await _host.ProcessAsync(town);
        var paola = await _host.AccountAsync("Paola Guidetti", town, Role.Officer);
        var (officer, rita) = (await _host.SignedInAsync(paola), await _host.AccountAsync("Rita Bonora", town));
        foreach (var role in new[] { Role.Administrator, Role.Guarantor })
        {
            Assert.DoesNotContain(role.ToString(), (await officer.ReadAsync(Staff)).QuerySelectorAll("select[name=Role] option")
                .Select(o => o.GetAttribute("value")));
            var refused = await officer.PostAsync(Staff, To(rita, role));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("Può farlo: amministratore", await WordsAsync(refused), StringComparison.Ordinal);
        }
        var himself = await officer.PostAsync(Staff, To(paola, Role.Curator));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, himself.StatusCode);
        Assert.Contains("a te lo deve dare un'altra persona", await WordsAsync(himself), StringComparison.Ordinal);

        var giorgio = await _host.AccountAsync("Giorgio Santini", town, Role.Guarantor, process.Subject);
        var curator = await _host.SignedInAsync(await _host.AccountAsync("Anna Ferri", town, Role.Curator, process.Subject));
        var page = $"/percorsi/{process.Slug}/ruoli";
        Assert.Empty((await curator.ReadAsync(page)).QuerySelectorAll($"input[value='{(await GrantAsync(giorgio)).Id}']"));
        var end = await curator.PostAsync(page, new() { ["grant"] = (await GrantAsync(giorgio)).Id.ToString() }, "form[action*='End']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, end.StatusCode);
        Assert.Equal([Role.Guarantor], await RolesAsync(giorgio));
        Assert.Empty(await RolesAsync(rita));
    }

    [Fact]
    public async Task From_two_administrators_on_the_other_one_confirms_and_the_guarantor_sees_it()
    {
        var town = await TownAsync();
        var process = await _host.ProcessAsync(town);
        var (lorenzo, marta) = (await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator),
            await _host.AccountAsync("Marta Riva", town, Role.Administrator));
        var (giorgio, rita) = (await _host.AccountAsync("Giorgio Santini", town, Role.Guarantor, process.Subject),
            await _host.AccountAsync("Rita Bonora", town));
        var (asks, confirms, watches) = (await _host.SignedInAsync(lorenzo), await _host.SignedInAsync(marta),
            await _host.SignedInAsync(giorgio));
        Assert.Equal(HttpStatusCode.Redirect, (await asks.PostAsync(Staff, To(rita, Role.Administrator))).StatusCode);
        Assert.Empty(await RolesAsync(rita));
        foreach (var seen in new[] { asks, confirms, watches })
            Assert.Contains("Dare il ruolo di amministratore a Rita Bonora", (await seen.ReadAsync(Confirmations))
                .QuerySelector("section[aria-labelledby=aspettano]")!.TextContent, StringComparison.Ordinal);
        foreach (var seen in new[] { asks, confirms, watches })
            Assert.Contains("Un ruolo aspetta una seconda persona", (await seen.ReadAsync("/area-personale")).Body!.TextContent,
                StringComparison.Ordinal);
        Assert.Contains("Un ruolo aspetta una seconda persona",
            (await watches.ReadAsync($"/percorsi/{process.Slug}/cruscotto")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Set<Mail.Letter>().CountAsync(l => l.Address == marta.Email, Cancel)));

        // Who asked has no button to confirm; he lets it fall and asks again.
        Assert.Empty((await asks.ReadAsync(Confirmations)).QuerySelectorAll("form[action*='Confirm']"));
        var change = await _host.InDb(db => db.Set<RoleChange>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(HttpStatusCode.Redirect, (await asks.PostAsync(Confirmations, [], "form[action*='Drop']")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await asks.PostAsync(Staff, To(rita, Role.Administrator))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await confirms.PostAsync(Confirmations, [], "form[action*='Confirm']")).StatusCode);
        Assert.Equal([Role.Administrator], await RolesAsync(rita));
        Assert.Contains("confermato da Marta Riva", (await watches.ReadAsync(Confirmations))
            .QuerySelector("section[aria-labelledby=fatti]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await watches.Client.PostAsync(Confirmations + "?handler=Confirm", new FormUrlEncodedContent(
            [new("__RequestVerificationToken",
                (await watches.ReadAsync("/esci")).QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                new("change", change.Id.ToString())]), Cancel)).StatusCode);

        var rows = await _host.InDb(db =>
            db.Set<AuditRow>().Where(r => r.About.StartsWith("role-change:")).OrderBy(r => r.Seq).Select(r => r.Kind).ToListAsync(Cancel));
        Assert.Equal(["RoleChangeAsked", "RoleChangeDropped", "RoleChangeAsked", "RoleChangeConfirmed"], rows);
    }

    [Fact]
    public async Task One_administrator_alone_types_the_code_of_the_sheet_and_it_works_once()
    {
        var town = await TownAsync();
        var first = await SheetAsync();
        var visitor = await _host.SignedInAsync(await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator));
        var (rita, giorgio) = (await _host.AccountAsync("Rita Bonora", town), await _host.AccountAsync("Giorgio Santini", town));
        await visitor.PostAsync(Staff, To(giorgio, Role.Guarantor));
        var wrong = await visitor.PostAsync(Confirmations, new() { ["SheetCode"] = "AAAA-BBBB-CCCC-DDDD-EEEE" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("Il codice non è quello del foglio", await WordsAsync(wrong), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync(Confirmations, new() { ["SheetCode"] = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await visitor.PostAsync(Confirmations, new() { ["SheetCode"] = first.ToLowerInvariant().Replace('-', ' ') })).StatusCode);
        Assert.Equal([Role.Guarantor], await RolesAsync(giorgio));

        await visitor.PostAsync(Staff, To(rita, Role.Guarantor));
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await visitor.PostAsync(Confirmations, new() { ["SheetCode"] = first })).StatusCode);
        var second = await SheetAsync();
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.PostAsync(Confirmations, new() { ["SheetCode"] = second })).StatusCode);
        Assert.Equal([Role.Guarantor], await RolesAsync(rita));
        Assert.False(await _host.InDb(db => db.Set<SealedSheet>().AnyAsync(s => s.CodeHash.Contains(second), Cancel)));
    }

    [Fact]
    public async Task Somebody_at_the_machine_confirms_for_an_administrator_who_is_alone()
    {
        var town = await TownAsync();
        var visitor = await _host.SignedInAsync(await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator));
        var rita = await _host.AccountAsync("Rita Bonora", town);
        await visitor.PostAsync(Staff, To(rita, Role.Administrator));
        Assert.Equal(0, await SecondAtTheMachine.RunAsync(_host.Services, [], _console));
        var code = (await _host.InDb(db => db.Set<RoleChange>().AsNoTracking().SingleAsync(Cancel))).Code;
        Assert.Contains($"{code}  Comune di Fontelieta: dare il ruolo di amministratore a Rita Bonora, chiesto da Lorenzo Bassi",
            _console.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await SecondAtTheMachine.RunAsync(_host.Services, ["000000"], _console));
        Assert.Equal(0, await SecondAtTheMachine.RunAsync(_host.Services, [code.ToLowerInvariant()], _console));
        Assert.Equal([Role.Administrator], await RolesAsync(rita));
        Assert.Contains("confermato da chi gestisce il server", (await visitor.ReadAsync(Confirmations)).Body!.TextContent,
            StringComparison.Ordinal);
        // Now there are two: the machine is nobody's second person any more.
        await visitor.PostAsync(Staff, To(await _host.AccountAsync("Giorgio Santini", town), Role.Guarantor));
        var next = (await _host.InDb(db => db.Set<RoleChange>().AsNoTracking().SingleAsync(c => c.Confirmed == null, Cancel))).Code;
        Assert.Equal(1, await SecondAtTheMachine.RunAsync(_host.Services, [next], _console));
    }

    [Fact]
    public async Task What_the_console_tells_to_type_is_the_command_that_was_called()
    {
        await using var installed = new PlatformHost { Settings = { ["PATTO_COMMAND"] = "/opt/patto/patto" } };
        var console = new StringWriter();
        installed.Services.GetRequiredService<SheetPrinter>().Out = console;
        await SecondAtTheMachine.PrintFirstSheetAsync(installed.Services);
        Assert.Contains($"/opt/patto/patto --second sheet --data {installed.Folder}", console.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await SecondAtTheMachine.RunAsync(installed.Services, ["000000"], console));
        Assert.Contains($"scrivi /opt/patto/patto --second --data {installed.Folder} per vederle", console.ToString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain("bin/run", console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_administrators_who_end_each_other_at_once_leave_one()
    {
        var town = await TownAsync();
        var (lorenzo, marta) = (await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator),
            await _host.AccountAsync("Marta Riva", town, Role.Administrator));
        var changes = new List<Id<RoleChange>>();
        foreach (var (by, whom) in new[] { (lorenzo, marta), (marta, lorenzo) })
            changes.Add(await _host.Act(town, by, async write =>
            {
                var grant = await write.Db.Set<RoleGrant>().SingleAsync(g => g.Account == whom.Id, Cancel);
                Assert.False(await write.Get<RoleBook>().EndAsync(grant, null, Cancel));
                return write.Db.Set<RoleChange>().Local.Single().Id;
            }));
        // Each confirms what the other one asked, in the same instant.
        var both = new Barrier(2);
        async Task<bool> ConfirmAsync(Account by, Id<RoleChange> change)
        {
            try
            {
                await _host.Act(town, by, async write =>
                {
                    var asked = await write.Db.Set<RoleChange>().SingleAsync(c => c.Id == change, Cancel);
                    if (PlatformHost.OnPostgres) both.SignalAndWait(TimeSpan.FromSeconds(2), Cancel);
                    await write.Get<RoleChanges>().ConfirmAsync(asked, null, Cancel);
                    return 0;
                });
                return true;
            }
            catch (RuleViolation) { return false; }
        }
        var done = await Task.WhenAll(Task.Run(() => ConfirmAsync(marta, changes[0]), Cancel),
            Task.Run(() => ConfirmAsync(lorenzo, changes[1]), Cancel));
        Assert.Single(done, true);
        Assert.Single((await RolesAsync(lorenzo)).Concat(await RolesAsync(marta)));
    }

    [Fact]
    public async Task The_last_administrator_stays_also_when_two_step_down_at_once()
    {
        var town = await TownAsync();
        var (lorenzo, paola) = (await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator),
            await _host.AccountAsync("Paola Guidetti", town, Role.Administrator));
        var acts = new[] { lorenzo, paola }.Select(one => Task.Run(async () =>
        {
            try
            {
                // Without a person: as the installation does it, at once.
                await _host.Act(town, null, async write =>
                    await write.Get<RoleBook>().EndAsync(await write.Db.Set<RoleGrant>().SingleAsync(g => g.Account == one.Id, Cancel),
                        null, Cancel));
                return true;
            }
            catch (RuleViolation broken)
            {
                Assert.Equal("grant.last", broken.Code);
                return false;
            }
        }, Cancel));
        Assert.Single(await Task.WhenAll(acts), true);
        Assert.Single((await RolesAsync(lorenzo)).Concat(await RolesAsync(paola)));
    }

    /// <summary>Every place that gives or ends a role, found in the code: what is not here was not thought about.</summary>
    [Fact]
    public void Roles_are_given_and_ended_in_these_places_only()
    {
        string[] known =
        [
            "End: GroupBook.LeaveAsync", "End: GroupBook.LetReadAsync", "End: RoleBook.EndAsync", "End: RoleChanges.EndAsync",
            "Give: Course.Appoint", "Give: DuplicateModel.OnPostAsync", "Give: Fontelieta.AccountsAsync",
            "Give: InvitationBook.GiveAsync", "Give: NewModel.InviteAsync",
        ];
        var places = (from assembly in new[] { typeof(OwnTypes).Assembly, typeof(Demo.Fontelieta).Assembly, typeof(Program).Assembly }
                      from type in assembly.GetTypes()
                      from method in References.MethodsOf(type)
                      from called in References.CalledBy(method)
                      where called.DeclaringType == typeof(RoleGrant) && (called.Name is nameof(RoleGrant.Give) or nameof(RoleGrant.End))
                      select $"{called.Name}: {References.WrittenIn(method)}").Distinct().Order(StringComparer.Ordinal).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{places.Count} places give or end a role");
        Assert.Equal(known.Order(StringComparer.Ordinal), places);
    }
}
