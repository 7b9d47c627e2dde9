using Deliberation.Formats;
using Deliberation.Statistics;

namespace Deliberation.Tests.Statistics;

public sealed class ShareTests
{
    /// <summary>Newcombe, Statistics in Medicine 1998, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_is_the_published_one(int successes, int trials, double low, double high)
    {
        var share = ShareWithInterval.Of(successes, trials);
        Assert.Equal(low, share.Low, 4);
        Assert.Equal(high, share.High, 4);
    }

    [Fact]
    public void Nothing_is_known_of_nobody() => Assert.Equal(new ShareWithInterval(0, 0, 1, 0), ShareWithInterval.Of(0, 0));

    [Fact]
    public void More_successes_than_trials_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => ShareWithInterval.Of(4, 3));
}

public sealed class ChanceTestTests
{
    /// <summary>The worked examples of scipy.stats.chisquare's documentation.</summary>
    [Theory]
    [InlineData(new double[] { 1, 1, 1, 1, 1, 1 }, 2.0, 0.84914503608460956)]
    [InlineData(new double[] { 16, 16, 16, 16, 16, 8 }, 3.5, 0.62338762774958223)]
    public void Chi_square_is_the_published_one(double[] shares, double statistic, double p)
    {
        var test = GoodnessOfFit.Test([16, 18, 16, 14, 12, 12], shares);
        Assert.False(test.ByMonteCarlo);
        Assert.Equal(statistic, test.Statistic, 10);
        Assert.Equal(p, test.PValue, 10);
    }

    [Fact]
    public void A_simulated_p_value_agrees_with_enumerating_every_outcome()
    {
        int[] observed = [5, 1, 0];
        double[] shares = [0.4, 0.4, 0.2];
        double exact = 0, statistic = Chi(observed, shares);
        for (int a = 0; a <= 6; a++)
        {
            for (int b = 0; a + b <= 6; b++)
            {
                if (Chi([a, b, 6 - a - b], shares) >= statistic - 1e-9) exact += Multinomial(a, b, 6 - a - b, shares);
            }
        }

        var test = GoodnessOfFit.Test(observed, shares, seed: 5);
        Assert.True(test.ByMonteCarlo);
        Assert.Equal(exact, test.PValue, 0.03);
        Assert.Equal(test, GoodnessOfFit.Test(observed, shares, seed: 5));
    }

    [Fact]
    public void What_the_population_lacks_cannot_be_chance() => Assert.Equal(0, GoodnessOfFit.Test([3, 1], [1, 0]).PValue);

    /// <summary>Fisher's lady tasting tea: 3 of 4 right; both tails of the exact test give 34/70.</summary>
    [Fact]
    public void A_permutation_p_value_agrees_with_Fishers_exact_one()
    {
        var test = ContingencyTest.Test([[3, 1], [1, 3]], seed: 2);
        Assert.True(test.ByMonteCarlo);
        Assert.Equal(34.0 / 70, test.PValue, 0.1);
    }

    [Fact]
    public void A_sure_difference_of_small_groups_is_found() =>
        Assert.InRange(ContingencyTest.Test([[8, 0], [0, 8]], seed: 2).PValue, 0, 0.001);

    /// <summary>A 2 × 3 table worked by hand: expected 8, 8, 8 and 12, 12, 12; statistic 0 + 5/3 + 5/3.</summary>
    [Fact]
    public void A_table_with_large_counts_uses_the_chi_square_distribution()
    {
        var test = ContingencyTest.Test([[8, 10, 6], [12, 10, 14]]);
        Assert.False(test.ByMonteCarlo);
        Assert.Equal(2, test.DegreesOfFreedom);
        Assert.Equal((4 / 8.0 * 2) + (4 / 12.0 * 2), test.Statistic, 12);
        Assert.Equal(Math.Exp(-test.Statistic / 2), test.PValue, 12);
    }

