using System.Collections.Concurrent;
using System.Globalization;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Sortition;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;

namespace Patto.Modules.Draws;

/// <summary>What came out of a computation: a list with its hashes, or why there is none.</summary>
internal sealed record Computed(PanelList? List, string Hash, string WholeHash, Obstacle? Obstacle);

/// <summary>Computes everybody's chance and the panels that are drawn from. The rules themselves stand in Deliberation.</summary>
internal static class Chances
{
    private const int NaiveDraws = 1000;
    /// <summary>The fairest chances and their panels; then the simple draw, to compare.</summary>
    private const double FairPart = 0.85;
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan NaiveLongest = TimeSpan.FromSeconds(30);

    /// <param name="candidates">Those with a number.</param>
    public static Computed Of(Draw draw, IReadOnlyList<Candidate> candidates, Effort effort)
    {
        try
        {
            var pool = Pool(draw, candidates);
            var told = effort with
            {
                Seed = unchecked((ulong)draw.ListSeed),
                TimeLimit = Longest,
                Progress = Part(effort.Progress, 0,
                FairPart)
            };
            var fair = Selection.Run(pool, SelectionRule.Leximin, told);
            if (!fair.IsProven && fair.Measures.Minimum <= 0) return Because(new(
                "Il calcolo non ha trovato un gruppo per ogni candidato: allarga un po' le quote, o togli una categoria.",
                "The computation did not find a panel for every candidate: widen the quotas a little, or take out a category.", []));
            var lottery = UniformLottery.From(fair, Draw.Panels, told with { Progress = null });
            var whole = WholeDraw.Prepare(lottery, draw.SeedRule, Draw.Digits);
            var list = PanelList.Of(draw, lottery.Selection.Probabilities, Naive(pool, effort),
                [.. lottery.Panels.Select(p => p.Select(i => i + 1).ToArray())], whole.FewestAlike(),
                fair.IsProven ? null : fair.MinimumBound);
            return new(list, PublicDraw.Of(whole).Hash, whole.Hash, null);
        }
        catch (InfeasibleQuotasException none)
        {
            return Because(Say(draw, none.Smallest));
        }
        catch (FormatError apart)
        {
            return Because(new(apart.Text.Italian, apart.Text.English, []));
        }
        catch (InvalidOperationException)
        {
            return Because(new("Il calcolo non è riuscito per errori di arrotondamento: allarga un po' una quota e riprova.",
                "The computation was defeated by rounding errors: widen a quota a little and try again.", []));
        }
    }

    private static Computed Because(Obstacle obstacle) => new(null, "", "", obstacle);

    public static Pool Pool(Draw draw, IReadOnlyList<Candidate> candidates) => new(candidates.OrderBy(c => c.Number).Select(c =>
        new Person(c.Number!.Value.ToString(CultureInfo.InvariantCulture), c.Features, c.Household > 0
            ? c.Household.ToString(CultureInfo.InvariantCulture) : null)), QuotasOf(draw), draw.Seats);

    public static IReadOnlyList<Quota> QuotasOf(Draw draw) => [.. draw.Quotas.Select(q => new Quota(q.Category, q.Feature, q.Min, q.Max))];

    // Where it finds no panel, or not soon enough, there is nothing to compare with.
    private static IReadOnlyList<double> Naive(Pool pool, Effort effort)
    {
        using var late = new CancellationTokenSource(NaiveLongest);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(effort.Cancel, late.Token);
        try
        {
            return GreedyDraw.Estimate(pool, NaiveDraws, effort with
            {
                Cancel = limit.Token,
                Progress = Part(effort.Progress, FairPart,
                1)
            });
        }
        catch (InvalidOperationException) { return []; }
        catch (OperationCanceledException) when (!effort.Cancel.IsCancellationRequested) { return []; }
    }

    private static Told? Part(IProgress<double>? all, double from, double to) =>
        all is null ? null : new Told(share => all.Report(from + share * (to - from)));

    internal sealed class Told(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }

