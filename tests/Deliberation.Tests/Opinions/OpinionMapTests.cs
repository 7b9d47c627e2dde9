using System.Globalization;
using Deliberation.Formats;
using Deliberation.Opinions;
using MathNet.Numerics.LinearAlgebra;

namespace Deliberation.Tests.Opinions;

public sealed class OpinionMapTests
{
    [Theory]
    [InlineData(OpinionMode.PolisCompatible)]
    [InlineData(OpinionMode.Robust)]
    public void Two_camps_are_found_whole(OpinionMode mode)
    {
        var (votes, camp) = Camps(60, 20, 2, 1);
        var map = OpinionMap.Draw(votes, new OpinionOptions { Mode = mode });
        Assert.Equal(2, map.GroupCount);
        Assert.Equal(1, Partition.AdjustedRandIndex(camp, [.. map.Groups]), 12);
    }

    /// <summary>The axes against a full eigenvalue decomposition of the same matrix, by another library.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Axes_are_the_leading_eigenvectors(ulong seed)
    {
        var (votes, _) = Camps(50, 30, 3, seed);
        var map = OpinionMap.Draw(votes);
        var matrix = Matrix<double>.Build.Dense(votes.Participants.Count, votes.Statements.Count);
        for (int row = 0; row < votes.Participants.Count; row++)
        {
            foreach (var (s, value) in votes.Row(row)) matrix[row, s] = value - map.Centre[s];
        }

        var svd = matrix.Svd();
        for (int axis = 0; axis < 2; axis++)
            Assert.Equal(1, Math.Abs(svd.VT.Row(axis).DotProduct(Vector<double>.Build.DenseOfEnumerable(map.Axes[axis]))), 10);
    }

    [Fact]
    public void Two_equal_axes_are_found_both()
    {
        // two pairs of statements, each parting people on its own as much as the other
        var votes = new List<Vote>();
        for (int i = 0; i < 40; i++)
        {
            int a = i % 2 == 0 ? 1 : -1, b = i / 2 % 2 == 0 ? 1 : -1;
            votes.AddRange([new($"{i}", "a1", a), new($"{i}", "a2", a), new($"{i}", "b1", b), new($"{i}", "b2", b)]);
        }

        var map = OpinionMap.Draw(new VoteTable(votes));
        Assert.Equal(4, map.Positions.Select(point => (Math.Round(point.X, 6), Math.Round(point.Y, 6))).Distinct().Count());
    }

    [Fact]
    public void A_statement_taken_out_changes_no_axis_whatever_was_voted_on_it()
    {
        var (votes, _) = Camps(40, 15, 2, 4);
        var statements = votes.Statements.Select((statement, i) => i == 3 ? statement with { Moderation = Moderation.Out }
            : statement).ToList();
        var map = OpinionMap.Draw(new VoteTable(All(votes), statements));
        var turned = OpinionMap.Draw(new VoteTable(All(votes).Select(vote => vote.Statement == statements[3].Id
            ? vote with { Value = -vote.Value } : vote), statements));
        Assert.Equal(0, map.Axes[0][3]);
        Assert.Equal(0, map.Centre[3]);
        Assert.Equal(map.Axes[0].Select(x => Math.Round(x, 9)), turned.Axes[0].Select(x => Math.Round(x, 9)));
    }

    [Fact]
    public void Who_voted_little_stands_in_no_group()
    {
        var (votes, _) = Camps(40, 20, 2, 5);
        var map = OpinionMap.Draw(new VoteTable(All(votes).Append(new Vote("frettoloso", votes.Statements[0].Id, 1))));
        Assert.Equal(-1, map.Groups[^1]);
        Assert.DoesNotContain(-1, map.Groups.SkipLast(1));
    }

