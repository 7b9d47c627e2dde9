using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>
/// The lottery over panels whose expected seats lie nearest to a target (least squares), by Wolfe's method: a small set of
/// panels with positive weights, to which panels that lie towards the target are added and from which weights that reach zero are dropped.
/// </summary>
/// <remarks>
/// The distance falls at every step, so nothing stalls as a linear program with a row a type does; a step costs O(panels²).
/// Source: P. Wolfe, "Finding the nearest point in a polytope", Mathematical Programming 11 (1976).
/// </remarks>
internal sealed class NearestMixture
{
    /// <summary>Seats; fifty times finer than the chances are promised.</summary>
    private const double Enough = 2e-8;
    private const double Tolerable = 1e-7; // where rounding errors stop the approach; ten times finer than promised
    private const double Dependent = 1e-9;
    private const double SwapsUntil = 1e-4; // seats: nearer, the best panel counts, not just a better one
    private const int SwapStarts = 3;

    private readonly double[] _target;
    private readonly double _square;
    private readonly List<int[]> _pool = [];
    private readonly List<(int Type, double Seats)[]> _sparse = [];
    private readonly List<int> _active = [];
    private readonly List<double> _weights = [];
    private double[][] _inverse = [];

    public NearestMixture(double[] target)
    {
        _target = target;
        _square = Vectors.Dot(target, target);
    }

    public IReadOnlyList<int[]> Known => _pool;
    public int Rounds { get; private set; }

    public void Add(int[] panel)
    {
        _pool.Add(panel);
        _sparse.Add([.. Enumerable.Range(0, panel.Length).Where(t => panel[t] > 0).Select(t => (t, (double)panel[t]))]);
    }

    /// <summary>Comes as near as known panels and those that the search finds allow.</summary>
    /// <returns>The lottery, or null when the target is not an average of panels (or rounding stops the approach).</returns>
    public Decomposed? Approach(PanelSearch search, int rounds, Action<double> progress, CancellationToken cancel)
    {
        Activate(0, 1);
        bool fresh = false;
        double[] shortfall = Shortfall();
        while (Distance(shortfall) > Enough)
        {
            cancel.ThrowIfCancellationRequested();
            progress(Distance(shortfall));
            int next = fresh ? -1 : BestKnown(shortfall);
            if (next < 0)
            {
                if (Rounds++ >= rounds || Search(search, shortfall, fresh, cancel) is not { } found) return null;
                next = _pool.Count;
                Add(found);
            }
            search.Meter?.Spend((long)_active.Count * _active.Count * 4);
            double before = Vectors.Dot(shortfall, shortfall);
            bool included = Include(next, cancel);
            shortfall = Shortfall();
            if (included && Vectors.Dot(shortfall, shortfall) < before)
            {
                fresh = false;
                continue;
            }

            if (fresh) return Distance(shortfall) < Tolerable ? Lottery() : null;
            fresh = true;
            Refresh(cancel);
            shortfall = Shortfall();
        }
        return Lottery();
    }

    /// <summary>The present lottery.</summary>
    public Decomposed Lottery()
    {
        int[] used = [.. Enumerable.Range(0, _active.Count).Where(a => _weights[a] > Decomposed.Negligible)];
        double total = used.Sum(a => _weights[a]);
        return new([.. used.Select(a => _pool[_active[a]])], [.. used.Select(a => _weights[a] / total)], null);
    }

    /// <summary>Target minus expected seats of the present lottery.</summary>
    private double[] Shortfall()
    {
        var rest = (double[])_target.Clone();
        for (int a = 0; a < _active.Count; a++)
            foreach (var (t, seats) in _sparse[_active[a]]) rest[t] -= _weights[a] * seats;
        return rest;
    }

    private static double Distance(double[] shortfall) => shortfall.Max(Math.Abs);

    /// <summary>The known panel farthest towards the target, if it is farther than the present lottery.</summary>
    private int BestKnown(double[] shortfall)
    {
        double here = Vectors.Dot(shortfall, _target) - Vectors.Dot(shortfall, shortfall);
        double square = Vectors.Dot(shortfall, shortfall);
        (int best, double most) = (-1, here + (0.02 * square));
        for (int p = 0; p < _pool.Count; p++)
        {
            double worth = 0;
            foreach (var (t, seats) in _sparse[p]) worth += shortfall[t] * seats;
            if (worth > most) (best, most) = (p, worth);
        }
        return best >= 0 && _active.Contains(best) ? -1 : best;
    }

    /// <summary>A panel at least as far as the target; none exists if the target is not an average of panels.</summary>
    private int[]? Search(PanelSearch search, double[] shortfall, bool exactly, CancellationToken cancel)
    {
        double scale = Distance(shortfall);
        double[] weights = [.. shortfall.Select(s => s / scale)];
        double reach = Vectors.Dot(weights, _target), square = Vectors.Dot(weights, shortfall);
        double cutoff = reach - (exactly ? 0.5 * square : 0.9 * square);
        if (!exactly && scale > SwapsUntil && Swapped(search, weights, reach - (0.8 * square)) is { } better) return better;
        var quick = search.Best(weights, new(cutoff, Nodes: 400, EnoughShare: 0.2), cancel);
        int[]? next = quick.Point is not null || quick.Complete
            ? quick.Point : search.Best(weights, new(cutoff, First: true), cancel).Point;
        if (next is not null) search.Exchanges.Improve(next, weights, PanelSwaps.Order(weights));
        return next;
    }

