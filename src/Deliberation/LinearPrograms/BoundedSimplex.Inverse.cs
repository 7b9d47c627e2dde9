namespace Deliberation.LinearPrograms;

internal sealed partial class BoundedSimplex
{
    private const double SingularTolerance = 1e-9;

    private double[][] _inverse = [];

    private ReadOnlySpan<double> InverseRow(int position) => _inverse[position];

    /// <summary>Forgets the basis: every row's logical is basic.</summary>
    private void StartFromLogicals()
    {
        _inverse = new double[Rows][];
        for (int i = 0; i < Rows; i++)
        {
            _inverse[i] = new double[Rows];
            _inverse[i][i] = -1;
            (_basis[i], _rowPlace[i]) = (~i, Place.Basic);
        }
    }

    /// <summary>Makes the given columns basic (as far as they are independent), logicals for the other rows.</summary>
    public void StartFrom(IReadOnlyList<int> columns)
    {
        for (int i = 0; i < Rows; i++)
        {
            Put(_basis[i], _basis[i] < 0 && _rowMin[~_basis[i]] <= -Infinite ? Place.AtUpper : Place.AtLower);
            _basis[i] = i < columns.Count ? columns[i] : int.MinValue;
        }
        foreach (int column in columns.Take(Rows)) _place[column] = Place.Basic;
        Rebuild();
    }

    /// <summary>
    /// Computes the inverse of the basis anew by Gauss-Jordan elimination, logicals and light columns first; columns that
    /// turn out to depend on others leave the basis in favour of logicals.
    /// </summary>
    public void Rebuild()
    {
        _pivotsSinceRebuild = 0;
        var wanted = _basis.Where(v => v != int.MinValue).OrderBy(v => v < 0 ? 0 : _columnRows[v].Length).ToArray();
        var owner = new int[Rows];
        Array.Fill(owner, int.MinValue);
        _inverse = Identity(Rows);
        var column = new double[Rows];
        foreach (int variable in wanted)
        {
            Spread(variable, column);
            int row = PivotRow(column, owner);
            if (row < 0) Put(variable, LowerOf(variable) > -Infinite ? Place.AtLower : Place.AtUpper);
            else Eliminate(column, row, owner, variable);
        }
        for (int row = 0; row < Rows; row++) if (owner[row] == int.MinValue) FillWithLogical(row, column, owner);
        owner.CopyTo(_basis, 0);
        for (int i = 0; i < Rows; i++) Put(_basis[i], Place.Basic);
        ComputeBasicValues();
    }

    private static double[][] Identity(int size)
    {
        var matrix = new double[size][];
        for (int i = 0; i < size; i++) (matrix[i] = new double[size])[i] = 1;
        return matrix;
    }

    /// <summary>The present inverse times a variable's column of the constraint matrix.</summary>
    private void Spread(int variable, double[] result)
    {
        if (variable < 0)
        {
            for (int i = 0; i < Rows; i++) result[i] = -_inverse[i][~variable];
            return;
        }
        int[] rows = _columnRows[variable];
        double[] values = _columnValues[variable];
        for (int i = 0; i < Rows; i++)
        {
            double[] inverse = _inverse[i];
            double sum = 0;
            for (int k = 0; k < rows.Length; k++) sum += inverse[rows[k]] * values[k];
            result[i] = sum;
        }
    }

    private static int PivotRow(double[] column, int[] owner)
    {
        int best = -1;
        double size = SingularTolerance;
        for (int i = 0; i < column.Length; i++)
            if (owner[i] == int.MinValue && Math.Abs(column[i]) > size) (best, size) = (i, Math.Abs(column[i]));
        return best;
    }

    private void Eliminate(double[] column, int row, int[] owner, int variable)
    {
        owner[row] = variable;
        double[] pivot = _inverse[row];
        Vectors.Scale(pivot, 1 / column[row]);
        for (int i = 0; i < column.Length; i++)
            if (i != row && column[i] != 0) Vectors.AddScaled(pivot, -column[i], _inverse[i]);
    }

    /// <summary>Gives a row without owner to the logical with the largest entry in it; logicals in the basis have none.</summary>
    private void FillWithLogical(int row, double[] column, int[] owner)
    {
        int logical = 0;
        for (int r = 1; r < Rows; r++)
            if (Math.Abs(_inverse[row][r]) > Math.Abs(_inverse[row][logical])) logical = r;
        Spread(~logical, column);
        Eliminate(column, row, owner, ~logical);
    }

    private void ComputeBasicValues()
    {
        var load = new double[Rows];
        for (int j = 0; j < Columns; j++)
        {
            if (_place[j] == Place.Basic) continue;
            double value = RestingValue(j);
            if (value == 0) continue;
            int[] rows = _columnRows[j];
            double[] values = _columnValues[j];
            for (int k = 0; k < rows.Length; k++) load[rows[k]] -= values[k] * value;
        }
        for (int r = 0; r < Rows; r++) if (_rowPlace[r] != Place.Basic) load[r] += RestingRow(r);
        for (int i = 0; i < Rows; i++) _basicValues[i] = Vectors.Dot(_inverse[i], load);
    }

    private void ComputeDirection(int entering) => Spread(entering, _direction);

    private void UpdateInverse(int leaving)
    {
        double[] pivot = _inverse[leaving];
        Vectors.Scale(pivot, 1 / _direction[leaving]);
        for (int i = 0; i < Rows; i++)
            if (i != leaving && _direction[i] != 0) Vectors.AddScaled(pivot, -_direction[i], _inverse[i]);
        _pivotsSinceRebuild++;
    }
}
