namespace Deliberation.LinearPrograms;

internal sealed partial class BoundedSimplex
{
    private const int MostDualPivots = 500;

    private double[] _reduced = [], _pivotRow = [];
    private int[] _candidates = [];

    /// <summary>
    /// Solves again after bounds were changed: the dual simplex from the last basis, then <see cref="Solve"/> to make sure. Every column and
    /// row must have finite bounds, so that any basis can be made dual feasible by putting variables at their other bound.
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
            int leaving = MostViolated(out double violation);
            if (leaving < 0) break;
            ComputePivotRow(leaving);
            if (!ChooseDualEntering(violation < 0, out int entering))
            {
                if (Math.Abs(violation) < HopelessInfeasibility) break;
                _inverse[leaving].CopyTo(_duals, 0);
                if (violation > 0) Vectors.Scale(_duals, -1);
                return LinearOutcome.Infeasible;
            }
            DualStep(leaving, entering, violation);
            if (_pivotsSinceRebuild > Math.Max(100, Rows / 2)) break;
        }
        return Solve(cancel);
    }

    /// <summary>Puts every nonbasic variable where its reduced cost wants it. Logicals follow the columns in the arrays.</summary>
    private void PlaceByReducedCosts()
    {
        Array.Clear(_duals);
        for (int i = 0; i < Rows; i++)
            if (_basis[i] >= 0 && _cost[_basis[i]] != 0) Vectors.AddScaled(InverseRow(i), _cost[_basis[i]], _duals);
        if (_reduced.Length < Columns + Rows) (_reduced, _pivotRow, _candidates) = (new double[Columns + Rows], new double[Columns + Rows], new int[Columns + Rows]);
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

    private int MostViolated(out double violation)
    {
        (int worst, violation) = (-1, 0);
        for (int i = 0; i < Rows; i++)
        {
            double gap = Violation(i);
            if (Math.Abs(gap) > Math.Abs(violation)) (worst, violation) = (i, gap);
        }
        return worst;
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

    /// <summary>The variable whose reduced cost reaches zero first; within a small tolerance the one with the largest pivot.</summary>
    private bool ChooseDualEntering(bool below, out int entering)
    {
        double loosest = double.MaxValue, pivot = 0;
        int count = 0;
        for (int v = 0; v < Columns + Rows; v++)
        {
            if (!Helps(v, below)) continue;
            _candidates[count++] = v;
            loosest = Math.Min(loosest, (Math.Abs(_reduced[v]) + DualTolerance) / Math.Abs(_pivotRow[v]));
        }
        entering = -1;
        foreach (int v in _candidates.AsSpan(0, count))
        {
            double slope = Math.Abs(_pivotRow[v]);
            if (slope > pivot && Math.Abs(_reduced[v]) <= loosest * slope) (entering, pivot) = (v, slope);
        }
        return entering >= 0;
    }

    /// <summary>Would moving this nonbasic variable inwards bring the leaving one back towards its bound?</summary>
    private bool Helps(int v, bool below)
    {
        double slope = _pivotRow[v];
        if (slope is > -PivotTolerance and < PivotTolerance) return false;
        return v < Columns
            ? _place[v] != Place.Basic && _lower[v] != _upper[v] && (_place[v] == Place.AtLower) == (slope < 0) == below
            : _rowPlace[v - Columns] != Place.Basic && _rowMin[v - Columns] != _rowMax[v - Columns] && (_rowPlace[v - Columns] == Place.AtLower) == (slope < 0) == below;
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
