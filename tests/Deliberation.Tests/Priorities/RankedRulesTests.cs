using System.Collections.Immutable;
using Deliberation.Formats;
using Deliberation.Priorities;
using FsCheck;
using FsCheck.Fluent;

namespace Deliberation.Tests.Priorities;

public sealed class RankedRulesTests
{
    [Fact]
    public void Schulze_ranks_his_own_example_as_he_does()
    {
        (int Voters, string Order)[] ballots =
            [(5, "ACBED"), (5, "ADECB"), (8, "BEDAC"), (3, "CABED"), (7, "CAEBD"), (2, "CBADE"), (7, "DCEBA"), (8, "EBADC")];
        var election = new RankedElection(
            [.. "ABCDE".Select(name => new Candidate($"{name}", $"{name}"))],
            [.. ballots.Select(ballot => Ranking.Of([.. ballot.Order.Select(name => name - 'A')]) with { Voters = ballot.Voters })], 5);
        Assert.Equal("EACBD", string.Concat(Schulze.Run(election).Winners.Select(winner => election.Candidates[winner].Id)));
    }

    [Fact]
    public void Schulze_elects_the_Condorcet_winner_and_stays_in_the_Smith_set() => Prop.ForAll(
        RandomElections.Rankings(),
        election =>
        {
            SchulzeOutcome outcome = Schulze.Run(election);
            return (outcome.Pairs.CondorcetWinner is not { } winner || outcome.Winners[0] == winner)
                && outcome.Ranking[0].All(outcome.Pairs.SmithSet.Contains);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_Smith_set_is_the_smallest_that_beats_the_rest() => Prop.ForAll(
        RandomElections.Rankings(),
        election => new Pairwise(election).SmithSet.SequenceEqual(SmithByTrial(new Pairwise(election)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Raising_a_winner_never_harms_it() => Prop.ForAll(
        RandomElections.Rankings(),
        election =>
        {
            int winner = Schulze.Run(election).Ranking[0][0], borda = Borda.Run(election).Winners[0];
            return Schulze.Run(RaisedOnFirstBallot(election, winner)).Ranking[0].Contains(winner)
                && Borda.DoubledScores(RaisedOnFirstBallot(election, borda)) is var scores && scores[borda] == scores.Max();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Neither_names_nor_voters_matter() => Prop.ForAll(
        RandomElections.Rankings(),
        election =>
        {
            int[] order = RandomElections.Shuffled(election.Candidates.Length, 3);
            RankedElection renamed = RandomElections.Permuted(election, order);
            var backwards = new RankedElection(election.Candidates, [.. Enumerable.Reverse(election.Ballots)], election.Seats);
            return Sets(Schulze.Run(election)).SequenceEqual(Sets(Schulze.Run(renamed), order))
                && Schulze.Run(election).Winners.SequenceEqual(Schulze.Run(backwards).Winners)
                && Borda.DoubledScores(election)
                    .SequenceEqual(order.Select((_, i) => Borda.DoubledScores(renamed)[Array.IndexOf(order, i)]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_transferable_vote_fills_every_seat_and_keeps_every_vote() => Prop.ForAll(
        RandomElections.Rankings(equals: false),
        election => Enum.GetValues<CountingRule>().All(rule =>
        {
            TransferableVoteOutcome outcome = TransferableVote.Run(election, rule);
            return outcome.Winners.Distinct().Count() == election.Seats
                && outcome.Stages.All(stage => stage.Votes.Aggregate((Fraction)0, (sum, votes) => sum + votes) <= election.Voters);
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void A_group_as_large_as_the_quota_gets_one_of_its_own() => Prop.ForAll(
        RandomElections.Rankings(complete: true, equals: false),
        election =>
        {
            TransferableVoteOutcome outcome = TransferableVote.Run(election);
            return Enumerable.Range(0, election.Candidates.Length).All(favourite =>
                election.Ballots.Where(ballot => ballot.Places[0][0] == favourite).Sum(ballot => ballot.Voters) < outcome.Quota
                || outcome.Winners.Contains(favourite));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Scottish_transfer_values_are_cut_to_five_decimals()
    {
        // Quota 5 of 12 for 2 seats: A has 7 papers, each passes on at 2/7 = 0.28571, six of them to B.
        RankedElection election = Read("3 2\n6 1 2 0\n1 1 3 0\n3 2 0\n2 3 0\n0\nA\nB\nC\n");
        TransferableVoteOutcome outcome = TransferableVote.Run(election, CountingRule.Scottish2007);
        Assert.Equal([0, 1], outcome.Winners);
        Assert.Equal(3 + (6 * new Fraction(28571, 100000)), outcome.Stages[1].Votes[1]);
        Assert.Equal(3 + (6 * new Fraction(2, 7)), TransferableVote.Run(election).Stages[1].Votes[1]);
    }

    [Fact]
    public void Instant_runoff_needs_more_than_half()
    {
        RankedElection election = Read("3 1\n4 1 0\n3 2 3 0\n2 3 2 0\n0\nA\nB\nC\n");
        Assert.Equal(1, Assert.Single(TransferableVote.InstantRunoff(election).Winners));
    }

    [Fact]
    public void Equal_ranks_are_refused_where_the_rule_needs_one_choice_a_place()
    {
        FormatError wrong = Assert.Throws<FormatError>(() => TransferableVote.Run(Read("2 1\n4 1=2 0\n0\nA\nB\n")));
        Assert.Equal(2, wrong.Line);
    }

    private static RankedElection Read(string text) => Blt.Read(new StringReader(text));

    private static IEnumerable<string> Sets(SchulzeOutcome outcome, int[]? names = null) =>
        outcome.Ranking.Select(group => string.Join(',', group.Select(item => names is null ? item : names[item]).Order()));

    private static ImmutableArray<int> SmithByTrial(Pairwise pairs)
    {
        int n = pairs.Candidates;
        int best = Enumerable.Range(1, (1 << n) - 1)
            .Where(set => Members(set).All(a => Members(((1 << n) - 1) & ~set).All(b => pairs.Beats(a, b))))
            .MinBy(set => int.PopCount(set));
        return [.. Members(best)];

        static IEnumerable<int> Members(int set) => Enumerable.Range(0, 31).Where(i => (set >> i & 1) == 1);
    }

    private static RankedElection RaisedOnFirstBallot(RankedElection election, int candidate)
    {
        Ranking first = election.Ballots[0];
        ImmutableArray<ImmutableArray<int>> others = [.. first.Places.Select(place => place.Remove(candidate))
            .Where(place => place.Length > 0)];
        return new RankedElection(election.Candidates, election.Ballots.SetItem(0, first with { Places = others.Insert(0, [candidate]) }),
            election.Seats);
    }
}
