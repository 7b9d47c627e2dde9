using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>
/// The lottery over known panels with the highest lowest chance, bettered by column generation until it is as near to a proven bound as
/// wanted or the work granted is used up: the way out where LEXIMIN's exact lottery is too dear.
/// </summary>
/// <remarks>
/// Maximise z subject to Σ p·seats_t ≥ people_t·z for every type t and Σ p = 1; the row multipliers price the next panel. Rows are
/// lowered by about 1e-7, each a little differently, against stalling. Source of the method: Flanigan, Gölz, Gupta, Hennig, Procaccia,
/// "Fair algorithms for selecting citizens' assemblies", Nature 596 (2021), supplementary information 9.
/// </remarks>
internal sealed class HighestMinimum
{
    private const double LeastWorth = 1e-5;
    private const int Starts = 4;

    /// <summary>Prices jump from one solution to the next; their running mean finds panels that last.</summary>
    private const double Inertia = 0.7;

    private readonly PanelModel _model;
    private readonly PanelSearch _search;
    private readonly BoundedSimplex _program;
    private readonly List<int[]> _panels = [];
    private IReadOnlyList<int[]> _present = [];
    private readonly double[] _steady;
    private int _rounds;

    /// <param name="model">The rules.</param>
    /// <param name="search">Finds panels.</param>
    /// <param name="random">Against stalling.</param>
    /// <param name="meter">Counts this program's work too.</param>
    public HighestMinimum(PanelModel model, PanelSearch search, PublicRandom random, WorkMeter meter)
    {
        (_model, _search, _steady) = (model, search, new double[model.Types]);
        double[] min = [.. Enumerable.Range(0, model.Types).Select(_ => -1e-7 * (0.5 + random.Share())), 1];
        double[] max = [.. Enumerable.Repeat(BoundedSimplex.None, model.Types), 1];
        _program = new BoundedSimplex(min, max) { Meter = meter, RebuildAfter = 3 * model.Types };
        int[] all = [.. Enumerable.Range(0, model.Types)];
        _program.AddColumn(all, [.. all.Select(t => -(double)model.Count(t))], 1, 0, 1);
    }

    /// <summary>The best lottery so far; null before the first solution.</summary>
    public Decomposed? Best { get; private set; }

    /// <summary>Its lowest chance.</summary>
    public double Level { get; private set; } = -1;

    public void Add(int[] panel)
    {
        int[] seated = [.. Enumerable.Range(0, panel.Length).Where(t => panel[t] > 0)];
        _program.AddColumn([.. seated, _model.Types], [.. seated.Select(t => (double)panel[t]), 1], 0, 0, BoundedSimplex.None);
        _panels.Add(panel);
    }

    /// <summary>Adds panels until the lowest chance reaches a level, or until no panel betters it.</summary>
    /// <exception cref="OutOfWorkException">Before that; <see cref="Best"/> is what was reached.</exception>
    public void Raise(double wanted, CancellationToken cancel)
    {
        while (true)
        {
            if (_program.Solve(cancel) != LinearOutcome.Optimal) throw new NumericalTroubleException("The highest minimum is lost.");
            Remember();
            if (Level >= wanted) return;
            int before = _panels.Count;
            foreach (int[] panel in Next(cancel)) Add(panel);
            if (_panels.Count == before) return;
        }
    }

    private void Remember()
    {
        double[] values = _program.Values();
        int[] used = [.. Enumerable.Range(0, _panels.Count).Where(p => values[1 + p] > Decomposed.Negligible)];
        double total = used.Sum(p => values[1 + p]);
        var lottery = new Decomposed([.. used.Select(p => _panels[p])], [.. used.Select(p => values[1 + p] / total)], null);
        _present = lottery.Panels;
        double level = lottery.Lowest(_model);
        if (level > Level) (Best, Level) = (lottery, level);
    }

    /// <summary>Panels worth more than their price; none proves that there is none.</summary>
    private IReadOnlyList<int[]> Next(CancellationToken cancel)
    {
        var weights = new double[_model.Types];
        for (int t = 0; t < weights.Length; t++) weights[t] = Math.Max(0, -_program.Duals[t]);
        double cutoff = _program.Duals[_model.Types] + 1e-9;
        for (int t = 0; t < weights.Length; t++)
            _steady[t] = _rounds == 0 ? weights[t] : (Inertia * _steady[t]) + ((1 - Inertia) * weights[t]);
        int[] order = PanelSwaps.Order(weights);
        if (Exchanged(weights, order, cutoff) is { Count: > 0 } better) return better;
        var quick = _search.Best(weights, new(cutoff, Nodes: 400, EnoughShare: 0.3), cancel);
        int[]? next = quick.Point is not null || quick.Complete
            ? quick.Point : _search.Best(weights, new(cutoff, First: true), cancel).Point;
        if (next is null) return [];
        _search.Exchanges.Improve(next, weights, order);
        return [next];
    }

    /// <summary>Panels of the present lottery, bettered by exchanging people: those worth more than the price.</summary>
    private List<int[]> Exchanged(double[] weights, int[] order, double cutoff)
    {
        var better = new List<int[]>();
        int[] steadyOrder = PanelSwaps.Order(_steady);
        for (int start = 0; start < Starts; start++)
        {
            int[] panel = [.. _present[((_rounds * Starts) + start) % _present.Count]];
            _search.Exchanges.Improve(panel, _steady, steadyOrder);
            if (NearestMixture.Worth(panel, weights) <= cutoff + LeastWorth) _search.Exchanges.Improve(panel, weights, order);
            if (NearestMixture.Worth(panel, weights) > cutoff + LeastWorth
                && !better.Exists(known => known.AsSpan().SequenceEqual(panel))) better.Add(panel);
        }
        _rounds++;
        return better;
    }
}
