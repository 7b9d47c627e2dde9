using System.Collections.Immutable;
using Deliberation.Formats;
using Deliberation.Priorities;

namespace Deliberation.Tests.Priorities;

public sealed class BudgetRulesTests(ITestOutputHelper output)
{
    private static readonly Completion[] s_completions = [Completion.None, Completion.Add1, Completion.Add1ThenGreedy];

    [Fact]
    public void Excluded_incompatible_and_little_voted_projects_never_win_and_the_accounts_balance()
    {
        int blocked = 0;
        foreach (var (n, election, random) in Elections(points: true))
        {
            var rules = Rules(election, random);
            foreach (Completion completion in s_completions)
            {
                var outcome = EqualShares.Run(election, rules, completion);
                Assert.True(outcome.Prices.Refutation(election, everyChoice: true, rules) is null,
                    $"{n}: {outcome.Prices.Refutation(election, true, rules)}");
                Assert.All(outcome.Winners, winner => Assert.DoesNotContain(winner, rules.Excluded));
                Assert.All(rules.Incompatible, group => Assert.True(outcome.Winners.Intersect(group).Count() <= 1, $"{n}"));
                Assert.All(outcome.Winners, winner => Assert.True(Supporters(election, winner) >= rules.LeastSupporters));
                Assert.True(outcome.Winners.Sum(winner => election.Projects[winner].Cost) <= election.Budget);
                if (!outcome.Winners.SequenceEqual(EqualShares.Run(election, completion).Winners)) blocked++;
            }
        }
        Assert.True(blocked > 50, $"the rules changed only {blocked} results");
    }

    [Fact]
    public void Rules_that_say_nothing_change_nothing()
    {
        foreach (var (n, election, _) in Elections(points: true))
            Assert.True(EqualShares.Run(election).Winners.SequenceEqual(
                EqualShares.Run(election, new BudgetRules([], [], 0)).Winners), $"{n}");
    }

    [Fact]
    public void A_certificate_of_other_rules_is_refused()
    {
        BudgetElection election = Town();
        PriceSystem prices = EqualShares.Run(election).Prices;
        Assert.Null(prices.Refutation(election));
        Assert.NotNull(prices.Refutation(election, rules: new BudgetRules([prices.Payments[0].Project])));
        Assert.NotNull(prices.Refutation(election, rules: new BudgetRules(Incompatible: [[.. prices.Payments.Select(p => p.Project)]])));
        Assert.NotNull(prices.Refutation(election, rules: new BudgetRules(LeastSupporters: 1000)));
    }

    [Fact]
    public void The_reasons_name_the_rule()
    {
        BudgetElection election = Town();
        string Why(BudgetRules rules, int project) => EqualShares.Run(election, rules).Verdicts[project].Why.Italian;
        Assert.Contains("Escluso", Why(new([0]), 0), StringComparison.Ordinal);
        Assert.Contains("soglia", Why(new(LeastSupporters: 50), 2), StringComparison.Ordinal);
        Assert.Contains("Incompatibile con «piazza»", Why(new(Incompatible: [[0, 1]]), 1), StringComparison.Ordinal);
        Assert.Throws<FormatError>(() => EqualShares.Run(election, new BudgetRules([7])));
        Assert.Throws<FormatError>(() => EqualShares.Run(election, new BudgetRules(Incompatible: [[1]])));
        Assert.Throws<FormatError>(() => EqualShares.Run(election, new BudgetRules(LeastSupporters: -1)));
    }

    [Fact]
    public void A_substitute_is_who_wins_when_the_count_is_made_without_the_fallen()
    {
        Assert.Equal([1], EqualShares.Substitutes(Town(), BudgetRules.None, 0));
        foreach (var (n, election, _) in Elections(points: false).Take(60))
        {
            foreach (int winner in EqualShares.Run(election).Winners)
            {
                var instead = EqualShares.Substitutes(election, BudgetRules.None, winner);
                Assert.DoesNotContain(winner, instead);
                Assert.Empty(instead.Intersect(EqualShares.Run(election).Winners));
            }
        }
    }

    [Fact]
    public void Where_everything_would_fit_and_shares_leave_something_out_it_is_said_and_the_completion_has_a_name()
    {
        // One person alone wants what costs more than her share; the budget would pay for all.
        var election = new BudgetElection([new("parco", "Parco", 60), new("campo", "Campo", 40)], 100,
            [new([new(0)], 9), new([new(1)], 1)]);
        var outcome = EqualShares.Run(election);
        Assert.Equal([0], outcome.Winners);
        Assert.Contains("100,00", Assert.Single(outcome.Warnings).Italian, StringComparison.Ordinal);
        Assert.Contains("add1", outcome.CompletionName.Italian, StringComparison.Ordinal);
        Assert.Contains("Nessun completamento", EqualShares.Run(election, Completion.None).CompletionName.Italian,
            StringComparison.Ordinal);
        Assert.Empty(EqualShares.Run(election, Completion.Add1ThenGreedy).Warnings);
        Assert.Empty(EqualShares.Run(Town()).Warnings);
    }

