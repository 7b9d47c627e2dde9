using System.Collections.Immutable;
using Deliberation.Priorities;

namespace Deliberation.Tests.Priorities;

/// <summary>What is said to have been enough is enough, and a step less is not: counted by somebody else where there is somebody.</summary>
public sealed class CounterfactualTests
{
    private const int Claims = 600;

    [Theory, InlineData(false), InlineData(true)]
    public void Six_hundred_of_six_hundred_claims_about_Equal_Shares_hold_in_a_count_that_shares_no_code(bool points) => AllHold(
        random => RandomElections.Budget(random, points), election => EqualShares.Winners(election),
        election => [.. NaiveShares.Add1(election)]);

    [Fact]
    public void Six_hundred_of_six_hundred_claims_about_most_points_first_hold() => AllHold(
        random => RandomElections.Budget(random, points: true), election => Greedy.Run(election).Winners,
        election => Greedy.Run(election).Winners);

    [Fact]
    public void Six_hundred_of_six_hundred_claims_about_Schulze_hold() => AllHold(
        random => RandomElections.Ranked(random, complete: false, equals: true), election => Schulze.Run(election).Winners);

    [Theory, InlineData(CountingRule.ExactGregory), InlineData(CountingRule.Scottish2007)]
    public void Six_hundred_of_six_hundred_claims_about_transferable_votes_hold(CountingRule rule) => AllHold(
        random => RandomElections.Ranked(random, complete: false, equals: false), election => TransferableVote.Run(election, rule).Winners);

    [Fact]
    public void The_winners_alone_are_those_of_the_whole_count()
    {
        var random = new Random(7);
        for (int tried = 0; tried < 300; tried++)
        {
            BudgetElection election = RandomElections.Budget(random, points: tried % 2 == 0);
            foreach (Completion completion in Enum.GetValues<Completion>())
                Assert.Equal(EqualShares.Run(election, completion).Winners, EqualShares.Winners(election, completion));
        }
    }

    [Fact]
    public void A_winner_is_not_asked_what_it_lacked()
    {
        var election = new BudgetElection([new Project("a", "a", 1)], 1, [new Ballot([new Mark(0)])]);
        Assert.Throws<ArgumentException>(() => Counterfactuals.Of(election, 0, e => EqualShares.Winners(e)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Counterfactuals.Of(election, 1, e => EqualShares.Winners(e)));
    }

    [Fact]
    public void It_is_said_in_words_with_the_step_before()
    {
        // Ten people share 100: four can pay 40 for what costs 50.
        var election = new BudgetElection(
            [new Project("parco", "parco", 60), new Project("scuola", "scuola", 50)], 100,
            [new Ballot([new Mark(0)], 6), new Ballot([new Mark(1)], 4)]);
        Counterfactual lacked = Counterfactuals.Of(election, 1, e => EqualShares.Winners(e));
        Assert.Equal("Ricontando: vinceva costando 40,00 (non 41,00), o con 2 persone in più che votassero solo quello (non 1).",
            lacked.Why.Italian);
        Assert.Equal((40m, 2L), (lacked.Cost, lacked.Voters));
    }

    private static void AllHold(Func<Random, BudgetElection> make, Func<BudgetElection, ImmutableArray<int>> rule,
        Func<BudgetElection, ImmutableArray<int>> counted)
    {
        var (random, claims) = (new Random(11), 0);
        while (claims < Claims)
        {
            BudgetElection election = make(random);
            int most = election.Ballots.SelectMany(ballot => ballot.Marks).Select(mark => mark.Points).DefaultIfEmpty(1).Max();
            foreach (int loser in Enumerable.Range(0, election.Projects.Length).Except(counted(election)))
            {
                Counterfactual lacked = Counterfactuals.Of(election, loser, rule);
                bool WinsAt(decimal cost) => counted(new BudgetElection(
                    [.. election.Projects.Select((project, i) => i == loser ? project with { Cost = cost } : project)], election.Budget,
                    election.Ballots)).Contains(loser);
                bool WinsWith(long more) => more > 0 && counted(new BudgetElection(election.Projects, election.Budget,
                    [.. election.Ballots, .. Enumerable.Repeat(new Ballot([new Mark(loser, most)]), (int)more)])).Contains(loser);
                decimal step = election.Projects.Any(project => project.Cost % 1 != 0) ? 0.01m : 1;
                if (lacked.Cost is { } cost)
                {
                    claims++;
                    Assert.True(cost < election.Projects[loser].Cost && WinsAt(cost) && !WinsAt(cost + step), lacked.Why.Italian);
                }

                if (lacked.Voters is not { } voters || voters > 2_000) continue;
                claims++;
                Assert.True(WinsWith(voters) && !WinsWith(voters - 1), lacked.Why.Italian);
            }
        }
    }

    private static void AllHold(Func<Random, RankedElection> make, Func<RankedElection, ImmutableArray<int>> rule)
    {
        var (random, claims) = (new Random(11), 0);
        while (claims < Claims)
        {
            RankedElection election = make(random);
            foreach (int loser in Enumerable.Range(0, election.Candidates.Length).Except(rule(election)))
            {
                Counterfactual lacked = Counterfactuals.Of(election, loser, rule);
                bool WinsWith(long more) => rule(new RankedElection(election.Candidates,
                    [.. election.Ballots, .. Enumerable.Repeat(Ranking.Of(loser), (int)more)], election.Seats)).Contains(loser);
                Assert.NotNull(lacked.Voters);
                claims++;
                Assert.True(WinsWith(lacked.Voters.Value) && !WinsWith(lacked.Voters.Value - 1), lacked.Why.Italian);
            }
        }
    }
}