    [Fact]
    public void Corrected_p_values_are_those_of_Benjamini_and_Hochberg() =>
        Assert.Equal([0.03, null, 0.06, 0.06, 0.5], FalseDiscovery.Adjust([0.0075, null, 0.03, 0.045, 0.5])
            .Select(p => p is { } value ? Math.Round(value, 12) : (double?)null));

    private static double Chi(int[] counts, double[] shares) => counts.Zip(shares, (o, s) => Math.Pow(o - (6 * s), 2) / (6 * s)).Sum();

    private static double Multinomial(int a, int b, int c, double[] s) =>
        Factorial(6) / Factorial(a) / Factorial(b) / Factorial(c) * Math.Pow(s[0], a) * Math.Pow(s[1], b) * Math.Pow(s[2], c);

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}

public sealed class SmallCellsTests
{
    [Fact]
    public void One_small_cell_takes_another_with_it() => Assert.Equal([true, false, true, false], SmallCells.Hide([2, 30, 9, 0], 5));

    [Fact]
    public void Two_small_cells_that_together_are_too_few_take_another() =>
        Assert.Equal([true, true, true, false], SmallCells.Hide([1, 1, 7, 20], 5));

    [Fact]
    public void Cells_of_one_person_each_are_not_told_by_their_sum()
    {
        Assert.Equal([true, true, true, true, false], SmallCells.Hide([1, 1, 1, 9, 20], 3));
        Assert.Equal([true, true, false], SmallCells.Hide([2, 2, 20], 3));
    }

    [Fact]
    public void Where_all_are_in_one_small_cell_the_zeros_do_not_tell_it() =>
        Assert.Equal([true, true, true], SmallCells.Hide([0, 2, 0], 3));

    [Fact]
    public void Large_cells_and_zeros_are_shown() => Assert.Equal([false, false, false], SmallCells.Hide([5, 0, 12], 5));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_a_table_no_hidden_cell_can_be_worked_out_from_its_row_or_column(ulong seed)
    {
        var random = new SeededRandom(seed);
        for (int round = 0; round < 200; round++)
        {
            int[][] table = [.. Enumerable.Range(0, 2 + random.Below(4)).Select(_ => new int[3])];
            foreach (int[] row in table)
            {
                for (int c = 0; c < row.Length; c++) row[c] = random.Below(14);
            }

            bool[][] hidden = SmallCells.Hide(table, 4);
            for (int r = 0; r < table.Length; r++) CannotBeWorkedOut(table[r], hidden[r]);
            for (int c = 0; c < 3; c++) CannotBeWorkedOut([.. table.Select(row => row[c])], [.. hidden.Select(row => row[c])]);
        }
    }

    private static void CannotBeWorkedOut(int[] counts, bool[] hidden)
    {
        Assert.All(counts.Zip(hidden), cell => Assert.True(cell.Second || cell.First is 0 or >= 4));
        bool othersLeft = counts.Zip(hidden).Any(cell => !cell.Second && cell.First > 0);
        if (othersLeft) Assert.NotEqual(1, hidden.Count(each => each));
    }
}

public sealed class RepresentationTests
{
    [Fact]
    public void Twice_as_many_as_in_the_population_is_a_ratio_of_two()
    {
        var age = Representation.Measure(new RepresentationTable([new("età", "giovani", 20, 1000), new("età", "anziani", 30, 4000)]))[0];
        Assert.Equal(2, age.Features[0].Ratio!.Value, 12);
        Assert.Equal(0.75, age.Features[1].Ratio!.Value, 12);
        Assert.InRange(2, age.Features[0].Low!.Value, age.Features[0].High!.Value);
        Assert.Equal(0.2, age.Dissimilarity!.Value, 12);
        Assert.True(age.Test!.PValue < 0.01);
    }

    [Fact]
    public void A_kind_with_two_people_is_not_shown_nor_can_it_be_worked_out()
    {
        var features = Representation.Measure(new RepresentationTable([new("a", "x", 2, 10), new("a", "y", 40, 50),
            new("a", "z", 9, 40)]))[0].Features;
        Assert.Equal([null, 40, null], features.Select(feature => feature.Participants));
        Assert.Null(features[0].Ratio);
    }