    [Fact]
    public void Equal_Shares_passes_no_group_over_and_any_other_choice_is_judged_as_the_definition_says()
    {
        int unjust = 0;
        foreach (var (n, election, random) in Elections(points: false))
        {
            foreach (Completion completion in s_completions)
                Assert.True(JustifiedRepresentation.Refutation(election, EqualShares.Run(election, completion).Winners) is null, $"{n}");
            int[] any = [.. Enumerable.Range(0, election.Projects.Length).Where(_ => random.Next(2) == 0)];
            bool passedOver = JustifiedRepresentation.Refutation(election, any) is not null;
            Assert.Equal(PassedOver(election, any), passedOver);
            if (passedOver) unjust++;
        }
        Assert.True(unjust > 20, $"{unjust}");
    }

    [Fact]
    public void A_group_that_is_passed_over_is_named()
    {
        BudgetElection election = Town();
        UnjustGroup group = JustifiedRepresentation.Refutation(election, [0, 1])!;
        Assert.Equal((2, 40L), (group.Project, group.Voters));
        Assert.Equal((Fraction)40, group.Share);
        Assert.Contains("frazione", group.Why.Italian, StringComparison.Ordinal);
        Assert.Null(JustifiedRepresentation.Refutation(election, [0, 1], new BudgetRules([2])));
        Assert.Throws<FormatError>(() => JustifiedRepresentation.Refutation(
            new BudgetElection([new("a", "a", 1)], 1, [new([new(0, 2)])]), []));
    }

    /// <summary>By definition: every set of ballots that agree on a project left out.</summary>
    private static bool PassedOver(BudgetElection election, int[] winners)
    {
        int[] one = [.. election.Ballots.Index().SelectMany(ballot => Enumerable.Repeat(ballot.Index, ballot.Item.Voters))];
        if (one.Length > 14) one = one[..14];
        decimal Got(int ballot) => election.Ballots[ballot].Marks.Where(mark => winners.Contains(mark.Project))
            .Sum(mark => election.Projects[mark.Project].Cost);
        foreach (int project in Enumerable.Range(0, election.Projects.Length).Except(winners))
        {
            for (int set = 1; set < 1 << one.Length; set++)
            {
                int[] group = [.. Enumerable.Range(0, one.Length).Where(i => (set >> i & 1) == 1).Select(i => one[i])];
                if (group.All(ballot => election.Ballots[ballot].Marks.Any(mark => mark.Project == project)
                    && (Got(ballot) + election.Projects[project].Cost) * election.Voters <= group.Length * election.Budget)) return true;
            }
        }

        return false;
    }

    private IEnumerable<(int, BudgetElection, Random)> Elections(bool points)
    {
        int seed = TestRun.Seed(), count = TestRun.IsLong ? 2000 : 200;
        output.WriteLine($"seed {seed}, {count} elections");
        for (int n = 0; n < count; n++)
        {
            var random = new Random(unchecked(seed + n));
            BudgetElection election = RandomElections.Budget(random, points);
            while (election.Voters > 10) election = RandomElections.Budget(random, points); // the judge lists every group
            yield return (seed + n, election, random);
        }
    }

    private static BudgetRules Rules(BudgetElection election, Random random)
    {
        int n = election.Projects.Length;
        ImmutableArray<int> Some(int most) => [.. Enumerable.Range(0, n).OrderBy(_ => random.Next()).Take(most)];
        return new(Some(random.Next(2)), n < 2 ? [] : [.. Enumerable.Range(0, random.Next(3)).Select(_ => Some(2 + random.Next(n - 1)))],
            random.Next(4));
    }

    private static long Supporters(BudgetElection election, int project) =>
        election.Ballots.Where(ballot => ballot.Marks.Any(mark => mark.Project == project)).Sum(ballot => (long)ballot.Voters);

    /// <summary>Sixty people want projects of 50, forty the one of 35; budget 100.</summary>
    private static BudgetElection Town() => new(
        [new("piazza", "Piazza", 50), new("parco", "Parco", 50), new("frazione", "Frazione", 35)], 100,
        [new([new(0), new(1)], 60), new([new(2)], 40)]);
}
