namespace Deliberation.LinearPrograms;

internal sealed partial class BoundedSimplex
{
    private const int MostDualPivots = 500;

    private double[] _reduced = [], _pivotRow = [];
    private double[] _load = [], _ratios = [], _slopes = [];
    private int[] _candidates = [], _loose = []; // the loose ones: columns whose bounds differ
    private int _looseCount;
    private int _passed; // the first so many candidates of a step

    /// <summary>
    /// Solves again after bounds were changed: the dual simplex from the last basis, then <see cref="Solve"/> to make sure. Every column
    /// and row must have finite bounds, so that any basis can be made dual feasible by putting variables at their other bound.
    /// </summary>
    public LinearOutcome SolveAgain(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!_packed) Pack();
        if (_pivotsSinceRebuild > RebuildAfter) Rebuild();
        PlaceByReducedCosts();
        ComputeBasicValues();
        for (int step = 0; step < MostDualPivots; step++)
        {
            Meter?.Spend(WorkOfAStep);
            if (_pivotsSinceRebuild > RebuildAfter)
            {
                Rebuild();
                PlaceByReducedCosts();
                ComputeBasicValues();
            }
            int leaving = SteepestViolated(out double violation);
            if (leaving < 0) break;
            int count = FindCandidates(leaving, violation < 0);
            if (!ChooseDualEntering(count, violation, out int entering, out double beyond))
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
        if (_reduced.Length < Columns + Rows + 1) MakeRoom(Columns + Rows + 1);
        _looseCount = 0;
        for (int j = 0; j < Columns; j++)
        {
            if (_lower[j] == _upper[j]) _pivotRow[j] = 0; else _loose[_looseCount++] = j;
            if (_place[j] == Place.Basic || _lower[j] == _upper[j]) continue;
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

    private void MakeRoom(int size)
    {
        (_reduced, _pivotRow, _ratios, _slopes) = (new double[size], new double[size], new double[size], new double[size]);
        (_candidates, _loose) = (new int[size], new int[size]);
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

    /// <summary>Computes the pivot row and lists the variables that, moving inwards, bring the leaving one back towards its
    /// bound.</summary>
    private int FindCandidates(int leaving, bool below)
    {
        double[] row = _inverse[leaving];
        double towards = below ? -1 : 1;
        int count = 0;
        foreach (int j in _loose.AsSpan(0, _looseCount))
        {
            if (_place[j] == Place.Basic) continue;
            double slope = _pivotRow[j] = Along(row, j);
            count = AddCandidate(count, j, _place[j] == Place.AtLower ? slope * towards : -slope * towards);
        }
        for (int r = 0; r < row.Length; r++)
        {
            double slope = _pivotRow[Columns + r] = -row[r];
            if (_rowPlace[r] == Place.Basic || _rowMin[r] == _rowMax[r]) continue;
            count = AddCandidate(count, Columns + r, _rowPlace[r] == Place.AtLower ? slope * towards : -slope * towards);
        }
        for (int k = 0; k < count; k++) _ratios[k] = Math.Abs(_reduced[_candidates[k]]) / _slopes[k];
        return count;
    }

    /// <summary>Writes always and counts only what helps: a branch here would be guessed wrongly half the time.</summary>
    private int AddCandidate(int count, int variable, double help)
    {
        (_candidates[count], _slopes[count]) = (variable, help);
        return count + (help > PivotTolerance ? 1 : 0);
    }

    /// <summary>
    /// The long step: variables whose reduced cost reaches zero are passed and sent to their other bound, as long as that alone leaves the
    /// leaving one out of bounds. Where it would not, one enters: of those reached within a small tolerance the one with the largest pivot.
    /// </summary>
    /// <param name="count">Candidates.</param>
    /// <param name="violation">How far the leaving variable is out of bounds; negative below.</param>
    /// <param name="entering">The variable that enters.</param>
    /// <param name="beyond">How far out of bounds the leaving one stays when all variables are passed: then none enters, and no point
    /// exists.</param>
    private bool ChooseDualEntering(int count, double violation, out int entering, out double beyond)
    {
        beyond = Math.Abs(violation);
        _passed = 0;
        while (_passed < count)
        {
            int reached = _passed;
            double loosest = LoosestRatio(_passed, count), left = beyond, pivot = 0;
            entering = -1;
            for (int k = _passed; k < count; k++)
            {
                if (_ratios[k] > loosest) continue;
                left -= _slopes[k] * Range(_candidates[k]);
                if (_slopes[k] > pivot) (entering, pivot) = (_candidates[k], _slopes[k]);
                Exchange(k, reached++);
            }
            if (left < FeasibilityTolerance) return true;
            (beyond, _passed) = (left, reached);
        }
        (entering, _passed) = (-1, 0);
        return false;
    }

    /// <summary>How far the step may go before some candidate's reduced cost is wrong by more than the tolerance.</summary>
    private double LoosestRatio(int from, int count)
    {
        double loosest = double.MaxValue;
        for (int k = from; k < count; k++)
            if (_ratios[k] < loosest) loosest = Math.Min(loosest, _ratios[k] + (DualTolerance / _slopes[k]));
        return loosest;
    }

    private void Exchange(int k, int with)
    {
        (_candidates[k], _candidates[with]) = (_candidates[with], _candidates[k]);
        (_ratios[k], _ratios[with]) = (_ratios[with], _ratios[k]);
        (_slopes[k], _slopes[with]) = (_slopes[with], _slopes[k]);
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
