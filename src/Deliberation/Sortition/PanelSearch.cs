using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>Finds single panels: any, the best for given weights, or one between given bounds. Keeps its last basis.</summary>
internal sealed class PanelSearch
{
    private readonly PanelModel _model;
    private readonly BoundedSimplex _program;
    private readonly IntegerSearch _search;

    public PanelSearch(PanelModel model)
    {
        _model = model;
        _program = model.Program();
        _search = new IntegerSearch(_program);
        Swaps = new PanelSwaps(model);
    }

    /// <summary>The quick way, which finds good panels but not always the best.</summary>
    public PanelSwaps Swaps { get; }

    /// <summary>Solved so far, by all searches.</summary>
    public int LinearPrograms => _search.LinearPrograms;

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
        for (int t = 0; t < weights.Length; t++)
        {
            _program.SetCost(t, weights[t]);
            _program.SetBounds(t, seatsMin[t], seatsMax[t]);
        }
        for (int r = 0; r < rowMin.Length; r++) _program.SetRow(r, rowMin[r], rowMax[r]);
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
        for (int t = 0; t < weights.Length; t++)
        {
            _program.SetCost(t, weights[t]);
            _program.SetBounds(t, 0, _model.Seats[t]);
        }
        for (int r = 0; r < _model.Rows; r++) _program.SetRow(r, _model.RowMin[r], _model.RowMax[r]);
    }
}
