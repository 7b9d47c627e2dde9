using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;

namespace Patto.Modules.Monitoring;

/// <summary>What the platform knows of a process without asking anybody.</summary>
internal sealed class Figures(AppDb db, PeopleBook people, DecisionBook decisions, PactBook pacts, TimeProvider clock)
{
    /// <summary>Null while there is nothing to count yet: no decision, no answer.</summary>
    public async Task<decimal?> CountAsync(Id<Process> process, CountedFigure figure, CancellationToken cancel) => figure switch
    {
        CountedFigure.Participants => await people.CountAsync(Subject.Of("process", process), cancel),
        CountedFigure.AcceptedShare => AcceptedIn(await decisions.OutcomesAsync(process, cancel)),
        CountedFigure.AnsweredVoices => await AnsweredAsync(process, cancel),
        CountedFigure.DaysToAnswer => await decisions.DaysToAnswerAsync(process, cancel) is { Count: > 0 } days
            ? Math.Round((decimal)days.Average(), 1) : null,
        CountedFigure.KeptCommitments => await pacts.KeptShareAsync(process, Texts.RomeDay(clock.GetUtcNow()), cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, null),
    };

    // The last answer on each holds; what was only put off is not decided.
    private static decimal? AcceptedIn(IReadOnlyList<OutcomeInfo> outcomes)
    {
        var decided = outcomes.Where(o => o.Of.Kind == "proposal").GroupBy(o => o.Of).Select(g => g.Last().Settled)
            .Where(s => s != Settled.Deferred).ToList();
        return decided.Count == 0 ? null : Math.Round(100m * decided.Count(s => s != Settled.Refused) / decided.Count, 1);
    }

    // Backwards from every answer, over whatever a voice went through.
    private async Task<decimal?> AnsweredAsync(Id<Process> process, CancellationToken cancel)
    {
        var links = await db.Set<Link>().AsNoTracking().Where(l => l.Scope == process.Value && l.Closed == null
            && !Relations.Aside.Contains(l.Relation)).Select(l => new { l.From, l.To }).ToListAsync(cancel);
        var before = links.ToLookup(l => l.To, l => l.From);
        HashSet<Subject> reached = [.. links.Where(l => l.To.Kind == "outcome").Select(l => l.To)];
        Queue<Subject> ahead = new(reached);
        while (ahead.TryDequeue(out var at))
            foreach (var from in before[at].Where(reached.Add)) ahead.Enqueue(from);
        return reached.Count == 0 ? null : reached.Count(s => s.Kind == "contribution");
    }
}

/// <summary>Every hour fills in the indicators that the platform counts by itself; where nothing has changed, nothing is
/// written.</summary>
internal sealed class CountFigures(IServiceScopeFactory scopes, ILogger<CountFigures> log) : Loop(scopes, log, TimeSpan.FromHours(1))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var news = await NewsAsync(services, cancel);
        var ofTowns = news.ToLookup(n => n.Indicator.Authority);
        await TownByTown.ActAsync(services, [.. ofTowns.Select(t => t.Key)], async (write, town) =>
        {
            var values = ofTowns[town].ToDictionary(n => n.Indicator.Id, n => n.Value);
            foreach (var indicator in await write.Db.Indicators.Include(i => i.Measurements).Where(i => values.Keys.Contains(i.Id))
                .ToListAsync(cancel)) indicator.Count(Texts.RomeDay(write.Now), values[indicator.Id], write.Now);
        }, cancel);
    }

    private static async Task<List<(Indicator Indicator, decimal Value)>> NewsAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (figures, processes) = (services.GetRequiredService<Figures>(), services.GetRequiredService<ProcessBook>());
        var today = Texts.RomeDay(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var counting = await services.GetRequiredService<AppDb>().Indicators.AsNoTracking().Include(i => i.Measurements)
            .Where(i => i.Counts != null).ToListAsync(cancel);
        List<(Indicator, decimal)> news = [];
        foreach (var indicator in counting.Where(i => i.CountsItself))
            if (await processes.GetAsync(indicator.Process, cancel) is { IsPublic: true, IsConcluded: false }
                && await figures.CountAsync(indicator.Process, indicator.Counts!.Value, cancel) is { } value
                && indicator.IsNews(today, value)) news.Add((indicator, value));
        return news;
    }
}
