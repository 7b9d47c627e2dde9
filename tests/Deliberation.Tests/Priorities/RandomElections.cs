using System.Collections.Immutable;
using Deliberation.Priorities;
using FsCheck;
using FsCheck.Fluent;

namespace Deliberation.Tests.Priorities;

/// <summary>Small elections for properties; small on purpose, so that ties and corner cases are frequent.</summary>
internal static partial class RandomElections
{
    public static Arbitrary<BudgetElection> Budgets(bool points = false) => Seeds(random => Budget(random, points));

    public static Arbitrary<RankedElection> Rankings(bool complete = false, bool equals = true) =>
        Seeds(random => Ranked(random, complete, equals));

    public static BudgetElection Budget(Random random, bool points)
    {
        int n = random.Next(1, 7);
        ImmutableArray<Project> projects = [.. Enumerable.Range(0, n)
            .Select(i => new Project($"p{i}", $"p{i}", random.Next(8) == 0 ? 0 : random.Next(1, 40) + (random.Next(4) == 0 ? 0.25m : 0)))];
        return new BudgetElection(projects, random.Next(0, 120),
            [.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => Ballot(random, n, points))]);
    }

    public static BudgetElection Permuted(BudgetElection election, int[] order) => new(
        [.. order.Select(project => election.Projects[project])],
        election.Budget,
        [.. election.Ballots.Select(ballot =>
        ballot with { Marks = [.. ballot.Marks.Select(mark => mark with { Project = Array.IndexOf(order, mark.Project) })] })]);

    public static RankedElection Permuted(RankedElection election, int[] order) => new(
        [.. order.Select(candidate => election.Candidates[candidate])],
        [.. election.Ballots.Select(ballot =>
        ballot with { Places = [.. ballot.Places.Select(place => place.Select(c => Array.IndexOf(order, c)).ToImmutableArray())] })],
        election.Seats);

    private static Arbitrary<T> Seeds<T>(Func<Random, T> make) =>
        Gen.Choose(0, int.MaxValue - 1).Select(seed => make(new Random(seed))).ToArbitrary();

    private static Ballot Ballot(Random random, int projects, bool points) => new(
        [.. Enumerable.Range(0, projects).Where(_ => random.Next(2) == 0).Select(p => new Mark(p, points ? random.Next(1, 4) : 1))],
        random.Next(1, 4));
}