    [Fact]
    public void Nobody_took_part() => Assert.Null(Representation.Measure(new RepresentationTable([new("a", "x", 0, 10)]))[0].Test);

    [Theory]
    [InlineData("a", "x", 1, 0, "popolazione")]
    [InlineData("a", "x", -1, 5, "non negativi")]
    [InlineData("a", " ", 1, 5, "Mancano")]
    [InlineData("a", "x", 1, double.NaN, "non negativi")]
    public void A_table_says_which_line_is_wrong(string category, string feature, int participants, double population, string says)
    {
        var error = Assert.Throws<FormatError>(() =>
            new RepresentationTable([new("b", "y", 1, 1, 2), new(category, feature, participants, population, 3)]));
        Assert.Equal(3, error.Line);
        Assert.Contains(says, error.Text.Italian, StringComparison.Ordinal);
    }
}

public sealed class KrippendorffTests
{
    /// <summary>Four observers, twelve units: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).</summary>
    private static readonly double?[][] s_units =
    [
        [1, 1, null, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
        [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [null, 5, 5, 5], [null, null, 1, 1], [null, 3, null, null],
    ];

    [Theory]
    [InlineData(MeasurementLevel.Nominal, 0.743)]
    [InlineData(MeasurementLevel.Ordinal, 0.815)]
    [InlineData(MeasurementLevel.Interval, 0.849)]
    [InlineData(MeasurementLevel.Ratio, 0.797)]
    public void Alpha_is_the_published_one(MeasurementLevel level, double alpha) =>
        Assert.Equal(alpha, Krippendorff.Alpha(s_units, level)!.Value, 3);

    [Fact]
    public void Full_agreement_is_one() => Assert.Equal(1, Krippendorff.Alpha([[1, 1], [2, 2]], MeasurementLevel.Nominal));

    [Fact]
    public void Nothing_to_compare_has_no_alpha()
    {
        Assert.Null(Krippendorff.Alpha([[1, null], [null, 2]], MeasurementLevel.Nominal));
        Assert.Null(Krippendorff.Alpha([[1, 1], [1, 1]], MeasurementLevel.Nominal));
    }
}

public sealed class NetworkTests
{
    /// <summary>Krackhardt's kite (Administrative Science Quarterly 1990).</summary>
    [Fact]
    public void The_kite_has_its_published_betweenness()
    {
        var kite = new Network("AB AC AD AF BD BE BG CD CF DE DF DG EG FG FH GH HI IJ".Split(' ')
            .Select(tie => new Tie(tie[..1], tie[1..])));
        var actors = kite.Actors.ToDictionary(actor => actor.Name);
        Assert.Equal(14, actors["H"].Betweenness, 9);
        Assert.Equal(8, actors["I"].Betweenness, 9);
        Assert.Equal(25.0 / 3, actors["F"].Betweenness, 9);
        Assert.Equal(11.0 / 3, actors["D"].Betweenness, 9);
        Assert.Equal(5.0 / 6, actors["A"].Betweenness, 9);
        Assert.Equal(6, actors["D"].Degree);
        Assert.Equal(18 / 45.0, kite.Density, 12);
    }

    [Fact]
    public void Parts_without_ties_between_them_are_told_apart()
    {
        var network = new Network([new("a", "b"), new("b", "a"), new("c", "d"), new("d", "e")], ["f"]);
        Assert.Equal([["c", "d", "e"], ["a", "b"], ["f"]], network.Components.Select(part => part.ToArray()));
        Assert.Equal([2, 1, 1, 0, 0, 0], network.Actors.Select(actor => actor.Component));
        Assert.Equal(1, network.Actors[1].Degree);
    }

    [Fact]
    public void A_tie_to_oneself_is_refused_with_its_line() =>
        Assert.Equal(7, Assert.Throws<FormatError>(() => new Network([new("a", "a", 7)])).Line);
}
