using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Deliberation.Opinions;
using Deliberation.Priorities;
using Deliberation.Proof;
using Deliberation.Schedules;
using Deliberation.Similarity;
using Deliberation.Sortition;
using Deliberation.Tests.Sortition;

namespace Deliberation.Bench;

/// <summary>What BenchmarkDotNet measures: each method returns its result, so that nothing of the work can be left out.</summary>
public class Workloads
{
    private const int Entries = 100_000;

    private Pool _pool = null!;
    private VoteTable _votes = null!;
    private BudgetElection _budget = null!;
    private RankedElection _ranked = null!;
    private OpenSpace _market = null!;
    private TextIndex _index = null!;
    private string[] _texts = [];
    private int _next;
    private ReadOnlyMemory<byte>[] _entries = [];
    private MerkleLog _log = null!;
    private byte[] _root = [];

    [GlobalSetup(Target = nameof(Leximin))]
    public void MakePool() => _pool = MadeUpPools.Skewed(150, 22, [2, 5, 4, 6], 1);

    [Benchmark]
    public SelectionResult Leximin() => Selection.Run(_pool);

    [GlobalSetup(Target = nameof(Opinions))]
    public void MakeVotes() => _votes = OpinionsSuite.MadeUp(2000, 900);

    [Benchmark]
    public OpinionMap Opinions() => OpinionMap.Draw(_votes);

    [GlobalSetup(Target = nameof(EqualShares))]
    public void MakeBudget()
    {
        var random = new Random(1);
        ImmutableArray<Project> projects = [.. Enumerable.Range(0, 60)
            .Select(i => new Project($"p{i}", $"p{i}", random.Next(5, 80) * 1000))];
        _budget = new BudgetElection(projects, 500_000, [.. Enumerable.Range(0, 2000).Select(_ => Approvals(random))]);
    }

    [Benchmark]
    public EqualSharesOutcome EqualShares() => Deliberation.Priorities.EqualShares.Run(_budget);

    [GlobalSetup(Target = nameof(Schulze))]
    public void MakeRankings()
    {
        var random = new Random(2);
        ImmutableArray<Candidate> candidates = [.. Enumerable.Range(0, 20).Select(i => new Candidate($"c{i}", $"c{i}"))];
        _ranked = new RankedElection(candidates, [.. Enumerable.Range(0, 2000).Select(_ => Order(random))], 5);
    }

    [Benchmark]
    public SchulzeOutcome Schulze() => Deliberation.Priorities.Schulze.Run(_ranked);

    [GlobalSetup(Target = nameof(OpenSpace))]
    public void MakeMarket() => _market = StoppingSuite.MadeUpMarket(new Random(1), sessions: 40, slots: 4, places: 10, people: 400);

    [Benchmark]
    public OpenSpacePlan OpenSpace() => OpenSpaceScheduler.Run(_market);

    [GlobalSetup(Target = nameof(Similar))]
    public void MakeIndex()
    {
        _texts = SimilaritySuite.MadeUp(new Random(1));
        _index = new TextIndex(LexicalModel.Italian);
        for (int i = 0; i < _texts.Length; i++) _index.Add($"{i}", _texts[i]);
    }

    [Benchmark]
    public IReadOnlyList<SimilarText> Similar() => _index.Similar(_texts[_next = (_next + 37) % _texts.Length] + " e altro ancora");

    [GlobalSetup(Target = nameof(Append))]
    public void MakeEntries() => _entries = [.. ProofSuite.MadeUp().Take(Entries)];

    [Benchmark]
    public MerkleLog Append()
    {
        var log = new MerkleLog();
        log.AppendRange(_entries);
        return log;
    }

    [GlobalSetup(Target = nameof(Prove))]
    public void MakeLog()
    {
        MakeEntries();
        _log = Append();
        _root = [.. _log.Root()];
    }

    [Benchmark]
    public bool Prove()
    {
        _next = (_next + 7919) % Entries;
        return _log.Inclusion(_next, Entries).Holds(_entries[_next].Span, _root) ? true
            : throw new InvalidOperationException("A proof does not hold.");
    }

    /// <summary>Three to ten projects, the first ones more often.</summary>
    private static Ballot Approvals(Random random) =>
        new([.. Enumerable.Range(0, random.Next(3, 11)).Select(_ => (int)(60 * Math.Pow(random.NextDouble(), 1.5))).Distinct().Order()
            .Select(project => new Mark(project, 1))], 1);

    private static Ranking Order(Random random)
    {
        int[] order = [.. Enumerable.Range(0, 20)];
        random.Shuffle(order);
        return new Ranking([.. order.Take(random.Next(5, 21)).Select(candidate => ImmutableArray.Create(candidate))], 1);
    }
}