    /// <summary>Panels in use, bettered by exchanging people: the best if it is beyond the cutoff.</summary>
    private int[]? Swapped(PanelSearch search, double[] weights, double cutoff)
    {
        int[] order = PanelSwaps.Order(weights);
        int[]? best = null;
        double most = cutoff + (1e-9 * (1 + Math.Abs(cutoff)));
        for (int start = 0; start < SwapStarts; start++)
        {
            int[] panel = [.. _pool[_active[((Rounds * SwapStarts) + start) % _active.Count]]];
            search.Swaps.Improve(panel, weights, order);
            if (Worth(panel, weights) <= most) search.Exchanges.Improve(panel, weights, order);
            double worth = Worth(panel, weights);
            if (worth > most && !_pool.Exists(known => known.AsSpan().SequenceEqual(panel))) (best, most) = (panel, worth);
        }

        return best;
    }

    public static double Worth(int[] panel, double[] weights)
    {
        double worth = 0;
        for (int t = 0; t < panel.Length; t++) worth += panel[t] * weights[t];
        return worth;
    }

    /// <summary>Makes a panel active and moves to the nearest point of what the active ones span, dropping those whose weight reaches
    /// zero.</summary>
    private bool Include(int panel, CancellationToken cancel)
    {
        if (!Activate(panel, 0)) return false;
        MoveToNearest(cancel);
        return true;
    }

    private void MoveToNearest(CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            double[] wanted = Span();
            double step = 1;
            int stop = -1;
            for (int a = 0; a < wanted.Length; a++)
            {
                if (wanted[a] > 1e-13 || _weights[a] - wanted[a] <= 0) continue;
                double ratio = _weights[a] / (_weights[a] - wanted[a]);
                if (ratio < step) (step, stop) = (ratio, a);
            }
            for (int a = 0; a < wanted.Length; a++) _weights[a] += step * (wanted[a] - _weights[a]);
            if (stop < 0) return;
            Deactivate(stop);
        }
    }

    /// <summary>Computes the inverse anew, against rounding errors that add up; panels that turn out to depend on others leave.</summary>
    private void Refresh(CancellationToken cancel)
    {
        int[] active = [.. _active];
        double[] weights = [.. _weights];
        (_inverse, double total) = ([], 0);
        _active.Clear();
        _weights.Clear();
        for (int a = 0; a < active.Length; a++)
        {
            cancel.ThrowIfCancellationRequested();
            if (Activate(active[a], weights[a])) total += weights[a];
        }
        for (int a = 0; a < _weights.Count; a++) _weights[a] /= total;
        MoveToNearest(cancel);
    }

    /// <summary>Weights (adding up to 1, perhaps negative) of the nearest point of the active panels' affine hull.</summary>
    private double[] Span()
    {
        var solution = new double[_active.Count];
        double[] ones = Vectors.Ones(solution.Length);
        for (int a = 0; a < solution.Length; a++) solution[a] = Vectors.Dot(_inverse[a].AsSpan(0, solution.Length), ones);
        double total = solution.Sum();
        for (int a = 0; a < solution.Length; a++) solution[a] /= total;
        return solution;
    }

    /// <summary>1 + (panel − target)·(panel − target).</summary>
    private double Product(int p, int q)
    {
        double both = 0, onTarget = 0;
        int[] dense = _pool[q];
        foreach (var (t, seats) in _sparse[p])
        {
            both += seats * dense[t];
            onTarget += seats * _target[t];
        }
        foreach (var (t, seats) in _sparse[q]) onTarget += seats * _target[t];
        return 1 + both - onTarget + _square;
    }

    /// <summary>Borders the inverse; false if the panel depends on the active ones.</summary>
    private bool Activate(int panel, double weight)
    {
        int size = _active.Count;
        double[] column = [.. _active.Select(a => Product(a, panel))];
        double[] image = [.. Enumerable.Range(0, size).Select(i => Vectors.Dot(_inverse[i].AsSpan(0, size), column))];
        double pivot = Product(panel, panel) - Vectors.Dot(image, column);
        if (pivot < Dependent) return false;
        if (_inverse.Length == size) Grow();
        for (int i = 0; i < size; i++)
        {
            Vectors.AddScaled(image, image[i] / pivot, _inverse[i].AsSpan(0, size));
            _inverse[i][size] = _inverse[size][i] = -image[i] / pivot;
        }
        _inverse[size][size] = 1 / pivot;
        _active.Add(panel);
        _weights.Add(weight);
        return true;
    }

    private void Grow()
    {
        int size = Math.Max(64, _inverse.Length * 2), old = _inverse.Length;
        Array.Resize(ref _inverse, size);
        for (int i = 0; i < size; i++)
        {
            var row = new double[size];
            if (i < old) _inverse[i].CopyTo(row, 0);
            _inverse[i] = row;
        }
    }

    private void Deactivate(int at)
    {
        int last = _active.Count - 1;
        for (int i = 0; i <= last; i++) (_inverse[i][at], _inverse[i][last]) = (_inverse[i][last], _inverse[i][at]);
        (_inverse[at], _inverse[last]) = (_inverse[last], _inverse[at]);
        (_active[at], _active[last]) = (_active[last], _active[at]);
        (_weights[at], _weights[last]) = (_weights[last], _weights[at]);
        double[] gone = _inverse[last];
        for (int i = 0; i < last; i++) Vectors.AddScaled(gone.AsSpan(0, last), -gone[i] / gone[last], _inverse[i].AsSpan(0, last));
        _active.RemoveAt(last);
        _weights.RemoveAt(last);
    }
}
