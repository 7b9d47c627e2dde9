using System.Collections.Immutable;
using Deliberation.Priorities;
using Patto.Authorities;
using Patto.Modules.Choices;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.TestRuns;
using Ballot = Patto.Modules.Choices.Ballot;

namespace Patto.Tests.Choices;

/// <summary>What holds of a choice whatever page it is acted on: what may be opened, what is frozen, how each rule counts, that each reason
/// is true.</summary>
public sealed class ChoiceRuleTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ProcessInfo Process = new(Id<Process>.New(), Id<Authority>.New(), "LWF", "lwf", "Laboratorio", "", true, false);
    private static readonly byte[] Key = [4];

    private static Choice Asked(ChoiceRule rule, int options, int winners = 1, int points = 10, decimal? budget = null, int? quorum = null)
    {
        var choice = Choice.Write(Process, "LWF-V0001", VotingTown.Asked(rule, Now, winners: winners, points: points, budget: budget,
            quorum: quorum), Now);
        for (var n = 0; n < options; n++) choice.Offer(VotingTown.Option($"Opzione {(char)('A' + n)}", budget is null
            ? null : 100 * (n + 1)));
        return choice;
    }

    private static string Broken(Action act) => Assert.Throws<RuleViolation>(act).Code;

    private static ChoiceResult Count(Choice choice, params int[][] marks) =>
        Counting.Count(choice, [.. marks.Select(m => new Ballot(m, false, Ballot.NewReceipt()))], new(0, null));

    [Fact]
    public void A_vote_is_opened_once_with_two_options_and_something_to_choose()
    {
        Assert.Equal("choice.options", Broken(() => Asked(ChoiceRule.Points, 1).Open(() => Key, Now)));
        Assert.Equal("choice.all-win", Broken(() => Asked(ChoiceRule.Points, 2, winners: 2).Open(() => Key, Now)));
        Assert.Equal("choice.enough", Broken(() => Asked(ChoiceRule.EqualShares, 3, budget: 600).Open(() => Key, Now)));
        Assert.Equal("choice.past", Broken(() => Asked(ChoiceRule.Points, 3).Open(() => Key, Now.AddDays(3))));
        var choice = Asked(ChoiceRule.Points, 3);
        choice.Open(() => Key, Now);
        Assert.Equal("choice.is-open", Broken(() => choice.Open(() => throw new InvalidOperationException("A second key was made."), Now)));
    }

    [Fact]
    public void Nothing_of_an_open_vote_changes()
    {
        var choice = Asked(ChoiceRule.Points, 3);
        choice.Open(() => Key, Now);
        Assert.Equal("choice.frozen", Broken(() => choice.Describe(VotingTown.Asked(ChoiceRule.Score, Now))));
        Assert.Equal("choice.frozen", Broken(() => choice.Offer(choice.Options[0] with { Title = "Un'altra" })));
        Assert.Equal("choice.frozen", Broken(() => choice.Drop(choice.Options[0].Id)));
        Assert.Equal("choice.frozen", Broken(choice.Discard));
        Assert.Equal("choice.voting", Broken(() => choice.DemandCountable(Now)));
    }

    [Fact]
    public void An_account_alone_is_not_enough_where_paper_votes_too() => Assert.Equal("choice.paper", Broken(() => Choice.Write(Process,
        "LWF-V0001", VotingTown.Asked(ChoiceRule.Points, Now, Electorate.Accounts), Now)));

    [Theory]
    [InlineData(ChoiceRule.Approval, "1 1 1", null)]
    [InlineData(ChoiceRule.Approval, "2 0 0", "ballot.range")]
    [InlineData(ChoiceRule.Points, "4 6 0", null)]
    [InlineData(ChoiceRule.Points, "5 6 0", "ballot.points")]
    [InlineData(ChoiceRule.Score, "10 10 10", null)]
    [InlineData(ChoiceRule.Score, "11 0 0", "ballot.range")]
    [InlineData(ChoiceRule.Ranking, "1 1 0", null)]
    [InlineData(ChoiceRule.Ranking, "4 1 2", "ballot.range")]
    [InlineData(ChoiceRule.Transferable, "2 1 0", null)]
    [InlineData(ChoiceRule.Transferable, "1 1 0", "ballot.equal")]
    [InlineData(ChoiceRule.Transferable, "4 1 2", "ballot.range")]
    [InlineData(ChoiceRule.Judgment, "6 1 0", null)]
    [InlineData(ChoiceRule.Judgment, "7 1 0", "ballot.range")]
    [InlineData(ChoiceRule.Points, "-1 1 0", "ballot.range")]
    public void A_ballot_that_the_rule_does_not_know_is_refused_and_out_of_an_envelope_it_is_spoilt(ChoiceRule rule, string marks,
        string? code)
    {
        var choice = Asked(rule, 3);
        int[] given = [.. marks.Split(' ').Select(int.Parse)];
        Assert.Equal(code, Ballot.Fault(choice, given)?.Code);
        if (given.Min() < 0) return;
        Assert.Equal(code is not null, Ballot.Read(choice, new Ballot(given, false, Ballot.NewReceipt()).Write()).IsSpoilt);
    }

    [Fact]
    public void What_no_browser_of_ours_would_send_is_a_spoilt_ballot_and_never_a_fault()
    {
        var (choice, random) = (Asked(ChoiceRule.Points, 3), new Random(TestRun.Seed()));
        Assert.True(Ballot.Read(choice, null).IsSpoilt);
        for (var n = 0; n < 400; n++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            var read = Ballot.Read(choice, bytes);
            Assert.True(read.IsSpoilt || Ballot.Fault(choice, read.Marks) is null);
            Assert.Equal(12, read.Receipt.Length);
        }
    }

    [Fact]
    public void Marks_points_and_scores_are_summed_and_the_list_decides_what_is_equal()
    {
        var result = Count(Asked(ChoiceRule.Points, 3, winners: 1), [5, 5, 0], [0, 0, 3], [5, 5, 0]);
        Assert.Equal([0], result.Winners);
        Assert.Equal(new long[] { 10, 10, 3 }, result.Options.Select(o => o.Total));
        Assert.Contains("alla pari", result.Options[1].Why.Italian, StringComparison.Ordinal);
        Assert.Single(result.Ties);
        Assert.Equal([1, 2], Count(Asked(ChoiceRule.Approval, 3, winners: 2), [0, 1, 0], [0, 1, 1]).Winners);
    }

    [Fact]
    public void A_ranking_elects_who_beats_all_others()
    {
        var result = Count(Asked(ChoiceRule.Ranking, 3), [1, 2, 3], [2, 1, 3], [3, 1, 2], [1, 2, 3], [3, 1, 2]);
        Assert.Equal([1], result.Winners);
        Assert.Equal(3, result.Pairs[1][0]);
        Assert.Equal(2, result.Options[1].Total);
    }

    /// <summary>The capital of Tennessee, by the distance of its four cities: the best known example of the instant run-off.</summary>
    [Fact]
    public void A_vote_that_passes_on_elects_who_has_more_than_half_when_the_hopeless_have_left()
    {
        var choice = Asked(ChoiceRule.Transferable, 4); // Memphis, Nashville, Chattanooga, Knoxville
        var result = Count(choice, [.. Enumerable.Repeat<int[]>([1, 2, 3, 4], 42), .. Enumerable.Repeat<int[]>([4, 1, 2, 3], 26),
            .. Enumerable.Repeat<int[]>([4, 3, 1, 2], 15), .. Enumerable.Repeat<int[]>([4, 3, 2, 1], 17)]);
        Assert.Equal([3], result.Winners);
        Assert.Equal(51, result.Quota);
        Assert.Equal([2, 1, null], result.Stages!.Select(s => s.Excluded));
        Assert.Equal<decimal>([42, 26, 15, 17], result.Stages![0].Votes);
        Assert.Equal<decimal>([42, 26, 0, 32], result.Stages[1].Votes);
        Assert.Equal<decimal>([42, 0, 0, 58], result.Stages[2].Votes);
        Assert.Equal(new long[] { 42, 26, 15, 58 }, result.Options.Select(o => o.Total));
        Assert.Equal([2, 3, 4, 1], result.Options.Select(o => o.Place));
    }

    /// <summary>Twenty guests and three foods to buy: what chocolate has too much of goes on at half its worth.</summary>
    [Fact]
    public void With_several_winners_what_one_has_too_much_of_passes_on()
    {
        var choice = Asked(ChoiceRule.Transferable, 5, winners: 3); // oranges, pears, chocolate, strawberries, sweets
        var result = Count(choice, [.. Enumerable.Repeat<int[]>([1, 0, 0, 0, 0], 4), .. Enumerable.Repeat<int[]>([2, 1, 0, 0, 0], 2),
            .. Enumerable.Repeat<int[]>([0, 0, 1, 2, 0], 8), .. Enumerable.Repeat<int[]>([0, 0, 1, 0, 2], 4), [0, 0, 0, 1, 0],
            [0, 0, 0, 0, 1]]);
        Assert.Equal(6, result.Quota);
        Assert.Equal([2, 0, 3], result.Winners);
        Assert.Equal<decimal>([4, 2, 0, 5, 3], result.Stages![1].Votes);
        Assert.Equal([2, 5, 1, 3, 4], result.Options.Select(o => o.Place));
    }

    /// <summary>The capital of Tennessee again: what is said to have been enough was enough, and one less was not.</summary>
    [Theory]
    [InlineData(ChoiceRule.Transferable, 0)]
    [InlineData(ChoiceRule.Ranking, 0)]
    public void What_would_have_been_enough_is_counted_again_and_true(ChoiceRule rule, int loser)
    {
        var choice = Asked(rule, 4);
        List<int[]> ballots = [.. Enumerable.Repeat<int[]>([1, 2, 3, 4], 42), .. Enumerable.Repeat<int[]>([4, 1, 2, 3], 26),
            .. Enumerable.Repeat<int[]>([4, 3, 1, 2], 15), .. Enumerable.Repeat<int[]>([4, 3, 2, 1], 17)];
        var why = Count(choice, [.. ballots]).Options[loser].Why.Italian;
        var enough = int.Parse(System.Text.RegularExpressions.Regex.Match(why, "vinceva con ([0-9]+) sched").Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture);
        var alone = new int[4];
        alone[loser] = 1;
        Assert.Contains(loser, Count(choice, [.. ballots, .. Enumerable.Repeat(alone, enough)]).Winners);
        Assert.DoesNotContain(loser, Count(choice, [.. ballots, .. Enumerable.Repeat(alone, enough - 1)]).Winners);
        Assert.DoesNotContain("Ricontando", Count(choice, [.. ballots.Where((_, n) => n % 12 == 0)]).Options[loser].Why.Italian,
            StringComparison.Ordinal); // of nine ballots nothing is told
    }

    /// <summary>Where so much is counted again as is allowed, it takes seconds and not minutes; how many, the output says.</summary>
    [Theory]
    [InlineData(ChoiceRule.Ranking, 200, 30)]
    [InlineData(ChoiceRule.Transferable, 1_000, 14)]
    [InlineData(ChoiceRule.EqualShares, 100, 20)]
    public void Every_loser_of_a_large_vote_is_told_what_would_have_been_enough(ChoiceRule rule, int voters, int options)
    {
        var random = new Random(7);
        var choice = Asked(rule, options, budget: rule == ChoiceRule.EqualShares ? 1_500 : null);
        var ballots = Enumerable.Range(0, voters).Select(_ =>
        {
            int[] marks = [.. Enumerable.Range(1, options)];
            random.Shuffle(marks);
            return rule == ChoiceRule.EqualShares ? [.. marks.Select(m => m <= 3 ? 1 : 0)] : marks;
        }).ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var result = Count(choice, ballots);
        TestContext.Current.TestOutputHelper!.WriteLine($"{rule}, {voters} ballots, {options} options: {watch.ElapsedMilliseconds} ms");
        Assert.All(result.Options.Where(o => !o.Wins && o.Supporters > 0), o => Assert.Contains("Ricontando", o.Why.Italian,
            StringComparison.Ordinal));
        Assert.All(result.Options.Where(o => o.Wins), o => Assert.DoesNotContain("Ricontando", o.Why.Italian, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_fewer_than_ten_ballots_no_step_of_the_count_is_told()
    {
        var choice = Asked(ChoiceRule.Transferable, 3);
        var few = Count(choice, [.. Enumerable.Repeat<int[]>([1, 2, 3], 8), [2, 1, 0]]);
        Assert.Null(few.Stages);
        Assert.Empty(few.Ties);
        Assert.All(few.Options, o => Assert.Equal((o.Wins ? "Vince con questa regola." : "Non vince con questa regola.", o.Supporters),
            (o.Why.Italian, o.Total)));
        Assert.NotNull(Count(choice, [.. Enumerable.Repeat<int[]>([1, 2, 3], 10)]).Stages);
    }

    [Fact]
    public void The_best_middle_grade_wins_and_no_grade_is_the_worst()
    {
        var result = Count(Asked(ChoiceRule.Judgment, 2), [1, 3], [1, 3], [0, 3]);
        Assert.Equal([0], result.Winners);
        Assert.Equal(1, result.Options[0].Grades[5]);
        Assert.Equal(3, Count(Asked(ChoiceRule.Judgment, 2), [3, 6], [2, 6], [3, 6]).Options[0].Total);
    }

    [Fact]
    public void Money_is_shared_as_the_library_shares_it()
    {
        var choice = Asked(ChoiceRule.EqualShares, 4, budget: 500);
        int[][] marks = [[5, 5, 0, 0], [5, 0, 5, 0], [0, 0, 0, 10], [0, 10, 0, 0], [0, 0, 10, 0]];
        var (result, library) = (Count(choice, marks), EqualShares.Run(Counting.Election(choice, marks)));
        Assert.Equal(library.Winners, result.Winners);
        Assert.Equal(library.Verdicts.Select(v => v.Why.Italian), result.Options.Select(o => o.Why.Italian));
        Assert.True(result.Winners.Sum(w => choice.Options[w].Cost) <= 500);
        Assert.NotNull(result.Share);
    }

    [Fact]
    public void Without_a_quorum_and_without_ballots_nobody_wins()
    {
        foreach (var rule in Enum.GetValues<ChoiceRule>())
        {
            var choice = Asked(rule, 3, budget: rule == ChoiceRule.EqualShares ? 300 : null, quorum: 2);
            Assert.Empty(Count(choice).Winners);
            var one = Count(choice, [1, 0, 0]);
            Assert.False(one.IsQuorate);
            Assert.DoesNotContain(one.Options, o => o.Wins);
            Assert.True(Count(choice, [1, 0, 0], [0, 0, 0]).IsQuorate);
            Assert.Equal(1, Count(choice, [1, 0, 0], [0, 0, 0]).Blank);
        }
    }

    /// <summary>"With n more it would have been ahead of the last one that wins": n more make it win, n - 1 do not.</summary>
    [Fact]
    public void What_an_option_is_said_to_have_missed_is_exactly_what_it_missed()
    {
        var (seed, said) = (TestRun.Seed(), 0);
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        for (var n = 0; n < (TestRun.IsLong ? 5_000 : 400); n++)
        {
            var (options, winners) = (random.Next(2, 7), 1);
            winners = random.Next(1, options);
            var choice = Asked(ChoiceRule.Score, options, winners, points: 5);
            var ballots = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Enumerable.Range(0, options)
                .Select(_ => random.Next(0, 4)).ToArray()).Append([.. Enumerable.Repeat(1, options)]).ToList();
            var (result, totals) = (Count(choice, [.. ballots]), Totals(ballots, options));
            foreach (var loser in Enumerable.Range(0, options).Except(result.Winners))
            {
                var needed = Counting.NeededBy(totals, result.Winners[^1], loser);
                said++;
                if (totals[loser] != totals[result.Winners[^1]]) Assert.Contains(needed == 1 ? "un punto in più" : $"{needed} punti in più",
                    result.Options[loser].Why.Italian, StringComparison.Ordinal);
                Assert.True(WinsWith(totals.SetItem(loser, totals[loser] + needed), loser, winners));
                if (needed > 0) Assert.False(WinsWith(totals.SetItem(loser, totals[loser] + needed - 1), loser, winners));
            }
        }
        output.WriteLine($"{said} claims run again");
        Assert.True(said > 400);
    }

    private static ImmutableArray<long> Totals(List<int[]> ballots, int options) =>
        [.. Enumerable.Range(0, options).Select(o => ballots.Sum(b => (long)b[o]))];

    // Written anew: most points first, then as listed.
    private static bool WinsWith(ImmutableArray<long> totals, int option, int winners) =>
        totals.Select((t, n) => (t, n)).Count(o => o.t > totals[option] || o.t == totals[option] && o.n < option) < winners;

    [Theory]
    [InlineData(ChoiceRule.Approval, "7KQ4M-2XD93 1, 3", "1 0 1", false)]
    [InlineData(ChoiceRule.Ranking, "7kq4m2xd93;3 1", "2 0 1", false)]
    [InlineData(ChoiceRule.Transferable, "7KQ4M-2XD93 3 1", "2 0 1", false)]
    [InlineData(ChoiceRule.Points, "7KQ4M-2XD93\t1=4 3=6", "4 0 6", false)]
    [InlineData(ChoiceRule.Points, "7KQ4M-2XD93 nulla", "0 0 0", true)]
    [InlineData(ChoiceRule.Points, "7KQ4M-2XD93, bianca", "0 0 0", false)]
    [InlineData(ChoiceRule.Points, "7KQ4M-2XD93 1=4 1=6", null, false)]
    [InlineData(ChoiceRule.Points, "7KQ4M-2XD93 4=1", null, false)]
    [InlineData(ChoiceRule.Approval, "7KQ4M-2XD93 1=1", null, false)]
    [InlineData(ChoiceRule.Approval, "7KQ4M-2XD93", null, false)]
    public void A_paper_ballot_is_read_as_it_is_typed(ChoiceRule rule, string typed, string? marks, bool isSpoilt)
    {
        var line = PaperLine.Read(1, typed)!;
        Assert.Equal("7KQ4M2XD93", line.Code);
        Assert.Equal(marks is not null, line.TryRead(Asked(rule, 3), out var read, out var spoilt));
        if (marks is not null) Assert.Equal((marks, isSpoilt), (string.Join(' ', read), spoilt));
    }

    [Fact]
    public void Every_rule_says_itself_in_three_sentences()
    {
        foreach (var rule in Enum.GetValues<ChoiceRule>())
        {
            var sentences = Asked(rule, 3, budget: rule == ChoiceRule.EqualShares ? 300 : null).Sentences(new());
            Assert.Equal(3, sentences.Count);
            Assert.All(sentences, s => Assert.EndsWith(".", s, StringComparison.Ordinal));
        }
    }
}
