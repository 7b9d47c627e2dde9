using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>
/// LEXIMIN over averages of panels as the quotas see them: raise the lowest chance as far as it goes, settle those whom the
/// dual shows to be held there, raise the rest, and so on. An upper bound for real panels, and theirs when it can be decomposed.
/// </summary>
/// <remarks>
/// One program for all levels: x_t = people_t·z + s_t with s_t ≥ 0 for types not settled, z maximised. A type that would pass its seats is
/// "freed": x_t gets plain bounds, and a row people_t·z ≤ x_t if it needs one. Only quotas, size and cut rows are always there, those of
/// households when an average breaks them, so the basis is small (about 40) however large the pool. Levels ≤ types; each warm-started.
/// </remarks>
internal sealed class LeximinRelaxation
{
    /// <summary>Σ weights·people = 1, so some type always weighs more than this, and rounding (1e-12) stays far below it.</summary>
    private const double SettlingWeight = 1e-6;
    private const double Slack = 1e-10;

    private readonly PanelModel _model;
    private readonly IReadOnlyList<PanelCut> _cuts;
    private readonly BoundedSimplex _program;
    private readonly int _level;
    private readonly double[] _chance;
    private readonly bool[] _settled, _free;
    private readonly Dictionary<int, int> _lowRow = [];
    private readonly Dictionary<int, int> _homeRow = []; // by row of the model
    private readonly List<LevelProof> _proofs = [];

    public LeximinRelaxation(PanelModel model, IReadOnlyList<PanelCut> cuts, WorkMeter? meter = null)
    {
        (_model, _cuts) = (model, cuts);
        (_chance, _settled, _free) = (new double[model.Types], new bool[model.Types], new bool[model.Types]);
        _program = new BoundedSimplex(
            [.. model.RowMin[..model.QuotaRows], .. cuts.Select(_ => -BoundedSimplex.None)],
            [.. model.RowMax[..model.QuotaRows], .. cuts.Select(c => c.Bound)])
        {
            Meter = meter,
        };
        for (int t = 0; t < model.Types; t++)
        {
            var (rows, values) = Column(t);
            _program.AddColumn(rows, values, 0, 0, model.Seats[t]);
        }
        _level = _program.AddColumn([], [], 1, 0, 1);
    }

    public IReadOnlyList<LevelProof> Proofs => _proofs;

    /// <summary>Expected seats of each type under LEXIMIN.</summary>
    public double[] Solve(CancellationToken cancel)
    {
        while (_settled.Contains(false)) SettleLevel(cancel);
        return [.. _chance.Select((c, t) => c * _model.Count(t))];
    }

    /// <summary>Expected seats of each type under one solution with the highest minimum.</summary>
    public double[] SolveFirst(CancellationToken cancel)
    {
        double level = SettleLevel(cancel);
        return Seats(level);
    }

    private (int[] Rows, double[] Values) Column(int type)
    {
        var rows = new List<int>();
        foreach (int row in _model.TypeRows[type])
        {
            if (row < _model.QuotaRows) rows.Add(row);
            else if (_homeRow.TryGetValue(row, out int home)) rows.Add(home);
        }
        var values = new List<double>(Vectors.Ones(rows.Count));
        for (int c = 0; c < _cuts.Count; c++)
        {
            if (_cuts[c].Coefficients[type] == 0) continue;
            rows.Add(_model.QuotaRows + c);
            values.Add(_cuts[c].Coefficients[type]);
        }
        if (_lowRow.TryGetValue(type, out int low))
        {
            rows.Add(low);
            values.Add(1);
        }
        return ([.. rows], [.. values]);
    }

    private double SettleLevel(CancellationToken cancel)
    {
        var proof = Prove(Raise(cancel));
        double level = proof.Level;
        if (proof.Settled.Count == 0) throw new NumericalTroubleException("A level of the relaxation settles nobody.");
        _proofs.Add(proof);
        foreach (int t in proof.Settled) Settle(t, level);
        return level;
    }

    /// <summary>The highest level for all types not settled.</summary>
    private double Raise(CancellationToken cancel)
    {
        while (true)
        {
            RefreshLevelColumn();
            var outcome = _program.Solve(cancel, rebuild: true);
            if (outcome != LinearOutcome.Optimal) throw new NumericalTroubleException($"A level of the relaxation is {outcome}.");
            double level = _program.Values()[_level];
            if (!(FreeThoseBeyond(level) | AddBrokenHomes(level))) return level;
        }
    }

    private void RefreshLevelColumn()
    {
        var load = new SortedDictionary<int, double>();
        for (int t = 0; t < _model.Types; t++)
        {
            if (_settled[t]) continue;
            if (_free[t])
            {
                if (_lowRow.TryGetValue(t, out int low)) load[low] = -_model.Count(t);
                continue;
            }
            var (rows, values) = Column(t);
            for (int k = 0; k < rows.Length; k++)
                load[rows[k]] = load.GetValueOrDefault(rows[k]) + (values[k] * _model.Count(t));
        }
        var used = load.Where(l => l.Value != 0).ToArray();
        _program.ReplaceColumn(_level, [.. used.Select(l => l.Key)], [.. used.Select(l => l.Value)]);
    }

