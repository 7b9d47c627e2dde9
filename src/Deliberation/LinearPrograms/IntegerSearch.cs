namespace Deliberation.LinearPrograms;

/// <summary>When a search may stop.</summary>
/// <param name="Cutoff">Only points that score above are of interest.</param>
/// <param name="Nodes">At most so many linear programs (three times as many while nothing was found and <paramref name="EnoughShare"/> is
/// set).</param>
/// <param name="First">Stop at the first point found.</param>
/// <param name="EnoughShare">Stop at a point that covers this share of the way from the cutoff to the root bound; 0: never.</param>
internal sealed record SearchLimits(
    double Cutoff = double.NegativeInfinity, int Nodes = int.MaxValue, bool First = false, double EnoughShare = 0);

/// <summary>The best whole point that a search met.</summary>
/// <param name="Point">One whole number a column; null when none scores above the cutoff (or none was met in time).</param>
/// <param name="Value">Its score.</param>
/// <param name="Complete">The tree was searched to its end: <paramref name="Point"/> is the best, or none exists.</param>
internal readonly record struct SearchResult(int[]? Point, double Value, bool Complete);

/// <summary>Depth-first branch and bound over a <see cref="BoundedSimplex"/> whose columns must all be whole.</summary>
/// <param name="program">Bounds and costs are read at each search; the last basis starts the next search.</param>
/// <param name="deferred">Rows that the program takes in as points break them; null for none.</param>
internal sealed class IntegerSearch(BoundedSimplex program, DeferredRows? deferred = null)
{
    private const double WholeTolerance = 1e-6;
    private const double FirstPatience = 60, MorePatience = 1.2, BranchingNoise = 0.5;

    private SeededRandom _random = new(1);
    private double _noise;

    private sealed record Node(Node? Parent, int Column, double Lower, double Upper, double Bound);

    public int LinearPrograms { get; private set; }

    /// <summary>Maximises the program's objective over whole points.</summary>
    /// <param name="limits">When to stop early.</param>
    /// <param name="accepts">An exact check of a rounded point: rounding errors never let a wrong panel through.</param>
    /// <param name="cancel">Asked at every node.</param>
    public SearchResult Maximise(SearchLimits limits, Func<int[], bool> accepts, CancellationToken cancel)
    {
        var lower = Enumerable.Range(0, program.Columns).Select(program.Lower).ToArray();
        var upper = Enumerable.Range(0, program.Columns).Select(program.Upper).ToArray();
        try
        {
            return Search(limits, accepts, [.. lower], [.. upper], cancel);
        }
        finally
        {
            for (int j = 0; j < lower.Length; j++) program.SetBounds(j, lower[j], upper[j]);
        }
    }

    private SearchResult Search(SearchLimits limits, Func<int[], bool> accepts, double[] lower, double[] upper, CancellationToken cancel)
    {
        double best = limits.Cutoff, enough = double.PositiveInfinity;
        int[]? point = null;
        int nodes = 0, repairs = 0, begun = 0;
        double patience = FirstPatience;
        _noise = 0;
        Node? applied = null;
        var open = new Stack<Node?>([null]);
        while (open.TryPop(out var node))
        {
            if (point is null && (limits.First || limits.EnoughShare > 0) && nodes - begun > patience)
            {
                (begun, patience, _noise) = (nodes, patience * MorePatience, BranchingNoise);
                open.Clear();
                node = null;
            }
            if (node is not null && node.Bound <= best + Margin(best)) continue;
            if (++nodes > limits.Nodes && (limits.EnoughShare == 0 || point is not null || nodes > limits.Nodes * 3))
                return new(point, best, false);
            Apply(applied, node, lower, upper);
            applied = node;
            LinearPrograms++;
            if (Solve(nodes == 1, cancel) != LinearOutcome.Optimal) continue;
            double bound = program.Objective();
            if (bound <= best + Margin(best)) continue;
            if (nodes == 1 && double.IsFinite(best)) Fix(bound - best, lower, upper);
            if (nodes == 1 && limits.EnoughShare > 0) enough = limits.Cutoff + (limits.EnoughShare * (bound - limits.Cutoff));
            if (MostFractional(out double value) is int column and >= 0)
            {
                Branch(open, node, column, value, bound);
                continue;
            }
            var candidate = Array.ConvertAll(program.Values(), v => (int)Math.Round(v));
            if (!accepts(candidate))
            {
                if (repairs++ >= 3) continue;
                program.Rebuild();
                open.Push(node);
                continue;
            }
            (point, best) = (candidate, bound);
            if (limits.First || bound >= enough) return new(point, best, false);
        }
        return new(point, best, true);
    }

