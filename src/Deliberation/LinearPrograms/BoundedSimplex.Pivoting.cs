namespace Deliberation.LinearPrograms;

internal sealed partial class BoundedSimplex
{
    /// <summary>Row multipliers of the phase we are in; returns the total infeasibility (0: phase two).</summary>
    private double PriceRows()
    {
        double infeasibility = 0;
        Array.Clear(_duals);
        for (int i = 0; i < Rows; i++)
        {
            double gap = Violation(i);
            if (gap == 0) continue;
            infeasibility += Math.Abs(gap);
            Vectors.AddScaled(InverseRow(i), gap < 0 ? 1 : -1, _duals);
        }
        if (infeasibility > 0) return infeasibility;
        for (int i = 0; i < Rows; i++)
            if (_basis[i] >= 0 && _cost[_basis[i]] != 0) Vectors.AddScaled(InverseRow(i), _cost[_basis[i]], _duals);
        return 0;
    }

    /// <summary>Negative below the lower bound, positive above the upper, 0 within tolerance.</summary>
    private double Violation(int position)
    {
        double value = _basicValues[position];
        double lower = LowerOf(_basis[position]), upper = UpperOf(_basis[position]);
        if (value < lower - (_feasibility * (1 + Math.Abs(lower)))) return value - lower;
        return value > upper + (_feasibility * (1 + Math.Abs(upper))) ? value - upper : 0;
    }

    private bool ChooseEntering(bool phaseOne, bool firstIndex, out int entering, out int direction)
    {
        double best = DualTolerance;
        (entering, direction) = (0, 0);
        for (int j = 0; j < Columns; j++)
        {
            if (_place[j] == Place.Basic || _lower[j] == _upper[j]) continue;
            double gain = (phaseOne ? 0 : _cost[j]) - Along(_duals, j);
            if (!Improves(_place[j], gain, best)) continue;
            (best, entering, direction) = (Math.Abs(gain), j, gain > 0 ? 1 : -1);
            if (firstIndex) return true;
        }
        for (int r = 0; r < Rows; r++)
        {
            if (_rowPlace[r] == Place.Basic || _rowMin[r] == _rowMax[r] || !Improves(_rowPlace[r], _duals[r], best)) continue;
            (best, entering, direction) = (Math.Abs(_duals[r]), ~r, _duals[r] > 0 ? 1 : -1);
            if (firstIndex) return true;
        }
        return direction != 0;
    }

    private static bool Improves(Place place, double gain, double best) =>
        place == Place.AtLower ? gain > best : -gain > best;

    /// <summary>Moves the entering variable as far as it may go; returns how far.</summary>
    private double Step(int entering, int direction)
    {
        ComputeDirection(entering);
        double most = UpperOf(entering) - LowerOf(entering);
        int leaving = ChooseLeaving(direction, out double length, out Place leavingPlace);
        if (leaving < 0 || most <= length) return Flip(entering, direction, most);

        double entered = (entering >= 0 ? RestingValue(entering) : RestingRow(~entering)) + (direction * length);
        if (length != 0) Vectors.AddScaled(_direction, -direction * length, _basicValues);
        Put(_basis[leaving], leavingPlace);
        Put(entering, Place.Basic);
        _basis[leaving] = entering;
        _basicValues[leaving] = entered;
        UpdateInverse(leaving);
        Pivots++;
        return length;
    }

    private double RestingRow(int row) => _rowPlace[row] == Place.AtUpper ? _rowMax[row] : _rowMin[row];

    private double Flip(int entering, int direction, double most)
    {
        if (most >= Infinite) return None;
        Vectors.AddScaled(_direction, -direction * most, _basicValues);
        Put(entering, direction > 0 ? Place.AtUpper : Place.AtLower);
        Pivots++;
        return most;
    }

    /// <summary>Harris' test: the longest step with slightly loosened bounds, then the largest pivot within it.</summary>
    private int ChooseLeaving(int direction, out double length, out Place place)
    {
        double loosest = double.MaxValue;
        for (int i = 0; i < Rows; i++)
        {
            double slope = _direction[i] * direction;
            if (Math.Abs(slope) >= PivotTolerance) loosest = Math.Min(loosest, Reach(i, slope, PivotTolerance, out _));
        }
        int leaving = -1;
        double pivot = 0;
        (length, place) = (double.MaxValue, Place.AtLower);
        for (int i = 0; i < Rows; i++)
        {
            double slope = _direction[i] * direction;
            if (Math.Abs(slope) < PivotTolerance || Math.Abs(slope) <= pivot) continue;
            double reach = Reach(i, slope, 0, out Place end);
            if (reach <= loosest && reach < double.MaxValue) (pivot, leaving, length, place) = (Math.Abs(slope), i, reach, end);
        }
        length = Math.Max(length, 0);
        return leaving;
    }

    /// <summary>
    /// How far the entering variable may move before the basic variable at a position stops it. A variable that is
    /// out of bounds and moving inwards may cross to its far bound; one moving outwards does not stop anybody.
    /// </summary>
    private double Reach(int position, double slope, double loosen, out Place end)
    {
        int variable = _basis[position];
        double value = _basicValues[position], lower = LowerOf(variable), upper = UpperOf(variable);
        bool above = value > upper + (_feasibility * (1 + Math.Abs(upper)));
        bool below = value < lower - (_feasibility * (1 + Math.Abs(lower)));
        if (slope > 0)
        {
            end = Place.AtLower;
            if (below) return double.MaxValue;
            if (lower > -Infinite) return (value - lower + (above ? 0 : loosen)) / slope;
            end = Place.AtUpper;
            return above ? (value - upper) / slope : double.MaxValue;
        }
        end = Place.AtUpper;
        if (above) return double.MaxValue;
        if (upper < Infinite) return (upper - value + (below ? 0 : loosen)) / -slope;
        end = Place.AtLower;
        return below ? (lower - value) / -slope : double.MaxValue;
    }
}