    private bool FreeThoseBeyond(double level)
    {
        bool any = false;
        double[] seats = Seats(level);
        for (int t = 0; t < seats.Length; t++)
        {
            if (_settled[t]) continue;
            if (!_free[t] && seats[t] > _model.Seats[t] + 1e-9)
            {
                any = _free[t] = true;
                continue;
            }
            if (!_free[t] || _lowRow.ContainsKey(t) || seats[t] >= (_model.Count(t) * level) - 1e-9) continue;
            any = true;
            _lowRow[t] = _program.Rows;
            _program.AddRow([t], [1], 0, BoundedSimplex.None);
        }
        return any;
    }

    private bool AddBrokenHomes(double level)
    {
        double[] seats = Seats(level);
        int before = _homeRow.Count;
        foreach (var kind in _model.Kinds)
        {
            int[] types = [.. kind.Homes[0].Select(i => _model.TypeOf[i]).Distinct()];
            if (_homeRow.ContainsKey(kind.Row) || types.Sum(t => seats[t]) <= kind.Homes.Length + 1e-9) continue;
            _homeRow[kind.Row] = _program.Rows;
            _program.AddRow(types, Vectors.Ones(types.Length), 0, kind.Homes.Length);
        }
        return _homeRow.Count > before;
    }

    private double[] Seats(double level)
    {
        double[] values = _program.Values();
        var seats = new double[_model.Types];
        for (int t = 0; t < seats.Length; t++)
            seats[t] = values[t] + (_settled[t] || _free[t] ? 0 : _model.Count(t) * level);
        return seats;
    }

    private void Settle(int type, double level)
    {
        (_settled[type], _chance[type]) = (true, level);
        _program.SetBounds(type, Math.Max(0, (_model.Count(type) * level) - Slack), _model.Seats[type]);
        if (_lowRow.TryGetValue(type, out int row)) _program.SetRow(row, Math.Max(0, (_model.Count(type) * level) - Slack),
            BoundedSimplex.None);
    }

    private LevelProof Prove(double level)
    {
        var duals = _program.Duals;
        double[] rows = [.. duals[.._model.QuotaRows], .. new double[_model.Kinds.Length]];
        foreach (var (row, at) in _homeRow) rows[row] = duals[at];
        double[] cuts = [.. duals.Slice(_model.QuotaRows, _cuts.Count)];
        for (int c = 0; c < cuts.Length; c++) cuts[c] = Math.Max(0, cuts[c]);
        var weights = new double[_model.Types];
        var seatMultipliers = new double[_model.Types];
        double total = 0;
        for (int t = 0; t < weights.Length; t++)
        {
            double pull = Pull(t, rows, cuts);
            weights[t] = Math.Max(Math.Max(0, pull), _lowRow.TryGetValue(t, out int low) ? -duals[low] : 0);
            seatMultipliers[t] = weights[t] - pull;
            if (!_settled[t]) total += weights[t] * _model.Count(t);
        }
        if (level >= 1 - 1e-9) return Certainty();
        if (total <= 0) throw new NumericalTroubleException("A level of the relaxation has no proof.");
        foreach (double[] part in new[] { rows, cuts, weights, seatMultipliers }) Vectors.Scale(part, 1 / total);
        int[] settled = [.. Enumerable.Range(0, weights.Length).Where(t => !_settled[t] && weights[t] * _model.Count(t) > SettlingWeight)];
        return new(Bound(rows, cuts, weights, seatMultipliers), settled, rows, cuts, seatMultipliers, weights);
    }

    /// <summary>The level that the multipliers prove, added up as a checker does it.</summary>
    private double Bound(double[] rows, double[] cuts, double[] weights, double[] seatMultipliers)
    {
        double bound = 0;
        for (int r = 0; r < rows.Length; r++) bound += Math.Max(rows[r] * _model.RowMin[r], rows[r] * _model.RowMax[r]);
        for (int c = 0; c < cuts.Length; c++) bound += cuts[c] * _cuts[c].Bound;
        for (int t = 0; t < weights.Length; t++)
            bound += (_model.Seats[t] * seatMultipliers[t]) - (_settled[t] ? _model.Count(t) * weights[t] * _chance[t] : 0);
        return bound;
    }

    /// <summary>At 1 nobody can have more: the seats themselves are the proof.</summary>
    private LevelProof Certainty()
    {
        int[] all = [.. Enumerable.Range(0, _model.Types).Where(t => !_settled[t])];
        var weights = new double[_model.Types];
        foreach (int t in all) weights[t] = 1.0 / all.Sum(_model.Count);
        return new(1, all, new double[_model.Rows], new double[_cuts.Count], weights, weights);
    }

    private double Pull(int type, double[] rows, double[] cuts)
    {
        double pull = 0;
        foreach (int row in _model.TypeRows[type]) pull += rows[row];
        for (int c = 0; c < cuts.Length; c++) pull += cuts[c] * _cuts[c].Coefficients[type];
        return pull;
    }
}
