using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>Which lottery over panels is wanted.</summary>
public enum SelectionRule
{
    /// <summary>The lowest chance as high as it can be, then the second lowest, and so on: nobody's chance could rise without lowering one
    /// that is no higher.</summary>
    Leximin,

    /// <summary>Only the lowest chance as high as it can be.</summary>
    Maximin,

    /// <summary>The product of all chances as high as it can be, to within one part in a thousand of their geometric mean.</summary>
    Nash,
}

/// <summary>
/// Selects a panel that meets quotas while giving everybody in the pool as equal a chance as the quotas allow.
/// </summary>
/// <remarks>
/// Source: Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596 (2021).
/// The method here is our own and needs no outside solver: people who are alike are merged into types; LEXIMIN is solved over averages
/// (a program with a row a quota); the averages are taken apart into real panels; if that is impossible, the limit that shows it is added
/// and LEXIMIN solved again. Time grows mostly with the number of types: (types²) a pivot of the last step.
/// </remarks>
public static class Selection
{
    private const int MostCuts = 1000;
    private const int MostRounds = 20_000;

    /// <summary>Computes the lottery.</summary>
    /// <param name="pool">Who, what, how many.</param>
    /// <param name="rule">Which lottery.</param>
    /// <param name="effort">Seed (chooses among equally good decompositions into panels, never changes LEXIMIN's chances), time limit,
    /// progress, cancellation within milliseconds; null for the defaults.</param>
    /// <returns>Chances, panels and the certificate.</returns>
    /// <exception cref="InfeasibleQuotasException">No panel meets the quotas; it names the smallest change that would do.</exception>
    /// <exception cref="TimeoutException">The time limit passed: there is no half-fair lottery to return.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="InvalidOperationException">Rounding errors defeated four attempts; not met so far.</exception>
    public static SelectionResult Run(Pool pool, SelectionRule rule = SelectionRule.Leximin, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        effort ??= Effort.Default;
        using var late = new CancellationTokenSource(effort.TimeLimit ?? Timeout.InfiniteTimeSpan);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(effort.Cancel, late.Token);
        try
        {
            return SolveSteadily(pool, rule, effort with { Cancel = limit.Token });
        }
        catch (OperationCanceledException) when (!effort.Cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The selection was not ready within {effort.TimeLimit}.");
        }
    }

    /// <summary>Rounding trouble depends on the path: another seed takes another one to the same chances.</summary>
    private static SelectionResult SolveSteadily(Pool pool, SelectionRule rule, Effort effort)
    {
        for (ulong attempt = 0; ; attempt++)
        {
            try
            {
                return Solve(pool, rule, effort with { Seed = effort.Seed + (attempt << 32) });
            }
            catch (NumericalTroubleException trouble) when (attempt == 3)
            {
                throw new InvalidOperationException("Rounding errors defeated the selection four times.", trouble);
            }
            catch (NumericalTroubleException)
            {
            }
        }
    }

    private static SelectionResult Solve(Pool pool, SelectionRule rule, Effort effort)
    {
        var cancel = effort.Cancel;
        var model = new PanelModel(pool);
        var search = new PanelSearch(model);
        var random = new PublicRandom(effort.Seed);
        if (search.Best(new double[model.Types], new(First: true), cancel).Point is not { } any)
            throw QuotaRelaxation.Explain(model, search, cancel);

        var cuts = new List<PanelCut>();
        var known = new List<int[]> { any };
        while (true)
        {
            var relaxation = new LeximinRelaxation(model, cuts);
            double[] target = rule == SelectionRule.Maximin ? relaxation.SolveFirst(cancel) : relaxation.Solve(cancel);
            var lottery = Decompose(model, search, random, target, known, effort);
            if (lottery.Cut is null && rule == SelectionRule.Nash) return new NashLottery(model, search, lottery).Improve(effort);
            if (lottery.Cut is null) return SelectionResult.From(model, rule, lottery, relaxation.Proofs, cuts);
            if (cuts.Count == MostCuts) throw new NumericalTroubleException("Too many limits.");
            cuts.Add(lottery.Cut);
            known = [.. lottery.Panels];
        }
    }

    private static Decomposed Decompose(
        PanelModel model, PanelSearch search, PublicRandom random, double[] target, List<int[]> known, Effort effort)
    {
        var peeled = new Peeling(model, search, random).Run(target, done => effort.Progress?.Report(0.1 + (0.5 * done)), effort.Cancel);
        var nearest = new NearestMixture(target);
        foreach (int[] panel in peeled.Panels) nearest.Add(panel);
        foreach (int[] panel in known) nearest.Add(panel);
        if (nearest.Approach(search, MostRounds, far =>
            effort.Progress?.Report(0.6 + (0.4 / (1 + (1000 * far)))), effort.Cancel) is { } lottery) return lottery;

        var master = new PanelMaster(model, search, random, target);
        foreach (int[] panel in nearest.Known) master.Add(panel);
        return master.Solve(_ => { }, effort.Cancel);
    }
}
