using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
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
using Patto.People;
using Patto.Tests.Imports;
using Patto.Tests.Processes;

namespace Patto.Tests.Meetings;

/// <summary>An attendance sheet comes in: who is registered and who sits is found, who is doubtful is asked, who came by themselves is
/// added; and the sheet goes out and in again as it was.</summary>
public sealed class AttendanceImportTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Meeting _meeting = null!;
    private Visitor _carla = null!;
    private string Url => $"/percorsi/{_process.Slug}/incontri/{_meeting.Id}/presenze/importa";

    private async Task MeetAsync(Method method, IReadOnlyList<(string Name, string Address)> registered)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        var info = new ProcessInfo(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);
        _meeting = await _host.Act(_town, null, async write =>
        {
            var from = Texts.RomeTime(new(2026, 3, 20), new(18, 0));
            var meeting = await write.Get<MeetingBook>().PlanAsync(info, "Assemblea", method, from, from.AddHours(2), Cancel);
            meeting.Describe("Assemblea", method, "", null, null, from, from.AddHours(2), "Sala civica", [], null, true);
            meeting.Publish();
            foreach (var (name, address) in registered)
                meeting.Register(write.Get<PeopleBook>().Meet(name, Channel.Email, address), write.Now);
            return meeting;
        });
        await LaterAsync(new(2026, 3, 20, 20, 0, 0, TimeSpan.Zero));
    }

    private async Task LaterAsync(DateTimeOffset now)
    {
        _host.Clock.Now = now;
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator));
    }

    /// <summary>Members A to E on the first seats, with a substitute on the second.</summary>
    private Task TableAsync() => _host.Act(_town, null, async write =>
    {
        var table = await write.Db.Set<Group>().Where(g => g.Process == _process.Id && g.Kind == GroupKind.NegotiationTable).Whole()
            .SingleAsync(Cancel);
        var people = write.Get<PeopleBook>();
        foreach (var (n, seat) in table.Seats.Where(s => !s.Widening).OrderBy(s => s.Number).Take(5).Index())
        {
            await write.Get<GroupBook>().SeatAsync(table, seat, people.Meet($"Titolare {(char)('A' + n)}", Channel.None, ""),
                n == 4 ? "Circolo La Fonte" : "", false, new DateOnly(2026, 1, 8), Cancel);
            if (n == 1) await write.Get<GroupBook>().SeatAsync(table, seat, people.Meet("Sostituta Prima", Channel.None, ""), "", true,
                new DateOnly(2026, 1, 8), Cancel);
        }
        return 0;
    });

    [Fact]
    public async Task Who_is_on_the_list_is_found_who_is_doubtful_is_asked_and_who_came_by_themselves_is_added()
    {
        var made = new AttendanceSheet(seed: 7, registered: 60, walkIns: 12, twins: 6);
        await MeetAsync(Method.Assembly, made.Registered);
        var looked = await Sent.FileAsync(_carla, Url, made.Bytes, "presenze.csv");
        TestContext.Current.TestOutputHelper!.WriteLine("planted: {0} of the list ({1} present), 12 walk-ins, {2} twins, {3} errors",
            made.Registered.Count, made.Present, made.Twins.Count, made.Errors.Count);
        foreach (var cell in made.Errors) Assert.Contains($"Cella {cell}: ", looked.Body!.TextContent);
        Assert.Contains("3 celle da correggere", looked.Body!.TextContent);
        var asked = looked.QuerySelectorAll("select[name^=Answered]").OfType<IHtmlSelectElement>().ToList();
        Assert.Equal(made.Twins, asked.Select(a => int.Parse(a.Options[1].Value.Split('|')[0],
            System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(0, await PresentAsync());

        Dictionary<string, string> said = new() { ["SkipWrong"] = "true", ["Blank"] = "False", ["Informed"] = "true" };
        var refused = await Visitor.ParseAsync(await Sent.OnAsync(_carla, looked, said));
        Assert.Contains($"Riga {made.Twins[0]}: scegli chi è", refused.Body!.TextContent);
        Assert.Equal(0, await PresentAsync());
        // The first four are who they seem to be, the last two somebody else.
        foreach (var (i, select) in asked.Index())
            said[$"Answered[{i}]"] = select.Options[i < 4 ? 1 : select.Options.Length - 1].Value;
        Assert.Equal(HttpStatusCode.Redirect, (await Sent.OnAsync(_carla, refused, said)).StatusCode);
        // Of the wrong lines the one without a true contact came, the one without a sign did not, the one without a name is nobody.
        Assert.Equal(made.Present + 4 + 2 + 12 + 1, await PresentAsync());
        await _host.InDb(async db =>
        {
            Assert.Equal(60 + 2 + 12 + 1, await db.Set<Person>().CountAsync(Cancel));
            Assert.Equal(1, await db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(AttendanceImported), Cancel));
            Assert.Equal(15, await db.Set<Participation>().CountAsync(p => p.Kind == ParticipationKind.Meeting, Cancel));
            return 0;
        });
        // The same sheet again asks and changes nothing of who is there: what it added is known now.
        var again = await Sent.FileAsync(_carla, Url, made.Bytes, "presenze.csv");
        Assert.Contains("nell'elenco, presente", again.Body!.TextContent);
        Assert.DoesNotContain("arriva senza iscrizione", again.Body!.TextContent);
    }

    [Fact]
    public async Task Seats_are_marked_by_number_interest_or_body_and_a_proxy_goes_to_who_is_there()
    {
        await MeetAsync(Method.Table, []);
        await TableAsync();
        var seats = await SeatsAsync();
        var file = Encoding.UTF8.GetBytes($"Nome;Posto;Presente;Delega a\nTitolare A;{seats[0].Interest};sì;\n"
            + $"Sostituta Prima;2;x;\nAltro Ancora;3. {seats[2].Interest};sì;\n"
            + ";4;;1\nE Titolare;Circolo La Fonte;sì;\nVenuta da Sé;;sì;\n");
        var looked = await Sent.FileAsync(_carla, Url, file, "presenze.csv");
        var asked = Assert.Single(looked.QuerySelectorAll("select[name^=Answered]").OfType<IHtmlSelectElement>()
            .Select(s => s.Options[^1].Value), value => true);
        var sent = await Sent.OnAsync(_carla, looked, new() { ["Answered[0]"] = asked });
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, (await Visitor.ParseAsync(sent)).QuerySelector("form#elenco")?.TextContent);
        var marked = await MarkedAsync();
        Assert.Equal(["1 Holder ", "2 Substitute ", "3 Substitute Altro Ancora", "4 Proxy ", "5 Substitute E Titolare"], marked);
        Assert.Equal(1, await PresentAsync());
    }

    [Fact]
    public async Task What_a_seat_cannot_be_is_told_at_its_cell()
    {
        await MeetAsync(Method.Table, []);
        await TableAsync();
        var looked = await Sent.FileAsync(_carla, Url, [.. "Nome;Posto;Presente;Delega a\nUno;99;sì;\nTitolare A;1;sì;\nTitolare A;1;no;\n"u8,
            .. "Titolare B;2;sì;1\nTitolare C;3;no;3\n"u8], "a.csv");
        foreach (var cell in new[] { "Cella B2: ", "Cella B4: ", "Cella D5: ", "Cella D6: ", "4 celle da correggere" })
            Assert.Contains(cell, looked.Body!.TextContent);
        var proxy = await Sent.FileAsync(_carla, Url,
            "Nome;Posto;Presente;Delega a\nTitolare A;1;no;\nTitolare B;2;no;1\n"u8.ToArray(), "a.csv");
        var refused = await Sent.OnAsync(_carla, proxy, []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("la delega va a un posto presente", (await Visitor.ParseAsync(refused)).Body!.TextContent);
        Assert.Empty(await MarkedAsync());
    }

    [Theory]
    [InlineData("csv"), InlineData("xlsx"), InlineData("ods")]
    public async Task The_sheet_goes_out_and_in_again_as_it_was(string format)
    {
        await MeetAsync(Method.Table, [("Anna D'Amico", "anna@posta.example"), ("Nicolò Òrdenes", "nico@posta.example")]);
        await TableAsync();
        byte[] file = [.. "Nome;Posto;Presente;Delega a;Recapito\nTitolare A;1;sì;;\nSostituta Prima;2;sì;;\nAltro Ancora;3;sì;;\n"u8,
            .. ";4;;2;\nTitolare E;5;no;;\nAnna D'Amico;;sì;;\n=Venuta da Sé;;sì;;333 1234567\n"u8];
        var looked = await Sent.FileAsync(_carla, Url, file, "a.csv");
        Assert.Equal(HttpStatusCode.Redirect, (await Sent.OnAsync(_carla, looked, new() { ["Informed"] = "true" })).StatusCode);
        var (before, marked, there) = (await SheetAsync(format), await MarkedAsync(), await PresentAsync());
        await _host.InDb(async db => await db.Set<SeatAttendance>().ExecuteDeleteAsync(Cancel)
            + await db.Set<Attendance>().ExecuteDeleteAsync(Cancel));
        Assert.NotEqual(Lines(before), Lines(await SheetAsync(format)));
        looked = await Sent.FileAsync(_carla, Url, before, $"presenze.{format}");
        Assert.Empty(looked.QuerySelectorAll("select[name^=Answered]"));
        Assert.Equal(HttpStatusCode.Redirect, (await Sent.OnAsync(_carla, looked, new() { ["Informed"] = "true" })).StatusCode);
        Assert.Equal((marked.Count, there), ((await MarkedAsync()).Count, await PresentAsync()));
        Assert.Equal(marked, await MarkedAsync());
        Assert.Equal(Lines(before), Lines(await SheetAsync(format)));
        Assert.Contains("=Venuta da Sé||Sì||333 1234567", Lines(before));
    }

    [Fact]
    public async Task Nobody_marks_before_the_day_and_only_who_leads_the_meeting_imports()
    {
        await MeetAsync(Method.Assembly, [("Anna Rossi", "anna@posta.example")]);
        await LaterAsync(new(2026, 3, 18, 9, 0, 0, TimeSpan.Zero));
        Assert.Contains("Le presenze si segnano dal giorno dell'incontro.", (await _carla.ReadAsync(Url)).Body!.TextContent);
        var looked = await Sent.FileAsync(_carla, Url, "Nome;Presente\nAnna Rossi;sì\n"u8.ToArray(), "a.csv");
        var early = await Sent.OnAsync(_carla, looked, []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Equal(0, await PresentAsync());
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno", _town, Role.Guarantor, _process.Subject));
        Assert.Equal(HttpStatusCode.Forbidden, (await bruno.GetAsync(Url)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bruno.GetAsync(Url + "?handler=Sheet")).StatusCode);
    }

    private Task<int> PresentAsync() => _host.InDb(db => db.Set<Attendance>().CountAsync(a => a.Meeting == _meeting.Id, Cancel));

    private Task<List<Seat>> SeatsAsync() => _host.InDb(async db => (await db.Set<Group>().AsNoTracking()
        .Where(g => g.Process == _process.Id
            && g.Kind == GroupKind.NegotiationTable).Whole().SingleAsync(Cancel)).Seats.Where(s => !s.Widening).OrderBy(s => s.Number)
            .ToList());

    private async Task<List<string>> MarkedAsync()
    {
        var seats = (await SeatsAsync()).ToDictionary(s => s.Id, s => s.Number);
        return [.. (await _host.InDb(db => db.Set<SeatAttendance>().AsNoTracking().Where(a => a.Meeting == _meeting.Id)
            .ToListAsync(Cancel)))
            .OrderBy(a => seats[a.Seat]).Select(a => $"{seats[a.Seat]} {a.Presence} {a.Name}")];
    }

    private async Task<byte[]> SheetAsync(string format) =>
        await (await _carla.GetAsync($"{Url}?handler=Sheet&formato={format}")).Content.ReadAsByteArrayAsync(Cancel);

    private static List<string> Lines(byte[] file) => [.. Web.TableTests.Cells(file).Select(row => string.Join('|', row))];
}