    /// <summary>The smallest change in words, and the quotas that would do.</summary>
    internal static Obstacle Say(Draw draw, IReadOnlyList<QuotaChange> changes)
    {
        var wider = draw.Quotas.Select(q => changes.FirstOrDefault(c => c.Quota.Category == q.Category && c.Quota.Feature == q.Feature)
            is { } change ? q with { Min = change.Min, Max = change.Max } : q).ToList();
        string Words(Func<QuotaChange, string> of) => string.Join("; ", changes.Select(of));
        return new($"Con queste candidature nessun gruppo di {draw.Seats} persone rispetta tutte le quote. Il cambiamento più piccolo che basta: {Words(c => Change(c, "il minimo scende da", "il massimo sale da", "a"))}. Oppure prolunga la scadenza e cerca altre persone.",
            $"With these candidates no panel of {draw.Seats} people meets all quotas. The smallest change that will do: {Words(c => Change(c, "the minimum goes down from", "the maximum goes up from", "to"))}. Or extend the deadline and look for more people.",
            wider);
    }

    private static string Change(QuotaChange c, string down, string up, string to) =>
        $"«{c.Quota.Category}: {c.Quota.Feature}», " + string.Join(", ", new[]
        {
            c.Min < c.Quota.Min ? $"{down} {c.Quota.Min} {to} {c.Min}" : "", c.Max > c.Quota.Max ? $"{up} {c.Quota.Max} {to} {c.Max}" : "",
        }.Where(w => w.Length > 0));
}

/// <summary>Computations that run on this server now: how far they are, and the way to stop them.</summary>
public sealed class Computations
{
    private readonly ConcurrentDictionary<Id<Draw>, Running> _running = new();

    private sealed class Running(CancellationTokenSource stop)
    {
        public CancellationTokenSource Stop { get; } = stop;
        public double Share;
    }

    /// <summary>In hundredths; null where none runs here.</summary>
    public int? ShareOf(Id<Draw> draw) => _running.TryGetValue(draw, out var running) ? (int)(100 * Volatile.Read(ref running.Share))
        : null;

    public void Stop(Id<Draw> draw)
    {
        if (_running.TryGetValue(draw, out var running)) running.Stop.Cancel();
    }

    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal async Task<T> RunAsync<T>(Id<Draw> draw, Func<Effort, T> compute, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = _running[draw] = new(stop);
        try
        {
            var effort = new Effort { Cancel = stop.Token, Progress = new Chances.Told(share => Volatile.Write(ref running.Share, share)) };
            return await Task.Run(() => compute(effort), stop.Token);
        }
        finally
        {
            _running.TryRemove(draw, out _);
        }
    }
}

/// <summary>Computes what was closed and has no list yet. Whoever looks at the page meanwhile sees how far it is.</summary>
internal sealed class ComputeChances(IServiceScopeFactory scopes, ILogger<ComputeChances> log) : Loop(scopes, log, TimeSpan.FromSeconds(2))
{
    protected override Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel) => RunAsync(services, cancel);

    /// <summary>One draw; true when there may be more.</summary>
    internal static async Task<bool> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<AppDb>();
        if (await db.Draws.AsNoTracking().Where(d => d.State == DrawState.Frozen && d.Hash == "").OrderBy(d => d.Frozen)
            .FirstOrDefaultAsync(cancel) is not { } draw) return false;
        var candidates = await db.DrawCandidates.AsNoTracking().Where(c => c.Draw == draw.Id && c.Number != null).ToListAsync(cancel);
        try
        {
            var computed = await services.GetRequiredService<Computations>().RunAsync(draw.Id, effort => Chances.Of(draw, candidates,
                effort),
                cancel);
            await TownByTown.ActAsync(services, [draw.Authority], (write, _) => KeepAsync(write.Db, draw, computed, cancel), cancel);
        }
        // Stopped by somebody: the list is open again already.
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { }
        return true;
    }

    // Meanwhile it may have been opened again and closed anew, or another server may have been faster.
    private static async Task KeepAsync(AppDb db, Draw began, Computed computed, CancellationToken cancel)
    {
        await db.StandAsync(CallDesk.LineOf(began.Id), cancel);
        var draw = await db.Draws.SingleAsync(d => d.Id == began.Id, cancel);
        if (draw.State != DrawState.Frozen || draw.Frozen != began.Frozen || draw.HasList) return;
        if (computed.Obstacle is { } obstacle)
        {
            draw.Stumble(obstacle, await db.DrawCandidates.Where(c => c.Draw == draw.Id && c.Number != null).ToListAsync(cancel));
            return;
        }
        db.Add(computed.List!);
        draw.HaveList(computed.Hash, computed.WholeHash);
    }
}
