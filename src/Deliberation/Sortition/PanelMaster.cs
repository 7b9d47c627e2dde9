using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>Expected seats taken apart into panels, or the limit that shows why they cannot be.</summary>
internal sealed record Decomposed(IReadOnlyList<int[]> Panels, IReadOnlyList<double> Probabilities, PanelCut? Cut)
{
    /// <summary>Panels less likely than this are left out: all together they move no chance by a millionth.</summary>
    public const double Negligible = 2e-9;

    /// <summary>Expected seats of each type.</summary>
    public double[] Expected(int types)
    {
        var expected = new double[types];
        for (int p = 0; p < Panels.Count; p++)
            for (int t = 0; t < types; t++) expected[t] += Probabilities[p] * Panels[p][t];
        return expected;
    }

    /// <summary>The lowest chance of anybody.</summary>
    public double Lowest(PanelModel model) => Expected(model.Types).Select((seats, t) => seats / model.Count(t)).Min();
}

/// <summary>
/// The lottery over panels whose expected seats fall least short of a target, by column generation: solve for the known panels,
/// ask for a panel that the row multipliers would pay for, add it, repeat. Shortfall 0: a decomposition.
/// Otherwise the multipliers are a limit that the target breaks and every panel keeps: this is what it is for, when
/// <see cref="NearestMixture"/> does not arrive.
/// </summary>
/// <remarks>A row a type with expected seats, so one pivot costs O(types²). Targets are first lowered by about 1e-7, each a little
/// differently, against stalling; a last solve puts the exact ones back.</remarks>
internal sealed class PanelMaster
{
    private const double Enough = 1e-7;
    private const double Exact = 1e-10;

    private readonly PanelModel _model;
    private readonly PanelSearch _search;
    private readonly double[] _target;
    private readonly int[] _types;
    private readonly int[] _rowOf;
    private readonly BoundedSimplex _program;
    private readonly List<int[]> _panels = [];

    public PanelMaster(PanelModel model, PanelSearch search, PublicRandom random, double[] target)
    {
        (_model, _search, _target) = (model, search, target);
        _types = [.. Enumerable.Range(0, model.Types).Where(t => target[t] > 1e-12)];
        _rowOf = new int[model.Types];
        Array.Fill(_rowOf, -1);
        for (int i = 0; i < _types.Length; i++) _rowOf[_types[i]] = i;
        double[] min = [.. _types.Select(t => target[t] - (1e-7 * (0.5 + random.Share()))), 1];
        double[] max = [.. _types.Select(_ => BoundedSimplex.None), 1];
        _program = new BoundedSimplex(min, max) { Meter = search.Meter };
        for (int i = 0; i < _types.Length; i++) _program.AddColumn([i], [1], -1, 0, BoundedSimplex.None);
    }

    public void Add(int[] panel)
    {
        var rows = new List<int>();
        var values = new List<double>();
        for (int t = 0; t < panel.Length; t++)
        {
            if (panel[t] == 0 || _rowOf[t] < 0) continue;
            rows.Add(_rowOf[t]);
            values.Add(panel[t]);
        }
        _program.AddColumn([.. rows, _types.Length], [.. values, 1], 0, 0, BoundedSimplex.None);
        _panels.Add(panel);
    }

    public Decomposed Solve(Action<double> progress, CancellationToken cancel)
    {
        if (Generate(Enough, progress, cancel) is { } broken)
            return new(_panels, [], _search.Cut(broken, cancel)
                ?? throw new NumericalTroubleException("A limit for panels could not be proved."));
        for (int i = 0; i < _types.Length; i++) _program.SetRow(i, _target[_types[i]], BoundedSimplex.None);
        Generate(Exact, progress, cancel);
        if (-_program.Objective() > 2 * Enough) throw new NumericalTroubleException("The exact lottery was lost to rounding.");

        double[] values = _program.Values();
        var used = Enumerable.Range(0, _panels.Count).Where(p => values[_types.Length + p] > Decomposed.Negligible).ToArray();
        double total = used.Sum(p => values[_types.Length + p]);
        return new([.. used.Select(p => _panels[p])], [.. used.Select(p => values[_types.Length + p] / total)], null);
    }

    /// <summary>Adds panels until nothing falls short; the weights of a broken limit when no panel helps any more.</summary>
    private double[]? Generate(double enough, Action<double> progress, CancellationToken cancel)
    {
        while (true)
        {
            if (_program.Solve(cancel) != LinearOutcome.Optimal) throw new NumericalTroubleException(
                "The lottery's program has no optimum.");
            double shortfall = -_program.Objective();
            progress(shortfall);
            if (shortfall < enough) return null;
            var (weights, price) = Prices();
            if (Next(weights, price, cancel) is not { } panel) return weights;
            Add(panel);
        }
    }

    private (double[] Weights, double Price) Prices()
    {
        var weights = new double[_model.Types];
        for (int i = 0; i < _types.Length; i++) weights[_types[i]] = Math.Max(0, -_program.Duals[i]);
        return (weights, _program.Duals[_types.Length]);
    }

    /// <summary>A panel worth more than its price: a good one found quickly, else any; null proves that there is none.</summary>
    private int[]? Next(double[] weights, double price, CancellationToken cancel)
    {
        double cutoff = price + 1e-9;
        var quick = _search.Best(weights, new(cutoff, Nodes: 400, EnoughShare: 0.6), cancel);
        if (quick.Point is not null || quick.Complete) return quick.Point;
        return _search.Best(weights, new(cutoff, First: true), cancel).Point;
    }
}