    [Fact]
    public void The_same_seed_gives_the_same_map()
    {
        var (votes, _) = Camps(80, 25, 3, 6);
        OpinionMap Draw() => OpinionMap.Draw(votes, new OpinionOptions { Mode = OpinionMode.Robust }, new Effort { Seed = 9 });
        Assert.Equal(Draw().Groups, Draw().Groups);
        Assert.Equal(Draw().Positions, Draw().Positions);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    public void Very_few_votes_make_a_map_too(int people, int statements)
    {
        var votes = from p in Enumerable.Range(0, people)
                    from s in Enumerable.Range(0, statements)
                    select new Vote($"{p}", $"{s}", (p + s) % 3 - 1);
        foreach (var mode in Enum.GetValues<OpinionMode>())
        {
            var map = OpinionMap.Draw(new VoteTable(votes), new OpinionOptions { Mode = mode });
            Assert.InRange(map.GroupCount, 1, people);
            Assert.All(map.Positions, point => Assert.True(double.IsFinite(point.X) && double.IsFinite(point.Y)));
        }
    }

    [Fact]
    public void Everybody_voting_alike_makes_one_group()
    {
        var votes = from p in Enumerable.Range(0, 30) from s in Enumerable.Range(0, 10) select new Vote($"{p}", $"{s}", 1);
        Assert.Equal(1, OpinionMap.Draw(new VoteTable(votes)).GroupCount);
    }

    [Fact]
    public void Sharp_camps_are_stable_and_noise_is_not()
    {
        var (sharp, _) = Camps(80, 25, 2, 8);
        var (noise, _) = Camps(80, 25, 1, 8);
        double stable = GroupStability.Measure(OpinionMap.Draw(sharp)).MeanAri,
            shaky = GroupStability.Measure(OpinionMap.Draw(noise)).MeanAri;
        Assert.Equal(1, stable, 6);
        Assert.InRange(shaky, -0.1, 0.8);
    }

    [Fact]
    public void Stopping_stops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            OpinionMap.Draw(Camps(20, 10, 2, 1).Votes, effort: new Effort { Cancel = stop.Token }));
    }

    [Theory]
    [InlineData("p", "s", 2, "Il voto 2")]
    [InlineData("", "s", 1, "senza partecipante")]
    [InlineData("p", "", 1, "senza identificativo")]
    public void A_table_says_which_line_is_wrong(string participant, string statement, int value, string says)
    {
        var error = Assert.Throws<FormatError>(() => new VoteTable([new Vote("a", "b", 1, 1), new Vote(participant, statement, value, 2)]));
        Assert.Equal(2, error.Line);
        Assert.Contains(says, error.Text.Italian, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_votes_again_changes_the_vote() =>
        Assert.Equal([(0, -1)], new VoteTable([new Vote("a", "s", 1), new Vote("a", "s", -1)]).Row(0));

    private static IEnumerable<Vote> All(VoteTable votes) =>
        votes.Participants.SelectMany((person, row) =>
            votes.Row(row).Select(vote => new Vote(person, votes.Statements[vote.Statement].Id, vote.Value)));

    /// <summary>People of some camps, each camp with its own mind on each statement, 9 times in 10; one camp is noise.</summary>
    internal static (VoteTable Votes, int[] Camp) Camps(int people, int statements, int camps, ulong seed, double seen = 0.9)
    {
        var random = new SeededRandom(seed);
        int[][] minds = [.. Enumerable.Range(0, camps).Select(_ => new int[statements])];
        foreach (int[] mind in minds)
        {
            for (int s = 0; s < statements; s++) mind[s] = random.Below(2) == 0 ? 1 : -1;
        }

        var votes = new List<Vote>();
        for (int p = 0; p < people; p++)
        {
            for (int s = 0; s < statements; s++)
            {
                if (random.Unit() >= seen) continue;
                int noise = random.Below(3) - 1;
                votes.Add(new Vote($"p{p}", $"s{s}", camps > 1 && random.Unit() < 0.9 ? minds[p % camps][s] : noise));
            }
        }

        var table = new VoteTable(votes, Enumerable.Range(0, statements).Select(s => new Statement($"s{s}")));
        return (table, [.. table.Participants.Select(person => int.Parse(person[1..], CultureInfo.InvariantCulture) % camps)]);
    }
}

public sealed class PartitionTests
{
    [Fact]
    public void The_same_division_under_other_names_is_one() =>
        Assert.Equal(1, Partition.AdjustedRandIndex([0, 0, 1, 1, 2], [5, 5, 3, 3, 9]), 12);

    /// <summary>The example of Hubert and Arabie's index in scikit-learn's documentation.</summary>
    [Fact]
    public void A_partial_match_has_the_published_value() =>
        Assert.Equal(0.57142857142857140, Partition.AdjustedRandIndex([0, 0, 1, 2], [0, 0, 1, 1]), 12);

    [Fact]
    public void Opposite_divisions_are_below_chance() => Assert.Equal(-0.5, Partition.AdjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1]), 12);
}

public sealed class KnownGroupTests
{
    [Fact]
    public void What_divides_two_small_interests_comes_first_and_small_numbers_are_kept_back()
    {
        var votes = new List<Vote>();
        for (int i = 0; i < 18; i++)
        {
            string person = $"p{i:D2}";
            votes.Add(new Vote(person, "divide", i < 8 ? 1 : -1));
            votes.Add(new Vote(person, "unisce", 1));
        }

        var table = new VoteTable(votes);
        int[] interest = [.. table.Participants.Select((_, i) => i < 8 ? 0 : i < 16 ? 1 : 2)];
        var report = KnownGroupReport.Of(table, interest, 3);

        Assert.Equal("divide", table.Statements[report.Differences[0].Statement].Id);
        Assert.InRange(report.Differences[0].Adjusted!.Value, 0, 0.01);
        Assert.Equal([true, true, false], report.Shown);
        // the third has two voters; hiding it alone would let them be worked out from the total
        Assert.Equal(2, report.Differences[0].Agree.Count(share => share is null));
        Assert.Null(report.Differences[0].Agree[2]);
    }

    [Fact]
    public void Groups_without_members_or_votes_are_compared_without_complaint()
    {
        var report = KnownGroupReport.Of(new VoteTable([new Vote("a", "s", 1)]), [-1], 2);
        Assert.Null(report.Differences[0].PValue);
        Assert.Equal([false, false], report.Shown);
    }
}
