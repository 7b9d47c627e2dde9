namespace Deliberation.LinearPrograms;

/// <summary>What a linear program turned out to be.</summary>
internal enum LinearOutcome { Optimal, Infeasible, Unbounded }

/// <summary>A linear program that rounding errors made unsolvable; callers start again from a fresh basis or give up.</summary>
internal sealed class NumericalTroubleException(string message) : Exception(message);

/// <summary>
/// Maximises c·x subject to rowMin ≤ A·x ≤ rowMax and lo ≤ x ≤ up: the primal simplex for bounded variables,
/// composite phase one, largest-coefficient pricing (the first index when it stalls), Harris' two-pass ratio test and an
/// explicit inverse of the basis, which is rebuilt now and then.
/// </summary>
/// <remarks>
/// A row r has a logical variable, A·x − s = 0, named ~r where a column is named j ≥ 0. One pivot costs O(m² + nonzeros);
/// memory is m² numbers. Sources: R. Fourer, "Notes on the dual simplex method" (1994) for the bounded form;
/// P. M. J. Harris, "Pivot selection methods of the Devex LP code" (1973).
/// </remarks>
internal sealed partial class BoundedSimplex
{
    /// <summary>Stands for "no bound".</summary>
    public const double None = 1e30;

    private const double Infinite = 1e29;
    private const double PivotTolerance = 1e-9;
    private const double DualTolerance = 1e-9;
    private const double FeasibilityTolerance = 1e-9;
    private const double HopelessInfeasibility = 1e-6;
    private const int MostPivots = 200_000;

    private enum Place : sbyte { AtLower, AtUpper, Basic }

    private readonly List<int[]> _columnRows = [];
    private readonly List<double[]> _columnValues = [];
    private int[] _entryStart = [], _entryRow = [];
    private double[] _entryValue = [];
    private bool _packed, _allOnes;
    private double[] _cost = new double[16], _lower = new double[16], _upper = new double[16];
    private Place[] _place = new Place[16];
    private double[] _rowMin, _rowMax, _basicValues, _duals, _direction;
    private Place[] _rowPlace;
    private int[] _basis;
    private double _feasibility = FeasibilityTolerance;
    private int _pivotsSinceRebuild;

    public BoundedSimplex(ReadOnlySpan<double> rowMin, ReadOnlySpan<double> rowMax)
    {
        int rows = rowMin.Length;
        (_rowMin, _rowMax) = (rowMin.ToArray(), rowMax.ToArray());
        (_basicValues, _duals, _direction) = (new double[rows], new double[rows], new double[rows]);
        (_rowPlace, _basis) = (new Place[rows], new int[rows]);
        StartFromLogicals();
    }

    public int Rows => _basis.Length;
    public int Columns => _columnRows.Count;
    public int Pivots { get; private set; }

    /// <summary>Pivots until the inverse is computed anew: fewer cost time, more let rounding errors grow. By default half the
    /// rows.</summary>
    public int RebuildAfter { get => field == 0 ? Math.Max(100, Rows / 2) : field; init; }

    /// <summary>Hears of every step's work; null for nobody.</summary>
    public WorkMeter? Meter { get; init; }

    private long WorkOfAStep => ((long)Rows * Rows) + _entryRow.Length;

    /// <summary>The row multipliers: of the optimum, or, after <see cref="LinearOutcome.Infeasible"/>, the proof that no point
    /// exists.</summary>
    public ReadOnlySpan<double> Duals => _duals;

    public int AddColumn(int[] rows, double[] values, double cost, double lower, double upper)
    {
        int column = Columns;
        _packed = false;
        _columnRows.Add(rows);
        _columnValues.Add(values);
        if (column == _cost.Length) GrowColumns();
        (_cost[column], _lower[column], _upper[column], _place[column]) = (cost, lower, upper, Place.AtLower);
        return column;
    }

    public void SetCost(int column, double cost) => _cost[column] = cost;

    public void SetBounds(int column, double lower, double upper) => (_lower[column], _upper[column]) = (lower, upper);

    public void SetRow(int row, double min, double max) => (_rowMin[row], _rowMax[row]) = (min, max);

    /// <summary>Replaces the entries of a column; the next <see cref="Solve"/> must rebuild.</summary>
    public void ReplaceColumn(int column, int[] rows, double[] values) =>
        (_columnRows[column], _columnValues[column], _packed) = (rows, values, false);

    public double Lower(int column) => _lower[column];
    public double Upper(int column) => _upper[column];
    public int BasicAt(int position) => _basis[position];
    public double BasicValue(int position) => _basicValues[position];

    /// <summary>Appends a row; its logical becomes basic.</summary>
    public void AddRow(int[] columns, double[] values, double min, double max)
    {
        Append(columns, values, min, max);
        Rebuild();
    }

    /// <summary>Appends rows of ones; their logicals become basic.</summary>
    public void AddRows(IReadOnlyList<(int[] Columns, double Min, double Max)> rows)
    {
        foreach (var (columns, min, max) in rows) Append(columns, Vectors.Ones(columns.Length), min, max);
        Rebuild();
    }

