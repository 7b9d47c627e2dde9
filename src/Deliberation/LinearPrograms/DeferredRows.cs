namespace Deliberation.LinearPrograms;

/// <summary>
/// Rows of ones that a program leaves out until a point breaks them: of hundreds of households few ever bind, and a pivot costs
/// O(rows²).
/// </summary>
/// <param name="program">What they are added to; its own rows come first.</param>
/// <param name="columns">The columns of each row.</param>
internal sealed class DeferredRows(BoundedSimplex program, IReadOnlyList<int[]> columns)
{
    private const double Broken = 1e-7;

    private readonly int _own = program.Rows;
    private readonly double[] _min = new double[columns.Count], _max = new double[columns.Count];
    private readonly List<int> _added = [];
    private readonly bool[] _isAdded = new bool[columns.Count];
    private double[] _values = [];

    /// <summary>How many the program has taken in.</summary>
    public int Added => _added.Count;

    public void SetRow(int row, double min, double max)
    {
        (_min[row], _max[row]) = (min, max);
        if (_isAdded[row]) program.SetRow(_own + _added.IndexOf(row), min, max);
    }

    /// <summary>Takes in the rows that the program's present point breaks; false if it breaks none.</summary>
    public bool AddBroken()
    {
        if (_added.Count == columns.Count) return false;
        if (_values.Length != program.Columns) _values = new double[program.Columns];
        program.Values(_values);
        int before = _added.Count;
        for (int row = 0; row < columns.Count; row++)
        {
            if (_isAdded[row]) continue;
            double load = 0;
            foreach (int column in columns[row]) load += _values[column];
            if (load >= _min[row] - Broken && load <= _max[row] + Broken) continue;
            _isAdded[row] = true;
            _added.Add(row);
        }
        if (_added.Count == before) return false;
        program.AddRows([.. _added.Skip(before).Select(row => (columns[row], _min[row], _max[row]))]);
        return true;
    }

    /// <summary>The program's multipliers with a nought for each row that it never needed: its own rows, then all of these.</summary>
    public double[] Multipliers(ReadOnlySpan<double> duals)
    {
        var all = new double[_own + columns.Count];
        duals[.._own].CopyTo(all);
        for (int at = 0; at < _added.Count; at++) all[_own + _added[at]] = duals[_own + at];
        return all;
    }
}
