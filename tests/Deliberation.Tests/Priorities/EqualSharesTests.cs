using System.Collections.Immutable;
using Deliberation.Priorities;
using FsCheck;
using FsCheck.Fluent;

namespace Deliberation.Tests.Priorities;

public sealed class EqualSharesTests
{
    [Fact]
    public void A_minority_gets_its_share_where_most_votes_first_gives_it_nothing()
    {
        BudgetElection election = TownAndHamlet();
        Assert.Equal([0, 1], Greedy.Run(election).Winners);
        Assert.Contains(2, EqualShares.Run(election).Winners);
    }

    [Fact]
    public void Winners_and_prices_are_those_of_naive_fractions() => Prop.ForAll(
        RandomElections.Budgets(points: true),
        election => EqualShares.Run(election).Winners.SequenceEqual(NaiveShares.Add1(election))
            && EqualShares.Run(election, Completion.None).Winners.SequenceEqual(NaiveShares.Plain(election)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void The_certificate_holds_and_the_budget_is_kept() => Prop.ForAll(
        RandomElections.Budgets(points: true),
        election =>
        {
            EqualSharesOutcome outcome = EqualShares.Run(election, Completion.Add1ThenGreedy);
            return outcome.Prices.Refutation(election, everyChoice: true) is null
                && outcome.Winners.Sum(project => election.Projects[project].Cost) <= election.Budget
                && outcome.Winners.Distinct().Count() == outcome.Winners.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Larger_elections_end_and_their_accounts_balance()
    {
        int elections = TestRun.IsLong ? 10_000 : 200;
        for (int seed = 0; seed < elections; seed++)
        {
            BudgetElection election = Large(new Random(seed));
            Assert.Null(EqualShares.Run(election, effort: new Effort { TimeLimit = TimeSpan.FromSeconds(20) }).Prices.Refutation(election,
                everyChoice: true));
        }
    }

    [Fact]
    public void A_certificate_tampered_with_is_refused()
    {
        BudgetElection election = TownAndHamlet();
        PriceSystem honest = EqualShares.Run(election).Prices;
        Assert.Null(honest.Refutation(election, everyChoice: true));
        Assert.NotNull((honest with { Endowment = honest.Endowment - 1 }).Refutation(election));
        Assert.NotNull((honest with { Payments = honest.Payments.RemoveAt(0) }).Refutation(election));
        Assert.NotNull((honest with { Payments = honest.Payments.Add(honest.Payments[0]) }).Refutation(election));
        for (int i = 0; i < honest.Payments.Length; i++)
        {
            Payment dearer = honest.Payments[i] with { PricePerPoint = honest.Payments[i].PricePerPoint + new Fraction(1, 1_000_000_007) };
            Assert.NotNull((honest with { Payments = honest.Payments.SetItem(i, dearer) }).Refutation(election));
        }
    }

    [Fact]
    public void Who_votes_does_not_matter() => Prop.ForAll(
        RandomElections.Budgets(),
        election => EqualShares.Run(election).Winners.SequenceEqual(EqualShares.Run(
            new BudgetElection(election.Projects, election.Budget, [.. Enumerable.Reverse(election.Ballots)])).Winners))
                .QuickCheckThrowOnFailure();

    [Fact]
    public void Splitting_a_ballot_type_into_single_ballots_changes_nothing() => Prop.ForAll(
        RandomElections.Budgets(),
        election => EqualShares.Run(election).Winners.SequenceEqual(EqualShares.Run(new BudgetElection(
            election.Projects, election.Budget,
            [.. election.Ballots.SelectMany(ballot => Enumerable.Repeat(ballot with { Voters = 1 }, ballot.Voters))])).Winners))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Names_do_not_matter_unless_there_is_a_tie() => Prop.ForAll(
        RandomElections.Budgets(),
        election =>
        {
            int[] order = RandomElections.Shuffled(election.Projects.Length, 7);
            EqualSharesOutcome outcome = EqualShares.Run(election), renamed = EqualShares.Run(RandomElections.Permuted(election, order));
            return outcome.Raises != renamed.Raises || outcome.Ties.Length + renamed.Ties.Length > 0
                || outcome.Winners.SequenceEqual(renamed.Winners.Select(project => order[project]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_said_to_have_been_enough_is_enough() => Prop.ForAll(
        RandomElections.Budgets(),
        election =>
        {
            EqualSharesOutcome outcome = EqualShares.Run(election, Completion.None);
            return Enumerable.Range(0, election.Projects.Length).Except(outcome.Winners).All(loser =>
            {
                decimal money = MoneyLeft(election, outcome, loser);
                if (money <= 0) return true;
                var cheaper = new BudgetElection(
                    election.Projects.SetItem(loser, election.Projects[loser] with { Cost = money }), election.Budget, election.Ballots);
                return EqualShares.Run(cheaper, Completion.None).Winners.Contains(loser);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => EqualShares.Run(TownAndHamlet(), effort: new Effort { Cancel = stop.Token }));
    }

    [Fact]
    public void A_time_limit_ends_the_raises_with_a_sound_result_and_progress_reaches_the_end()
    {
        var heard = new Heard();
        BudgetElection election = TownAndHamlet();
        EqualSharesOutcome hurried = EqualShares.Run(election, effort: new Effort { TimeLimit = TimeSpan.FromTicks(1), Progress = heard });
        Assert.True(hurried.StoppedEarly);
        Assert.Equal(0, hurried.Raises);
        Assert.Null(hurried.Prices.Refutation(election, everyChoice: true));
        Assert.Equal(1, heard.Last);
    }

    [Fact]
    public void Without_voters_nothing_is_chosen() =>
        Assert.Empty(EqualShares.Run(new BudgetElection([new Project("a", "a", 1)], 10, [])).Winners);

    private sealed class Heard : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }

    private static BudgetElection Large(Random random)
    {
        int projects = random.Next(1, 12), scale = random.Next(3) switch { 0 => 1, 1 => 10, _ => 1000 };
        return new BudgetElection(
            [.. Enumerable.Range(0, projects).Select(i => new Project($"p{i}", $"p{i}", Math.Round(random.Next(1, 40) * scale / 3m, 2)))],
            random.Next(0, 200) * scale,
            [.. Enumerable.Range(0, random.Next(0, 40)).Select(_ => new Ballot(
                [.. Enumerable.Range(0, projects).Where(_ => random.Next(3) == 0).Select(p => new Mark(p, random.Next(1, 6)))],
                    random.Next(1, 5)))]);
    }

    private static decimal MoneyLeft(BudgetElection election, EqualSharesOutcome outcome, int loser)
    {
        var shares = new ExactShares(new SupportTable(election), outcome.Endowment);
        foreach (int winner in outcome.Winners) shares.Buy(winner);
        return Math.Floor((decimal)shares.MoneyBehind(loser).ToDouble() * 1000) / 1000;
    }

    /// <summary>Sixty people want projects of 50, forty the one of 35; budget 100.</summary>
    private static BudgetElection TownAndHamlet() => new(
        [new("piazza", "Piazza", 50), new("parco", "Parco", 50), new("frazione", "Frazione", 35)], 100,
        [new([new(0), new(1)], 60), new([new(2)], 39), new([new(0), new(2)])]);
}

/// <summary>Equal Shares as the textbook says it, with fractions and no shortcuts: the judge.</summary>
internal static class NaiveShares
{
    public static int[] Plain(BudgetElection election) =>
        election.Voters == 0 ? [] : Fixed(election, Fraction.From(election.Budget) / election.Voters);

    public static int[] Add1(BudgetElection election)
    {
        int[] kept = Plain(election);
        if (election.Voters == 0 || election.Projects.Sum(project => project.Cost) <= election.Budget) return kept;
        int supported = Tally.Points(election).Count(points => points > 0);
        for (Fraction share = Fraction.From(election.Budget) / election.Voters + 1; kept.Length < supported; share += 1)
        {
            int[] next = Fixed(election, share);
            if (next.Sum(project => election.Projects[project].Cost) > election.Budget) break;
            kept = next;
        }

        return kept;
    }

    private static int[] Fixed(BudgetElection election, Fraction share)
    {
        Fraction[] left = [.. election.Ballots.Select(_ => share)];
        var bought = new List<int>();
        while (true)
        {
            var offers = Enumerable.Range(0, election.Projects.Length).Except(bought)
                .Select(project => (Project: project, Price: Price(election, project, left)))
                .Where(offer => offer.Price is not null)
                .OrderBy(offer => election.Projects[offer.Project].Cost is 0 ? 0
                    : offer.Price!.Value / Fraction.From(election.Projects[offer.Project].Cost))
                .ThenByDescending(offer => Tally.Points(election)[offer.Project])
                .ThenBy(offer => election.Projects[offer.Project].Cost).ToArray();
            if (offers.Length == 0) return [.. bought];
            bought.Add(offers[0].Project);
            for (int i = 0; i < left.Length; i++)
            {
                Fraction due = offers[0].Price!.Value * Points(election.Ballots[i], offers[0].Project);
                left[i] = left[i] > due ? left[i] - due : 0;
            }
        }
    }

    /// <summary>Tries every set of those who give all they have: the poorest per point first.</summary>
    private static Fraction? Price(BudgetElection election, int project, Fraction[] left)
    {
        int[] supporters = [.. Enumerable.Range(0, left.Length).Where(i => Points(election.Ballots[i], project) > 0)
            .OrderBy(i => left[i] / Points(election.Ballots[i], project))];
        Fraction cost = Fraction.From(election.Projects[project].Cost);
        for (int poor = 0; poor < supporters.Length; poor++)
        {
            Fraction points = 0;
            foreach (int i in supporters.Skip(poor)) points += (long)election.Ballots[i].Voters * Points(election.Ballots[i], project);
            Fraction price = cost / points;
            int poorest = supporters[poor];
            if (price * Points(election.Ballots[poorest], project) <= left[poorest]) return price;
            cost -= left[poorest] * election.Ballots[poorest].Voters;
        }

        return null;
    }

    private static int Points(Ballot ballot, int project) => ballot.Marks.Where(mark => mark.Project == project).Sum(mark => mark.Points);
}
