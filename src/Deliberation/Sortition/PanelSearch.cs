using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>Finds single panels: any, the best for given weights, or one between given bounds. Keeps its last basis.</summary>
internal sealed class PanelSearch
{
    private const int MostHouseholdRows = 24;

    private readonly PanelModel _model;
    private BoundedSimplex _program;
    private DeferredRows _households;
    private IntegerSearch _search;
    private int _solvedBefore;

    /// <param name="model">The rules.</param>
    /// <param name="meter">Counts the work of all searches; null for nobody.</param>
    public PanelSearch(PanelModel model, WorkMeter? meter = null)
    {
        _model = model;
        Meter = meter;
        _program = model.QuotaProgram(meter);
        _households = model.Households(_program);
        _search = new IntegerSearch(_program, _households);
        Swaps = new PanelSwaps(model);
        Exchanges = new PanelExchanges(model);
    }

    /// <summary>The quick way, which finds good panels but not always the best.</summary>
    public PanelSwaps Swaps { get; }

    /// <summary>The next quickest, for narrow quotas.</summary>
    public PanelExchanges Exchanges { get; }

    public WorkMeter? Meter { get; }

    /// <summary>Solved so far, by all searches.</summary>
    public int LinearPrograms => _solvedBefore + _search.LinearPrograms;

    /// <summary>The best panel by the sum of weights over its seats.</summary>
    public SearchResult Best(double[] weights, SearchLimits limits, CancellationToken cancel)
    {
        Open(weights);
        return _search.Maximise(limits, _model.Allows, cancel);
    }

    /// <summary>Some panel with seats and rows between bounds, good for the weights.</summary>
    public int[]? Between(double[] weights, double[] seatsMin, double[] seatsMax, double[] rowMin, double[] rowMax, int nodes,
        CancellationToken cancel)
    {
        Open(weights, seatsMin, seatsMax, rowMin, rowMax);
        return _search.Maximise(new(Nodes: nodes, First: true), _model.Allows, cancel).Point;
    }

    /// <summary>A limit that all panels keep, with its proof; null if the proof is too long.</summary>
    public PanelCut? Cut(double[] weights, CancellationToken cancel)
    {
        double largest = weights.Max(Math.Abs);
        var rounded = Array.ConvertAll(weights, w => Math.Round(w / largest * (1L << 30)) / (1L << 30));
        var best = Best(rounded, new(), cancel);
        if (best.Point is null) return null;
        double bound = 0;
        for (int t = 0; t < rounded.Length; t++) bound += rounded[t] * best.Point[t];
        Open(rounded);
        var proof = _search.Prove(bound, 1_000_000, cancel);
        return proof is null ? null : new PanelCut(rounded, bound, proof);
    }

    /// <summary>The proof that no panel scores above a bound; null if one does (or the proof is too long).</summary>
    public PanelCut? Limit(double[] weights, double bound, CancellationToken cancel)
    {
        Open(weights);
        return _search.Prove(bound, 1_000_000, cancel) is { } proof ? new PanelCut(weights, bound, proof) : null;
    }

    /// <summary>The proof that there is no panel at all; null if there is one (or the proof is too long).</summary>
    public BoundProof? NoPanel(CancellationToken cancel)
    {
        Open(new double[_model.Types]);
        return _search.Prove(-1, 1_000_000, cancel);
    }

    private void Open(double[] weights)
    {
        var none = new double[_model.Types];
        Open(weights, none, Array.ConvertAll(_model.Seats, seats => (double)seats), _model.RowMin, _model.RowMax);
    }

    private void Open(double[] weights, double[] seatsMin, double[] seatsMax, double[] rowMin, double[] rowMax)
    {
        if (_households.Added > MostHouseholdRows) Restart();
        for (int t = 0; t < weights.Length; t++)
        {
            _program.SetCost(t, weights[t]);
            _program.SetBounds(t, seatsMin[t], seatsMax[t]);
        }
        int quotas = _model.QuotaRows;
        for (int r = 0; r < quotas; r++) _program.SetRow(r, rowMin[r], rowMax[r]);
        for (int r = quotas; r < rowMin.Length; r++) _households.SetRow(r - quotas, rowMin[r], rowMax[r]);
    }

    /// <summary>Forgets the rows of households that earlier searches needed.</summary>
    private void Restart()
    {
        _solvedBefore += _search.LinearPrograms;
        _program = _model.QuotaProgram(Meter);
        _households = _model.Households(_program);
        _search = new IntegerSearch(_program, _households);
    }
}