    /// <summary>Holds the columns whose reduced cost shows that moving them loses more than there is to lose.</summary>
    private void Fix(double toLose, double[] lower, double[] upper)
    {
        for (int j = 0; j < lower.Length; j++)
        {
            if (!program.IsHeld(j, toLose, out double at)) continue;
            lower[j] = upper[j] = at;
            program.SetBounds(j, at, at);
        }
    }

    private LinearOutcome Solve(bool first, CancellationToken cancel)
    {
        var outcome = first ? program.Solve(cancel) : program.SolveAgain(cancel);
        while (outcome == LinearOutcome.Optimal && deferred is not null && deferred.AddBroken()) outcome = program.SolveAgain(cancel);
        return outcome;
    }

    private static double Margin(double best) => double.IsFinite(best) ? 1e-9 * (1 + Math.Abs(best)) : 0;

    private void Apply(Node? before, Node? now, double[] lower, double[] upper)
    {
        for (var node = before; node is not null; node = node.Parent)
            program.SetBounds(node.Column, lower[node.Column], upper[node.Column]);
        for (var node = now; node is not null; node = node.Parent)
            program.SetBounds(node.Column, Math.Max(program.Lower(node.Column), node.Lower),
                Math.Min(program.Upper(node.Column), node.Upper));
    }

    /// <summary>The basic column farthest from a whole number; -1 when all are whole (columns at a bound always are).</summary>
    private int MostFractional(out double value)
    {
        (int column, double distance) = (-1, WholeTolerance);
        value = 0;
        for (int i = 0; i < program.Rows; i++)
        {
            if (program.BasicAt(i) < 0) continue;
            double x = program.BasicValue(i), fraction = Math.Abs(x - Math.Round(x));
            double score = fraction > WholeTolerance ? x - Math.Floor(x) : 0;
            if (_noise > 0) score *= 1 - (_noise * _random.Unit());
            if (score > distance) (column, distance, value) = (program.BasicAt(i), score, x);
        }
        return column;
    }

    private static void Branch(Stack<Node?> open, Node? parent, int column, double value, double bound)
    {
        double floor = Math.Floor(value);
        var below = new Node(parent, column, -BoundedSimplex.None, floor, bound);
        var above = new Node(parent, column, floor + 1, BoundedSimplex.None, bound);
        bool upFirst = true;
        open.Push(upFirst ? below : above);
        open.Push(upFirst ? above : below);
    }

    /// <summary>Proves that no whole point scores above a bound.</summary>
    /// <returns>The proof, or null when it needs more than the given number of linear programs or is not true.</returns>
    public BoundProof? Prove(double bound, int nodes, CancellationToken cancel)
    {
        int left = nodes;
        return Prove(bound, first: true, ref left, cancel);
    }

    private BoundProof? Prove(double bound, bool first, ref int left, CancellationToken cancel)
    {
        if (--left < 0) return null;
        LinearPrograms++;
        var outcome = Solve(first, cancel);
        double[] multipliers = deferred?.Multipliers(program.Duals) ?? program.Duals.ToArray();
        var leaf = new BoundProof.Leaf(multipliers, outcome == LinearOutcome.Infeasible);
        if (outcome == LinearOutcome.Infeasible || program.Objective() <= bound + 1e-9) return leaf;
        int column = MostFractional(out double value);
        if (column < 0) return null;

        double floor = Math.Floor(value), lower = program.Lower(column), upper = program.Upper(column);
        program.SetBounds(column, lower, Math.Min(upper, floor));
        var below = Prove(bound, first: false, ref left, cancel);
        program.SetBounds(column, Math.Max(lower, floor + 1), upper);
        var above = below is null ? null : Prove(bound, first: false, ref left, cancel);
        program.SetBounds(column, lower, upper);
        return below is null || above is null ? null : new BoundProof.Split(column, (int)floor, below, above);
    }
}
