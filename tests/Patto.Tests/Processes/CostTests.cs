using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Monitoring;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Processes;

/// <summary>What a process costs: typed line by line as Italians write numbers, read by anybody in totals.</summary>
public sealed class CostTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private string Costs => ProcessUrls.Costs(_process.Slug);

    private async Task<Visitor> TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town);
        return await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator));
    }

    private Task<HttpResponseMessage> AddAsync(Visitor who, string what, string moneyPlanned, string moneySpent = "", string hours = "",
        bool firstPhase = false) => who.PostAsync(Costs, new()
        {
            ["What"] = what,
            ["Phase"] = firstPhase ? _process.Phases[0].Id.ToString() : "",
            ["MoneyPlanned"] = moneyPlanned,
            ["MoneySpent"] = moneySpent,
            ["HoursPlanned"] = hours,
            ["Remark"] = "Fattura di Anna"
        }, "#aggiungi");

    [Fact]
    public async Task Numbers_are_read_as_italians_write_them_and_what_may_mean_two_things_is_asked_back()
    {
        var carla = await TownAsync();
        foreach (var (typed, meant) in new[] { ("1.250", 1250m), ("1.250,50", 1250.5m), ("1250,5", 1250.5m), ("€ 12.50", 12.5m),
            ("800", 800m) })
        {
            Assert.Equal(HttpStatusCode.Redirect, (await AddAsync(carla, $"Sala {typed}", typed)).StatusCode);
            var kept = await _host.InDb(db => db.Set<PhaseCost>().SingleAsync(c => c.What == $"Sala {typed}", Cancel));
            Assert.Equal(meant, kept.MoneyPlanned);
        }
        foreach (var typed in new[] { "1,250", "mille", "-5", "1,2345" })
        {
            var refused = await AddAsync(carla, "Sala", typed);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var page = await Visitor.ParseAsync(refused);
            Assert.NotNull(page.QuerySelector("[id$='MoneyPlanned-err']"));
            Assert.Equal(typed, page.QuerySelector("#aggiungi [name=MoneyPlanned]")!.GetAttribute("value"));
        }
        var nothing = await Visitor.ParseAsync(await AddAsync(carla, "Sala", ""));
        Assert.Contains("Scrivi almeno un numero", nothing.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, await _host.InDb(db => db.Set<PhaseCost>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task Totals_are_public_in_the_account_and_the_open_data_and_the_lines_stay_inside()
    {
        var carla = await TownAsync();
        await AddAsync(carla, "Facilitatori", "2.000", "1.500,50", "40", firstPhase: true);
        await AddAsync(carla, "Sala di Anna", "500", firstPhase: true);
        await AddAsync(carla, "Stampa", "300", "310");
        var page = (await carla.ReadAsync(Costs)).QuerySelector("main")!.TextContent;
        foreach (var said in new[] { "Facilitatori", "Carla Neri", "2.500", "1.500,50", "2.800", "1.810,50" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        var csv = await (await _host.Visitor().GetAsync($"/percorsi/{_process.Slug}/dati/costi.csv")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains(_process.Phases[0].Name, csv, StringComparison.Ordinal);
        Assert.Contains("2500", csv, StringComparison.Ordinal);
        foreach (var inside in new[] { "Facilitatori", "Anna", "Carla" }) Assert.DoesNotContain(inside, csv, StringComparison.Ordinal);
        var info = new ProcessInfo(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);
        await _host.Act(_town, null, async write =>
        {
            var content = await write.Get<Accounting>().ContentAsync(info, Cancel);
            var first = content.Costs![0];
            Assert.Equal((2500m, 1500.5m, 40m), (first.MoneyPlanned, first.MoneySpent, first.HoursPlanned));
            Assert.Equal(2800m, CostBook.Whole(content.Costs)!.MoneyPlanned);
            // A document without costs has the fingerprint that it had before there were any.
            Assert.Equal(new ReportContent(1, [], [], [], 2).Hash(), (content with
            {
                Participants = 1,
                Outcomes = [],
                Actions = [],
                Indicators = [],
                Nameless = 2,
                Costs = null
            }).Hash());
            return 0;
        });
    }

    [Fact]
    public async Task A_line_is_corrected_with_history_and_taken_away_and_others_may_not()
    {
        var carla = await TownAsync();
        await AddAsync(carla, "Stampa", "300");
        var line = await _host.InDb(db => db.Set<PhaseCost>().SingleAsync(Cancel));
        var url = ProcessUrls.Cost(_process.Slug, line.Id.Value);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(url, new() { ["MoneyPlanned"] = "350,25" }, "#correggi")).StatusCode);
        var page = (await carla.ReadAsync(url)).QuerySelector("main")!.TextContent;
        Assert.Contains("Euro: 300, poi –", page, StringComparison.Ordinal);
        // What the page shows is read back as it was.
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(url, new() { ["Remark"] = "" }, "#correggi")).StatusCode);
        Assert.Equal(350.25m, (await _host.InDb(db => db.Set<PhaseCost>().SingleAsync(Cancel))).MoneyPlanned);
        foreach (var role in new[] { Role.TableMember, Role.Drafter })
        {
            var other = await _host.SignedInAsync(await _host.AccountAsync($"Vera {role}", _town, role, _process.Subject));
            Assert.NotEqual(HttpStatusCode.OK, (await other.GetAsync(url)).StatusCode);
        }
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(Costs)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(url, [], "form[action*=Remove]")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync(url)).StatusCode);
        Assert.Contains("Nessun costo scritto", (await carla.ReadAsync(Costs)).Body!.TextContent, StringComparison.Ordinal);
    }
}
