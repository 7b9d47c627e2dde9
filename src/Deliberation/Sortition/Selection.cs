using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>Which lottery over panels is wanted.</summary>
public enum SelectionRule
{
    /// <summary>The lowest chance as high as it can be, then the second lowest, and so on: nobody's chance could rise without lowering one that is no higher.</summary>
    Leximin,

    /// <summary>Only the lowest chance as high as it can be.</summary>
    Maximin,
}

/// <summary>How to search.</summary>
/// <param name="Seed">Chooses among equally good decompositions into panels; never changes LEXIMIN's chances.</param>
/// <param name="TimeLimit">After it a <see cref="TimeoutException"/>; null: none.</param>
/// <param name="Progress">Told now and then.</param>
public sealed record SelectionOptions(ulong Seed = 1, TimeSpan? TimeLimit = null, IProgress<SelectionProgress>? Progress = null);

/// <summary>Where a selection is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Done">Share of this step that is done, 0 to 1.</param>
public readonly record struct SelectionProgress(Sentence Step, double Done);

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

    private static readonly Sentence Levels = new("Calcolo delle probabilità", "Computing the chances");
    private static readonly Sentence Panels = new("Composizione dei gruppi possibili", "Composing the possible panels");
    private static readonly Sentence Finish = new("Completamento della lotteria", "Completing the lottery");

    /// <summary>Computes the lottery.</summary>
    /// <param name="pool">Who, what, how many.</param>
    /// <param name="rule">Which lottery.</param>
    /// <param name="options">Seed, time limit, progress; null for the defaults.</param>
    /// <param name="cancel">Stops it within milliseconds.</param>
    /// <returns>Chances, panels and the certificate.</returns>
    /// <exception cref="InfeasibleQuotasException">No panel meets the quotas; it names the smallest change that would do.</exception>
    /// <exception cref="TimeoutException">The time limit passed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SelectionResult Run(Pool pool, SelectionRule rule = SelectionRule.Leximin, SelectionOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        options ??= new();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (options.TimeLimit is { } time) limit.CancelAfter(time);
        try
        {
            return Solve(pool, rule, options, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The selection was not ready within {options.TimeLimit}.");
        }
    }

    private static SelectionResult Solve(Pool pool, SelectionRule rule, SelectionOptions options, CancellationToken cancel)
    {
        var model = new PanelModel(pool);
        var search = new PanelSearch(model);
        var random = new SeededRandom(options.Seed);
        if (search.Best(new double[model.Types], new(First: true), cancel).Point is not { } any)
            throw QuotaRelaxation.Explain(model, search, cancel);

        var cuts = new List<PanelCut>();
        var known = new List<int[]> { any };
        while (true)
        {
            options.Progress?.Report(new(Levels, 0));
            var relaxation = new LeximinRelaxation(model, cuts);
            double[] target = rule == SelectionRule.Leximin ? relaxation.Solve(cancel) : relaxation.SolveFirst(cancel);
            var lottery = Decompose(model, search, random, target, known, options.Progress, cancel);
            if (lottery.Cut is null) return SelectionResult.From(model, rule, lottery, relaxation.Proofs, cuts);
            if (cuts.Count == MostCuts) throw new NumericalTroubleException("Too many limits.");
            cuts.Add(lottery.Cut);
            known = [.. lottery.Panels];
        }
    }

    private static Decomposed Decompose(
        PanelModel model, PanelSearch search, SeededRandom random, double[] target, List<int[]> known,
        IProgress<SelectionProgress>? progress, CancellationToken cancel)
    {
        var peeled = new Peeling(model, search, random).Run(target, done => progress?.Report(new(Panels, done)), cancel);
        if (peeled.Mass <= 1e-10)
        {
            double total = peeled.Weights.Sum();
            return new(peeled.Panels, [.. peeled.Weights.Select(w => w / total)], null);
        }
        var master = new PanelMaster(model, search, random, target);
        master.StartFrom(peeled);
        foreach (int[] panel in known) master.Add(panel);
        return master.Solve(shortfall => progress?.Report(new(Finish, 1 - Math.Min(1, shortfall))), cancel);
    }
}
