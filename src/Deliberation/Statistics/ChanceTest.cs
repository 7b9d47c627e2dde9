using MathNet.Numerics;

namespace Deliberation.Statistics;

/// <summary>The outcome of a test of "it could be chance".</summary>
/// <param name="Statistic">Pearson's chi-square.</param>
/// <param name="DegreesOfFreedom">Of the asymptotic distribution.</param>
/// <param name="PValue">How likely a statistic so large is by chance, 0 to 1.</param>
/// <param name="ByMonteCarlo">The p-value was simulated, because some expected count is under 5.</param>
public sealed record ChanceTest(double Statistic, int DegreesOfFreedom, double PValue, bool ByMonteCarlo);

/// <summary>Do the counts follow given shares? (Pearson 1900)</summary>
public static class GoodnessOfFit
{
    internal const double LeastExpected = 5;

    /// <summary>Chi-square; simulated where an expected count is under 5.</summary>
    /// <param name="observed">Counts, none negative, at least one positive.</param>
    /// <param name="shares">The expected shares, as many, none negative; brought to sum 1.</param>
    /// <param name="seed">Of the simulation.</param>
    /// <returns>The test; p is 0 if something was observed where the share is 0. At most 9,999 simulated samples.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a number is negative, or a sum is zero.</exception>
    public static ChanceTest Test(IReadOnlyList<int> observed, IReadOnlyList<double> shares, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(shares);
        double whole = shares.Sum(), n = observed.Sum();
        if (observed.Count != shares.Count || observed.Any(count => count < 0) || shares.Any(share => !(share >= 0)) || n == 0
            || whole == 0)
            throw new ArgumentException("Counts and shares must be as many, not negative and not all zero.", nameof(observed));

        double[] expected = [.. shares.Select(share => n * share / whole)];
        int degrees = expected.Count(each => each > 0) - 1;
        if (observed.Zip(expected).Any(pair => pair.First > 0 && pair.Second == 0)) return new ChanceTest(double.PositiveInfinity,
            degrees, 0, false);
        double statistic = Statistic(observed, expected);
        if (degrees == 0) return new ChanceTest(0, 0, 1, false);
        if (expected.All(each => each is 0 or >= LeastExpected)) return new ChanceTest(statistic, degrees,
            ChiSquareTail(statistic, degrees), false);
        return new ChanceTest(statistic, degrees, SimulatedP(expected, (int)n, statistic, new SeededRandom(seed)), true);
    }

    internal static double ChiSquareTail(double statistic, int degrees) =>
        SpecialFunctions.GammaUpperRegularized(degrees / 2.0, statistic / 2);

    private static double Statistic(IReadOnlyList<int> observed, double[] expected)
    {
        double sum = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] > 0) sum += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
        }

        return sum;
    }

    private static double SimulatedP(double[] expected, int n, double statistic, SeededRandom random)
    {
        double[] upTo = new double[expected.Length];
        for (int i = 0; i < expected.Length; i++) upTo[i] = (i == 0 ? 0 : upTo[i - 1]) + (expected[i] / n);
        return MonteCarlo.P(statistic, () =>
        {
            int[] counts = new int[expected.Length];
            for (int draw = 0; draw < n; draw++)
            {
                int cell = Array.BinarySearch(upTo, random.Unit() * upTo[^1]);
                counts[cell >= 0 ? cell + 1 : ~cell]++;
            }

            return Statistic(counts, expected);
        });
    }
}

/// <summary>Do groups answer alike? Chi-square of a table of counts, its margins fixed.</summary>
public static class ContingencyTest
{
    /// <summary>Chi-square of independence; simulated by permutation where an expected count is under 5.</summary>
    /// <param name="rows">Counts, one row a group, all rows as long; none negative.</param>
    /// <param name="seed">Of the permutations.</param>
    /// <returns>The test; p is 1 when a single row or column has counts.</returns>
    /// <exception cref="ArgumentException">A count is negative or the rows differ in length.</exception>
    public static ChanceTest Test(IReadOnlyList<IReadOnlyList<int>> rows, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0 || rows.Any(row => row.Count != rows[0].Count || row.Any(count => count < 0)))
            throw new ArgumentException("The rows must be as long as each other, without negative counts.", nameof(rows));

        var random = new SeededRandom(seed);
        return Test([.. rows.Select(row => row.ToArray())], ref random);
    }

    internal static ChanceTest Test(int[][] rows, ref SeededRandom random)
    {
        int[] inRow = [.. rows.Select(row => row.Sum())], inColumn = [.. rows[0].Select((_, column) => rows.Sum(row => row[column]))];
        int degrees = Math.Max(0, inRow.Count(n => n > 0) - 1) * Math.Max(0, inColumn.Count(n => n > 0) - 1);
        if (degrees == 0) return new ChanceTest(0, 0, 1, false);
        double n = inRow.Sum(), statistic = Statistic(rows, inRow, inColumn);
        double leastExpected = (double)inRow.Where(count => count > 0).Min() * inColumn.Where(count => count > 0).Min() / n;
        return leastExpected >= GoodnessOfFit.LeastExpected
            ? new ChanceTest(statistic, degrees, GoodnessOfFit.ChiSquareTail(statistic, degrees), false)
            : new ChanceTest(statistic, degrees, PermutedP(inRow, inColumn, statistic, ref random), true);
    }

    private static double PermutedP(int[] inRow, int[] inColumn, double statistic, ref SeededRandom random)
    {
        int[] deck = [.. inColumn.SelectMany((count, column) => Enumerable.Repeat(column, count))];
        var shuffler = random;
        double p = MonteCarlo.P(statistic, () =>
        {
            shuffler.Shuffle<int>(deck);
            return Statistic(Dealt(deck, inRow, inColumn.Length), inRow, inColumn);
        });
        random = shuffler;
        return p;
    }

    private static int[][] Dealt(int[] deck, int[] inRow, int columns)
    {
        int at = 0;
        return Array.ConvertAll(inRow, count =>
        {
            var row = new int[columns];
            for (int end = at + count; at < end; at++) row[deck[at]]++;
            return row;
        });
    }

    private static double Statistic(int[][] rows, int[] inRow, int[] inColumn)
    {
        double n = inRow.Sum(), sum = 0;
        for (int r = 0; r < rows.Length; r++)
        {
            for (int c = 0; c < inColumn.Length; c++)
            {
                double expected = inRow[r] * (double)inColumn[c] / n;
                if (expected > 0) sum += (rows[r][c] - expected) * (rows[r][c] - expected) / expected;
            }
        }

        return sum;
    }
}

/// <summary>Sequential Monte Carlo p-values (Besag and Clifford 1991): stops early when the answer is plainly "chance".</summary>
internal static class MonteCarlo
{
    private const int Most = 9_999;
    private const int Enough = 50;

    /// <summary>Sums of the same terms in another order must not count as smaller.</summary>
    private const double Rounding = 1e-9;

    internal static double P(double statistic, Func<double> simulate)
    {
        int atLeast = 0;
        for (int drawn = 1; drawn <= Most; drawn++)
        {
            if (simulate() >= statistic - (Rounding * Math.Max(1, statistic))) atLeast++;
            if (atLeast == Enough) return (double)Enough / drawn;
        }

        return (atLeast + 1.0) / (Most + 1);
    }
}