    private void Append(int[] columns, double[] values, double min, double max)
    {
        int row = Rows;
        _packed = false;
        Array.Resize(ref _rowMin, row + 1);
        Array.Resize(ref _rowMax, row + 1);
        Array.Resize(ref _basis, row + 1);
        Array.Resize(ref _rowPlace, row + 1);
        Array.Resize(ref _basicValues, row + 1);
        Array.Resize(ref _duals, row + 1);
        Array.Resize(ref _direction, row + 1);
        (_rowMin[row], _rowMax[row], _basis[row], _rowPlace[row]) = (min, max, ~row, Place.Basic);
        for (int k = 0; k < columns.Length; k++)
        {
            _columnRows[columns[k]] = [.. _columnRows[columns[k]], row];
            _columnValues[columns[k]] = [.. _columnValues[columns[k]], values[k]];
        }
    }

    /// <summary>Solves from the present basis.</summary>
    /// <param name="rebuild">Recompute the inverse first: needed after <see cref="ReplaceColumn"/>.</param>
    /// <param name="cancel">Asked every few pivots.</param>
    /// <exception cref="NumericalTroubleException">Too many pivots.</exception>
    public LinearOutcome Solve(CancellationToken cancel, bool rebuild = false)
    {
        _feasibility = FeasibilityTolerance;
        if (!_packed) Pack();
        if (rebuild) Rebuild(); else ComputeBasicValues();
        int stalled = 0;
        bool firstIndex = false, checkedAgain = false;
        for (int step = 0; step < MostPivots; step++)
        {
            if ((step & 15) == 0) cancel.ThrowIfCancellationRequested();
            Meter?.Spend(WorkOfAStep);
            if (_pivotsSinceRebuild > RebuildAfter) Rebuild();
            double infeasibility = PriceRows();
            bool phaseOne = infeasibility > 0;
            if (!ChooseEntering(phaseOne, firstIndex, out int entering, out int direction))
            {
                if (phaseOne && !checkedAgain && _pivotsSinceRebuild > 0)
                {
                    Rebuild();
                    checkedAgain = true;
                    continue;
                }
                if (!phaseOne) return LinearOutcome.Optimal;
                if (infeasibility > HopelessInfeasibility) return LinearOutcome.Infeasible;
                _feasibility = Math.Max(_feasibility * 4, infeasibility * 1.5);
                continue;
            }
            checkedAgain = false;
            double length = Step(entering, direction);
            if (length >= Infinite) return LinearOutcome.Unbounded;
            stalled = length > 1e-12 ? 0 : stalled + 1;
            firstIndex = stalled > (2 * Rows) + 200;
        }
        throw new NumericalTroubleException("The simplex method did not finish.");
    }

    public double Objective()
    {
        double sum = 0;
        for (int i = 0; i < Rows; i++) if (_basis[i] >= 0) sum += _cost[_basis[i]] * _basicValues[i];
        for (int j = 0; j < Columns; j++) if (_place[j] != Place.Basic && _cost[j] != 0) sum += _cost[j] * RestingValue(j);
        return sum;
    }

    /// <summary>The value of every column.</summary>
    public double[] Values()
    {
        var values = new double[Columns];
        Values(values);
        return values;
    }

    public void Values(double[] values)
    {
        for (int j = 0; j < values.Length; j++) if (_place[j] != Place.Basic) values[j] = RestingValue(j);
        for (int i = 0; i < Rows; i++) if (_basis[i] >= 0) values[_basis[i]] = _basicValues[i];
    }

    /// <summary>At an optimum: does moving a column off its bound by one lose more than so much?</summary>
    public bool IsHeld(int column, double loss, out double at)
    {
        at = RestingValue(column);
        return _place[column] != Place.Basic && _lower[column] != _upper[column] && Math.Abs(ReducedCost(column)) > loss + 1e-7;
    }

    /// <summary>c_j − y·A_j: what one more unit of the column would bring.</summary>
    public double ReducedCost(int column) => _cost[column] - Along(_duals, column);

    /// <summary>All columns in one array each for rows and values, as pricing runs through them.</summary>
    private void Pack()
    {
        _entryStart = new int[Columns + 1];
        for (int j = 0; j < Columns; j++) _entryStart[j + 1] = _entryStart[j] + _columnRows[j].Length;
        _entryRow = [.. _columnRows.SelectMany(r => r)];
        _entryValue = [.. _columnValues.SelectMany(v => v)];
        _allOnes = Array.TrueForAll(_entryValue, v => v == 1);
        _packed = true;
    }

    /// <summary>The inner product of a row-long vector with a column of the constraint matrix.</summary>
    private double Along(double[] vector, int column)
    {
        double sum = 0;
        var rows = _entryRow.AsSpan(_entryStart[column], _entryStart[column + 1] - _entryStart[column]);
        if (_allOnes)
        {
            foreach (int row in rows) sum += vector[row];
            return sum;
        }
        var values = _entryValue.AsSpan(_entryStart[column], rows.Length);
        for (int k = 0; k < rows.Length; k++) sum += vector[rows[k]] * values[k];
        return sum;
    }

    private void GrowColumns()
    {
        int size = _cost.Length * 2;
        Array.Resize(ref _cost, size);
        Array.Resize(ref _lower, size);
        Array.Resize(ref _upper, size);
        Array.Resize(ref _place, size);
    }

    private double RestingValue(int column) => _place[column] == Place.AtUpper ? _upper[column] : _lower[column];

    private double LowerOf(int variable) => variable >= 0 ? _lower[variable] : _rowMin[~variable];

    private double UpperOf(int variable) => variable >= 0 ? _upper[variable] : _rowMax[~variable];

    private void Put(int variable, Place place)
    {
        if (variable >= 0) _place[variable] = place; else _rowPlace[~variable] = place;
    }
}
