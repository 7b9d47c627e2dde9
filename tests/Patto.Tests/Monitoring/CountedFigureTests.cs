using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Monitoring;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.People;
using Patto.Provenance;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests.Monitoring;

/// <summary>What the platform knows of a process is filled in by itself, until somebody writes a value by hand.</summary>
public sealed class CountedFigureTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task CountAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await CountFigures.RunAsync(scope.ServiceProvider, Cancel);
    }

    private Task<Dictionary<CountedFigure, Indicator>> ReadAsync(Process process) => _host.InDb(db => db.Set<Indicator>().AsNoTracking()
        .Include(i => i.Measurements).Where(i => i.Process == process.Id && i.Counts != null && i.Name.StartsWith("Prova"))
        .ToDictionaryAsync(i => i.Counts!.Value, Cancel));

    // Three people, two of them in a proposal each; the third says something that goes nowhere.
    private async Task<(Authority Town, Process Process, List<HandedItem> Items)> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var info = new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false);
        List<HandedItem> items = [];
        await _host.Act(town, null, async write =>
        {
            for (var n = 0; n < 3; n++)
            {
                var speaker = write.Get<PeopleBook>().Meet($"Persona {n}", Channel.Email, $"p{n}@esempio.it").Id;
                var voice = await write.Get<ContributionBook>().RecordAsync(info, new NewContribution($"Una panchina {n}", Via.Web)
                {
                    Speaker = speaker,
                }, Cancel);
                await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
                await write.Db.SaveChangesAsync(Cancel);
                if (n == 2) continue;
                var proposal = await write.Get<Gathering>().GatherAsync(info, $"Panchine {n}", "Si chiedono.", null, [voice.Id], write.Now);
                await write.Db.SaveChangesAsync(Cancel);
                items.Add(new(proposal.Subject.ToString(), proposal.Code, proposal.Title, true, []));
            }
            foreach (var figure in Enum.GetValues<CountedFigure>())
                await write.Get<Accounting>().DefineAsync(info, new($"Prova {figure}", "numero", "Questo sito", null, null, null, null,
                    null, Counts: figure), [], write.Now);
            return 0;
        });
        return (town, process, items);
    }

    [Fact]
    public async Task Figures_that_the_platform_knows_fill_themselves_in_and_name_their_source()
    {
        var (town, process, items) = await TownAsync();
        await CountAsync();
        var early = await ReadAsync(process);
        Assert.Equal(3m, early[CountedFigure.Participants].Last!.Value);
        Assert.All(early.Where(i => i.Key != CountedFigure.Participants), i => Assert.Null(i.Value.Last));
        await _host.Act(town, null, async write =>
        {
            var today = Texts.RomeDay(write.Now);
            var handOver = HandOver.Make(process.Id, town.Id, null, "Le proposte", "Tavolo", "Giunta", today.AddDays(-12), items,
                write.Now);
            write.Db.Add(handOver);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<Deciding>().DecideAsync(handOver, new("Giunta", "88/2026", today),
                [new(items[0].Subject, Settled.InPart, "Una sola.", "Ufficio verde", null),
                    new(items[1].Subject, Settled.Refused, "Non ci sono i soldi.", null, null)], adopts: false, write.Now, Cancel);
            return 0;
        });
        await CountAsync();
        var counted = await ReadAsync(process);
        Assert.Equal((3m, 50m, 2m, 12m), (counted[CountedFigure.Participants].Last!.Value, counted[CountedFigure.AcceptedShare].Last!.Value,
            counted[CountedFigure.AnsweredVoices].Last!.Value, counted[CountedFigure.DaysToAnswer].Last!.Value));
        // There is no pact here: what nobody promised is not counted (PactPagesTests).
        Assert.Null(counted[CountedFigure.KeptCommitments].Last);
        Assert.All(counted.Where(i => i.Key != CountedFigure.KeptCommitments).Select(i => i.Value),
            i => Assert.True(i.CountsItself && i.Last!.Counted && i.NextDue is null));
        // What stays the same is not written again.
        _host.Clock.Now += TimeSpan.FromDays(3);
        await CountAsync();
        Assert.All((await ReadAsync(process)).Values, i => Assert.Equal(i.Counts == CountedFigure.KeptCommitments ? 0 : 1,
            i.Measurements.Count));
        var page = (await _host.Visitor().ReadAsync(MonitoringUrls.Indicator(process.Slug, counted[CountedFigure.AcceptedShare].Code)))
            .QuerySelector("main")!.TextContent;
        Assert.Contains("Questo sito. Quante proposte decise sono accolte, anche in parte (%).", page, StringComparison.Ordinal);
        Assert.Contains("Contato da questo sito", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_wrote_by_hand_is_not_counted_over()
    {
        var (town, process, _) = await TownAsync();
        await CountAsync();
        var code = (await ReadAsync(process))[CountedFigure.Participants].Code;
        var curator = await _host.SignedInAsync(await _host.AccountAsync("Anna Prova", town, Role.Curator, process.Subject));
        var url = MonitoringUrls.Indicator(process.Slug, code);
        var day = Texts.RomeDay(_host.Clock.Now).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        // The same day as the count: no reason is asked for where nobody had written anything.
        var written = await curator.PostAsync(url, new() { ["Day"] = day, ["Value"] = "40" });
        Assert.Equal(System.Net.HttpStatusCode.Redirect, written.StatusCode);
        _host.Clock.Now += TimeSpan.FromDays(2);
        await CountAsync();
        var kept = (await ReadAsync(process))[CountedFigure.Participants];
        Assert.Equal((40m, false, 1), (kept.Last!.Value, kept.Last.Counted, kept.Measurements.Count));
        Assert.Contains("l'ultimo valore è scritto a mano, e vale quello", (await _host.Visitor().ReadAsync(url)).QuerySelector("main")!
            .TextContent, StringComparison.Ordinal);
    }
}
