using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>
/// Chances neither too low nor too high, over averages of panels as the quotas see them: minimises
/// highest · people / seats + seats / (people · lowest).
/// </summary>
/// <remarks>
/// For a given lowest chance the least highest one is a linear program, and convex in it: golden-section search over the lowest. People who
/// can never be seated count in neither. Source: Baharav, Flanigan, "Fair, manipulation-robust, and transparent sortition", EC 2024, with
/// both parts weighing the same.
/// </remarks>
internal sealed class GoldilocksRelaxation
{
    private const double Golden = 0.6180339887498949;
    private const double Lower = 1e-3; // share of the highest lowest chance at which the search begins
    private const int Steps = 40;
    private const double Slack = 1e-9;

    private readonly PanelModel _model;
    private readonly BoundedSimplex _program;
    private readonly bool[] _seated;
    private readonly int _highest;

    /// <param name="model">The rules.</param>
    /// <param name="cuts">Limits of real panels known so far.</param>
    /// <param name="leximin">Expected seats of each type under LEXIMIN with the same limits: tells who can be seated at all.</param>
    /// <param name="meter">Counts the work.</param>
    public GoldilocksRelaxation(PanelModel model, IReadOnlyList<PanelCut> cuts, double[] leximin, WorkMeter meter)
    {
        _model = model;
        _seated = [.. leximin.Select(seats => seats > 1e-9)];
        double[] low = [.. model.RowMin, .. cuts.Select(_ => -BoundedSimplex.None)];
        double[] high = [.. model.RowMax, .. cuts.Select(cut => cut.Bound)];
        _program = new BoundedSimplex([.. low, .. leximin.Select(_ => -BoundedSimplex.None)], [.. high, .. leximin.Select(_ => 0.0)])
        {
            Meter = meter,
        };
        for (int t = 0; t < model.Types; t++)
        {
            var limits = Enumerable.Range(0, cuts.Count).Where(c => cuts[c].Coefficients[t] != 0).ToList();
            int[] rows = [.. model.TypeRows[t], .. limits.Select(c => model.Rows + c), low.Length + t];
            double[] values = [.. Vectors.Ones(model.TypeRows[t].Length), .. limits.Select(c => cuts[c].Coefficients[t]), 1];
            _program.AddColumn(rows, values, 0, 0, model.Seats[t]);
        }
        _highest = _program.AddColumn([.. leximin.Select((_, t) => low.Length + t)], [.. leximin.Select((_, t) => -(double)model.Count(t))],
            -1, 0, 1);
    }

    /// <summary>Expected seats of each type.</summary>
    /// <param name="most">The highest lowest chance of those who can be seated.</param>
    /// <param name="cancel">Asked often.</param>
    public double[] Solve(double most, CancellationToken cancel)
    {
        double people = _model.TypeOf.Length, seats = _model.Pool.PanelSize;
        double Cost(double lowest) => (Highest(lowest, cancel) * people / seats) + (seats / (people * lowest));
        double from = most * Lower, to = most, left = to - (Golden * (to - from)), right = from + (Golden * (to - from));
        (double atLeft, double atRight) = (Cost(left), Cost(right));
        for (int step = 0; step < Steps; step++)
        {
            if (atLeft <= atRight)
            {
                (to, right, atRight) = (right, left, atLeft);
                left = to - (Golden * (to - from));
                atLeft = Cost(left);
            }
            else
            {
                (from, left, atLeft) = (left, right, atRight);
                right = from + (Golden * (to - from));
                atRight = Cost(right);
            }
        }
        Highest(atLeft <= atRight ? left : right, cancel);
        return _program.Values()[.._model.Types];
    }

    private double Highest(double lowest, CancellationToken cancel)
    {
        for (int t = 0; t < _model.Types; t++)
        {
            double least = _seated[t] ? Math.Max(0, Math.Min(_model.Seats[t], _model.Count(t) * lowest) - Slack) : 0;
            _program.SetBounds(t, least, _model.Seats[t]);
        }

        if (_program.Solve(cancel) != LinearOutcome.Optimal) throw new NumericalTroubleException("The Goldilocks program has no optimum.");
        return _program.Values()[_highest];
    }
}
