using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>
/// Starts from LEXIMIN's lottery and raises the product of chances: weigh the known panels by Cover's multiplicative steps, then ask for
/// the panel that the inverse chances value most, until none is worth more than a thousandth above the mean.
/// </summary>
/// <remarks>
/// If every panel has Σ 1/p_i over its members ≤ n·(1 + ε), nobody's geometric mean of chances is higher by more than the factor e^ε
/// (the tangent of a concave function lies above it). Source: T. M. Cover, "An algorithm for maximizing expected log
/// investment return", IEEE Trans. Inf. Theory 30 (1984). People who can never be seated are left out of the product.
/// </remarks>
internal sealed class NashLottery
{
    private const double Tolerance = 1e-3;
    private const int MostRounds = 5000, Steps = 200;

    private readonly PanelModel _model;
    private readonly PanelSearch _search;
    private readonly List<int[]> _panels;
    private readonly List<TypeSeats[]> _seats;
    private readonly List<double> _shares;
    private readonly bool[] _seated;
    private readonly double _people;

    public NashLottery(PanelModel model, PanelSearch search, Decomposed start)
    {
        (_model, _search, _panels, _shares) = (model, search, [.. start.Panels], [.. start.Probabilities]);
        _seats = [.. _panels.Select(SelectionResult.Sparse)];
        _seated = [.. Expected().Select(e => e > 1e-7)];
        _people = Enumerable.Range(0, model.Types).Where(t => _seated[t]).Sum(model.Count);
    }

    public SelectionResult Improve(double bound, Effort effort)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            Reweigh(effort.Cancel);
            double[] prices = Prices();
            effort.Progress?.Report(0.5 + (0.5 * round / MostRounds));
            var better = _search.Best(prices, new(_people * (1 + Tolerance), Nodes: 400, EnoughShare: 0.2), effort.Cancel);
            if (better.Point is null && !better.Complete) better = _search.Best(prices, new(_people * (1 + Tolerance), First: true),
                effort.Cancel);
            if (better.Point is null) return Result(prices, bound, effort.Cancel);
            for (int p = 0; p < _shares.Count; p++) _shares[p] *= 0.98;
            _panels.Add(better.Point);
            _seats.Add(SelectionResult.Sparse(better.Point));
            _shares.Add(0.02);
        }
        throw new NumericalTroubleException("The product of chances did not settle.");
    }

    private SelectionResult Result(double[] prices, double bound, CancellationToken cancel)
    {
        var proof = _search.Limit(prices, _people * (1 + Tolerance), cancel)
            ?? throw new NumericalTroubleException("The product of chances was not proved.");
        int[] used = [.. Enumerable.Range(0, _panels.Count).Where(p => _shares[p] > Decomposed.Negligible)];
        double total = used.Sum(p => _shares[p]);
        return SelectionResult.From(_model, SelectionRule.Nash,
            new([.. used.Select(p => _panels[p])], [.. used.Select(p => _shares[p] / total)], null), [], [proof], bound);
    }

    /// <summary>Each share times the mean of Σ 1/p over its panel: never lowers the product.</summary>
    private void Reweigh(CancellationToken cancel)
    {
        for (int step = 0; step < Steps; step++)
        {
            if (step % 20 == 0) cancel.ThrowIfCancellationRequested();
            double[] prices = Prices();
            double most = 0;
            for (int p = 0; p < _panels.Count; p++)
            {
                double worth = 0;
                foreach (var (type, people) in _seats[p]) worth += prices[type] * people;
                _shares[p] *= worth / _people;
                most = Math.Max(most, worth / _people);
            }
            double total = _shares.Sum();
            for (int p = 0; p < _shares.Count; p++) _shares[p] /= total;
            if (most < 1 + (Tolerance / 4)) return;
        }
    }

    /// <summary>People of a type divided by their expected seats: 1 / chance.</summary>
    private double[] Prices() => [.. Expected().Select((e, t) => _seated[t] ? _model.Count(t) / Math.Max(e, 1e-12) : 0)];

    private double[] Expected()
    {
        var expected = new double[_model.Types];
        for (int p = 0; p < _panels.Count; p++)
            foreach (var (type, people) in _seats[p]) expected[type] += _shares[p] * people;
        return expected;
    }
}
