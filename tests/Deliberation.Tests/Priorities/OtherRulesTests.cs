using System.Collections.Immutable;
using Deliberation.Formats;
using Deliberation.Priorities;
using FsCheck;
using FsCheck.Fluent;
using Outcome = Deliberation.Priorities.Outcome;

namespace Deliberation.Tests.Priorities;

public sealed class OtherRulesTests
{
    [Fact]
    public void Greedy_keeps_the_budget_and_the_votes_it_asks_for_are_enough() => Prop.ForAll(
        RandomElections.Budgets(),
        election =>
        {
            Outcome outcome = Greedy.Run(election);
            return outcome.Winners.Sum(project => election.Projects[project].Cost) <= election.Budget
                && Enumerable.Range(0, election.Projects.Length).Except(outcome.Winners).All(loser => EnoughVotesHelp(election, loser));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Majority_judgment_orders_by_median_then_by_the_votes_around_it()
    {
        // Five voters; A: b b c c d, median c; B: a c c c d, median c; without one median each: b c (B-L: worse middle) …
        GradedElection election = Graded("a b c d", "b,a", "b,c", "c,c", "c,c", "d,d");
        Outcome outcome = MajorityJudgment.Run(election);
        Assert.Equal([2, 2, 1, 3, 1], MajorityJudgment.Medians(election, 0));
        Assert.Equal([2, 2, 2, 3, 0], MajorityJudgment.Medians(election, 1));
        Assert.Equal(0, Assert.Single(outcome.Winners));
    }

    [Fact]
    public void A_missing_grade_is_the_worst()
    {
        GradedElection election = Graded("bene male", "bene,", "bene,bene");
        Assert.Equal(1, election.Count(1, 1));
    }

    [Fact]
    public void The_winner_changes_just_outside_its_range_of_weights() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            ImmutableArray<string> options = ["a", "b", "c", "d"];
            ImmutableArray<ImmutableArray<double>> measures =
                [.. options.Select(_ => Enumerable.Range(0, 3).Select(_ => (double)random.Next(100)).ToImmutableArray())];
            MultiCriteriaOutcome outcome = MultiCriteria.Run(options, Weighed([0.5, 0.3, 0.2]), measures);
            return outcome.Ranges.All(range => Holds(options, measures, outcome.Winners[0], range));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void Shares_of_first_places_add_up()
    {
        MultiCriteriaOutcome outcome = MultiCriteria.Run(
            ["vicino", "lontano"], [new("costo", 1, LessIsBetter: true), new("qualità", 1)], [[10, 1], [20, 3]]);
        Assert.Equal(1, outcome.WinShare.Sum(), 9);
        Assert.Equal(0.5, outcome.WinShare[0], 1);
        Assert.Equal(outcome.WinShare, MultiCriteria.Run(
            ["vicino", "lontano"], [new("costo", 1, LessIsBetter: true), new("qualità", 1)], [[10, 1], [20, 3]]).WinShare);
    }

    [Theory]
    [InlineData(new double[] { 1, double.NaN })]
    [InlineData(new double[] { 1 })]
    public void Measures_that_are_missing_or_not_numbers_are_refused(double[] row) =>
        Assert.Throws<FormatError>(() => MultiCriteria.Run(["a"], [new("x", 1), new("y", 1)], [[.. row]]));

    private static bool EnoughVotesHelp(BudgetElection election, int loser)
    {
        long points = Tally.Points(election)[loser];
        string why = Greedy.Run(election).Verdicts[loser].Why.English;
        if (points == 0 || !why.Contains("made it with ", StringComparison.Ordinal)) return true;
        string number = why.Split("made it with ")[1].Split(" more")[0].Replace(",", "", StringComparison.Ordinal);
        int more = int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
        return Greedy.Run(new BudgetElection(election.Projects, election.Budget,
            election.Ballots.Add(new Ballot([new Mark(loser)], more)))).Winners.Contains(loser);
    }

    private static bool Holds(ImmutableArray<string> options, ImmutableArray<ImmutableArray<double>> measures, int winner,
        WeightRange range)
    {
        int First(double share)
        {
            double[] weights = [0.5, 0.3, 0.2];
            double scale = (1 - share) / (1 - weights[range.Criterion]);
            double[] moved = [.. weights.Select((weight, k) => k == range.Criterion ? share : weight * scale)];
            return MultiCriteria.Run(options, Weighed(moved), measures).Winners[0];
        }

        const double Step = 1e-6;
        return (range.Most - range.Least < 3 * Step || First(range.Least + Step) == winner && First(range.Most - Step) == winner)
            && (range.Least <= 2 * Step || First(range.Least - Step) != winner)
            && (range.Most >= 1 - (2 * Step) || First(range.Most + Step) != winner);
    }

    private static ImmutableArray<Criterion> Weighed(double[] weights) =>
        [.. weights.Select((weight, k) => new Criterion($"k{k}", weight))];

    private static GradedElection Graded(string grades, params string[] rows) =>
        BallotTable.Read(new StringReader("A,B\n" + string.Join('\n', rows))).ToGrades([.. grades.Split(' ')]);
}
