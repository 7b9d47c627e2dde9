using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>One attempt at a lottery: the exact one first; where that is too dear, the best one within a bound that is proved.</summary>
internal sealed class LotterySearch
{
    private const int MostCuts = 1000;
    private const int MostRounds = 20_000;

    /// <summary>Seconds granted to the exact lottery, and for each type beyond some hundreds; and the most of them.</summary>
    private static readonly Grant Exactly = new(3.5, 0.024, 400, 27);

    /// <summary>The same for the way out, which stops as soon as it is good enough.</summary>
    private static readonly Grant NextBestSeconds = new(5, 0.15, 250, 40);

    private readonly record struct Grant(double Seconds, double PerType, int FewTypes, double Most)
    {
        public long Work(int types) =>
            (long)(WorkMeter.Second * Math.Min(Most, Seconds + (PerType * Math.Max(0, types - FewTypes))));
    }

    /// <summary>More types and the way out's program, with a row a type, would be slower than what it is to replace.</summary>
    private const int MostTypesForPrograms = 2000;

    /// <summary>A lowest chance this near to the bound is good enough once the exact lottery was given up.</summary>
    private const double GoodShare = 0.9902;

    private readonly SelectionRule _rule;
    private readonly Effort _effort;
    private readonly WorkMeter _meter = new();
    private readonly PanelModel _model;
    private readonly PanelSearch _search;
    private readonly PublicRandom _random;
    private readonly List<PanelCut> _cuts = [];
    private List<int[]> _known = [];
    private LevelProof? _first;
    private NearestMixture? _nearest;

    public LotterySearch(Pool pool, SelectionRule rule, Effort effort)
    {
        (_rule, _effort) = (rule, effort);
        _model = new PanelModel(pool);
        _search = new PanelSearch(_model, _meter);
        _random = new PublicRandom(effort.Seed);
    }

    /// <param name="limit">When it asks to stop and the effort's own token does not, the best so far is returned.</param>
    /// <param name="last">Rounding trouble is answered with the best so far too, since there is no further attempt.</param>
    public SelectionResult Run(bool last, CancellationToken limit)
    {
        var cancel = _effort.Cancel;
        if (_search.Best(new double[_model.Types], new(First: true), cancel).Point is not { } any)
            throw QuotaRelaxation.Explain(_model, _search, cancel);
        _known = [any];
        var bound = new LeximinRelaxation(_model, _cuts);
        bound.SolveFirst(cancel);
        _first = bound.Proofs[0];
        try
        {
            _meter.Limit = _meter.Done + Exactly.Work(_model.Types);
            return Exact(limit);
        }
        catch (Exception end) when (end is OutOfWorkException || (last && end is NumericalTroubleException))
        {
            return NextBest(limit);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return NextBest(limit);
        }
    }

    private SelectionResult Exact(CancellationToken limit)
    {
        while (true)
        {
            var relaxation = new LeximinRelaxation(_model, _cuts, _meter);
            double[] target = _rule == SelectionRule.Maximin ? relaxation.SolveFirst(limit) : relaxation.Solve(limit);
            _first = relaxation.Proofs[0];
            if (_rule == SelectionRule.Goldilocks)
            {
                double most = target.Select((seats, t) => seats / _model.Count(t)).Where(chance => chance > 1e-9).Min();
                target = new GoldilocksRelaxation(_model, _cuts, target, _meter).Solve(most, limit);
            }
            var lottery = Decompose(target, limit);
            if (lottery.Cut is null && _rule == SelectionRule.Nash)
                return new NashLottery(_model, _search, lottery).Improve(_first.Level, _effort with { Cancel = limit });
            IReadOnlyList<LevelProof> proofs = _rule == SelectionRule.Goldilocks ? [_first] : relaxation.Proofs;
            if (lottery.Cut is null) return SelectionResult.From(_model, _rule, lottery, proofs, _cuts, _first.Level);
            if (_cuts.Count == MostCuts) throw new NumericalTroubleException("Too many limits.");
            _cuts.Add(lottery.Cut);
            _known = [.. lottery.Panels];
        }
    }

    private Decomposed Decompose(double[] target, CancellationToken limit)
    {
        new Peeling(_model, _search, _random).Run(target, _known.Add, done => _effort.Progress?.Report(0.1 + (0.5 * done)), limit);
        _nearest = new NearestMixture(target);
        foreach (int[] panel in _known) _nearest.Add(panel);
        if (_nearest.Approach(_search, MostRounds, far =>
            _effort.Progress?.Report(0.6 + (0.4 / (1 + (1000 * far)))), limit) is { } lottery) return lottery;

        var master = new PanelMaster(_model, _search, _random, target);
        foreach (int[] panel in _nearest.Known) master.Add(panel);
        return master.Solve(_ => { }, limit);
    }

    /// <summary>The lottery that was approached, if it is good enough; else the highest minimum that known panels and further ones
    /// reach.</summary>
    private SelectionResult NextBest(CancellationToken limit)
    {
        double wanted = _first!.Level * GoodShare;
        var best = _nearest?.Lottery() ?? new Decomposed([_known[0]], [1], null);
        _meter.Limit = _meter.Done + NextBestSeconds.Work(_model.Types);
        if (best.Lowest(_model) < wanted && _model.Types <= MostTypesForPrograms) best = Raised(best, wanted, limit);
        _effort.Cancel.ThrowIfCancellationRequested();
        PanelCut[] cuts = [.. _cuts.Take(_first.CutMultipliers.Count)];
        return SelectionResult.From(_model, _rule, best, [_first], cuts, _first.Level, proven: false);
    }

    private Decomposed Raised(Decomposed start, double wanted, CancellationToken limit)
    {
        var highest = new HighestMinimum(_model, _search, _random, _meter);
        foreach (int[] panel in _nearest?.Known ?? _known) highest.Add(panel);
        try
        {
            highest.Raise(wanted, limit);
        }
        catch (Exception end) when (end is OutOfWorkException or OperationCanceledException or NumericalTroubleException)
        {
            // What was reached so far is the answer; whoever cancelled is told by the caller.
        }
        return highest.Best is { } raised && highest.Level > start.Lowest(_model) ? raised : start;
    }
}
