namespace Deliberation.LinearPrograms;

internal sealed partial class BoundedSimplex
{
    private const int MostDualPivots = 500;

    private double[] _reduced = [], _pivotRow = [];
    private double[] _load = [];
    private int[] _candidates = [];
    private int _passed; // the first so many candidates of a step

    /// <summary>
    /// Solves again after bounds were changed: the dual simplex from the last basis, then <see cref="Solve"/> to make sure. Every column
    /// and row must have finite bounds, so that any basis can be made dual feasible by putting variables at their other bound.
    /// </summary>
    public LinearOutcome SolveAgain(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!_packed) Pack();
        if (_pivotsSinceRebuild > Math.Max(100, Rows / 2)) Rebuild();
        PlaceByReducedCosts();
        ComputeBasicValues();
        for (int step = 0; step < MostDualPivots; step++)
        {
            if (_pivotsSinceRebuild > Math.Max(100, Rows / 2))
            {
                Rebuild();
                PlaceByReducedCosts();
                ComputeBasicValues();
            }
            int leaving = SteepestViolated(out double violation);
            if (leaving < 0) break;
            ComputePivotRow(leaving);
            if (!ChooseDualEntering(violation, out int entering, out double beyond))
            {
                if (beyond < HopelessInfeasibility) break;
                _inverse[leaving].CopyTo(_duals, 0);
                if (violation > 0) Vectors.Scale(_duals, -1);
                return LinearOutcome.Infeasible;
            }
            FlipPassed();
            DualStep(leaving, entering, ViolationOf(leaving, violation < 0));
        }
        return Solve(cancel);
    }

    /// <summary>Puts every nonbasic variable where its reduced cost wants it. Logicals follow the columns in the arrays.</summary>
    private void PlaceByReducedCosts()
    {
        Array.Clear(_duals);
        for (int i = 0; i < Rows; i++)
            if (_basis[i] >= 0 && _cost[_basis[i]] != 0) Vectors.AddScaled(InverseRow(i), _cost[_basis[i]], _duals);
        if (_reduced.Length < Columns + Rows) (_reduced, _pivotRow, _candidates) = (new double[Columns + Rows], new double[Columns + Rows],
            new int[Columns + Rows]);
        for (int j = 0; j < Columns; j++)
        {
            if (_place[j] == Place.Basic) continue;
            double reduced = _reduced[j] = ReducedCost(j);
            if (reduced > DualTolerance) _place[j] = Place.AtUpper;
            else if (reduced < -DualTolerance) _place[j] = Place.AtLower;
        }
        for (int r = 0; r < Rows; r++)
        {
            if (_rowPlace[r] == Place.Basic) continue;
            double reduced = _reduced[Columns + r] = _duals[r];
            if (reduced > DualTolerance) _rowPlace[r] = Place.AtUpper;
            else if (reduced < -DualTolerance) _rowPlace[r] = Place.AtLower;
        }
    }

    /// <summary>The basic variable farthest out of bounds, measured along its row of the inverse (dual steepest edge; the inverse is at
    /// hand, so the weights are exact).</summary>
    private int SteepestViolated(out double violation)
    {
        (int steepest, violation, double most) = (-1, 0, 0);
        for (int i = 0; i < Rows; i++)
        {
            double gap = Violation(i);
            if (gap == 0) continue;
            double steepness = gap * gap / Vectors.Dot(_inverse[i], _inverse[i]);
            if (steepness > most) (steepest, violation, most) = (i, gap, steepness);
        }
        return steepest;
    }

    private void ComputePivotRow(int leaving)
    {
        double[] row = _inverse[leaving];
        for (int j = 0; j < Columns; j++)
        {
            if (_place[j] != Place.Basic) _pivotRow[j] = Along(row, j);
        }
        for (int r = 0; r < Rows; r++) _pivotRow[Columns + r] = -row[r];
    }

    /// <summary>
    /// The long step: variables whose reduced cost reaches zero are passed and sent to their other bound, as long as that alone leaves the
    /// leaving one out of bounds. Where it would not, one enters: of those reached within a small tolerance the one with the largest pivot.
    /// </summary>
    /// <param name="violation">How far the leaving variable is out of bounds; negative below.</param>
    /// <param name="entering">The variable that enters.</param>
    /// <param name="beyond">How far out of bounds the leaving one stays when all variables are passed: then none enters, and no point
    /// exists.</param>
    private bool ChooseDualEntering(double violation, out int entering, out double beyond)
    {
        int count = 0;
        for (int v = 0; v < Columns + Rows; v++) if (Helps(v, violation < 0)) _candidates[count++] = v;
        beyond = Math.Abs(violation);
        _passed = 0;
        while (_passed < count)
        {
            double loosest = double.MaxValue, pivot = 0;
            foreach (int v in _candidates.AsSpan(_passed, count - _passed))
                loosest = Math.Min(loosest, (Math.Abs(_reduced[v]) + DualTolerance) / Math.Abs(_pivotRow[v]));
            int reached = _passed;
            double left = beyond;
            entering = -1;
            for (int k = _passed; k < count; k++)
            {
                int v = _candidates[k];
                double slope = Math.Abs(_pivotRow[v]);
                if (Math.Abs(_reduced[v]) > loosest * slope) continue;
                (_candidates[k], _candidates[reached]) = (_candidates[reached], v);
                reached++;
                left -= slope * Range(v);
                if (slope > pivot) (entering, pivot) = (v, slope);
            }
            if (left < FeasibilityTolerance) return true;
            (beyond, _passed) = (left, reached);
        }
        (entering, _passed) = (-1, 0);
        return false;
    }

    private double Range(int v) => v < Columns ? _upper[v] - _lower[v] : _rowMax[v - Columns] - _rowMin[v - Columns];

    /// <summary>Sends the variables that the long step passed to their other bounds.</summary>
    private void FlipPassed()
    {
        if (_passed == 0) return;
        if (_load.Length != Rows) _load = new double[Rows]; else Array.Clear(_load);
        foreach (int v in _candidates.AsSpan(0, _passed))
        {
            int variable = v < Columns ? v : ~(v - Columns);
            bool rises = (variable >= 0 ? _place[variable] : _rowPlace[~variable]) == Place.AtLower;
            double change = rises ? Range(v) : -Range(v);
            Put(variable, rises ? Place.AtUpper : Place.AtLower);
            if (variable < 0)
            {
                _load[~variable] += change;
                continue;
            }
            int[] rows = _columnRows[variable];
            double[] values = _columnValues[variable];
            for (int k = 0; k < rows.Length; k++) _load[rows[k]] -= values[k] * change;
        }
        for (int i = 0; i < Rows; i++) _basicValues[i] += Vectors.Dot(_inverse[i], _load);
    }

    private double ViolationOf(int position, bool below) =>
        _basicValues[position] - (below ? LowerOf(_basis[position]) : UpperOf(_basis[position]));

    /// <summary>Would moving this nonbasic variable inwards bring the leaving one back towards its bound?</summary>
    private bool Helps(int v, bool below)
    {
        double slope = _pivotRow[v];
        if (slope is > -PivotTolerance and < PivotTolerance) return false;
        return v < Columns
            ? _place[v] != Place.Basic && _lower[v] != _upper[v] && (_place[v] == Place.AtLower) == (slope < 0) == below
            : _rowPlace[v - Columns] != Place.Basic && _rowMin[v - Columns] != _rowMax[v - Columns]
                && (_rowPlace[v - Columns] == Place.AtLower) == (slope < 0) == below;
    }

    private void DualStep(int leaving, int entering, double violation)
    {
        int variable = entering < Columns ? entering : ~(entering - Columns), left = _basis[leaving];
        ComputeDirection(variable);
        double ratio = _reduced[entering] / _pivotRow[entering];
        if (ratio != 0) Vectors.AddScaled(_pivotRow.AsSpan(0, Columns + Rows), -ratio, _reduced);
        double resting = variable >= 0 ? RestingValue(variable) : RestingRow(~variable);
        double length = violation / _direction[leaving];
        Vectors.AddScaled(_direction, -length, _basicValues);
        Put(left, violation < 0 ? Place.AtLower : Place.AtUpper);
        Put(variable, Place.Basic);
        _basis[leaving] = variable;
        _basicValues[leaving] = resting + length;
        _reduced[left >= 0 ? left : Columns + ~left] = -ratio;
        UpdateInverse(leaving);
        Pivots++;
    }
}
