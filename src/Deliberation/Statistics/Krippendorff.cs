namespace Deliberation.Statistics;

/// <summary>What the numbers of coders mean, hence how far apart two of them are.</summary>
public enum MeasurementLevel
{
    /// <summary>Names: the same or not.</summary>
    Nominal,

    /// <summary>Ranks: how many values lie between.</summary>
    Ordinal,

    /// <summary>Differences count.</summary>
    Interval,

    /// <summary>Proportions count; all values of one sign.</summary>
    Ratio,
}

/// <summary>Agreement among people who code the same passages.</summary>
public static class Krippendorff
{
    /// <summary>Krippendorff's alpha (Krippendorff, Content Analysis; Hayes and Krippendorff 2007).</summary>
    /// <param name="units">For each passage what each coder gave; null where the coder did not code it.</param>
    /// <param name="level">What the numbers mean.</param>
    /// <returns>1 for full agreement, 0 as by chance, below 0 for disagreement; null when nothing can be compared (fewer
    /// than two codes on every passage) or everybody always gave the same value. Time: values squared plus codes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="units"/> is null.</exception>
    /// <exception cref="ArgumentException">A code is not a finite number.</exception>
    public static double? Alpha(IEnumerable<IEnumerable<double?>> units, MeasurementLevel level)
    {
        ArgumentNullException.ThrowIfNull(units);
        double[][] coded = [.. units.Select(unit => unit.Where(code => code is not null).Select(code => code!.Value).ToArray())
            .Where(unit => unit.Length >= 2)];
        if (coded.Any(unit => unit.Any(code => !double.IsFinite(code)))) throw new ArgumentException("A code is not a finite number.",
            nameof(units));

        double[] values = [.. coded.SelectMany(unit => unit).Distinct().Order()];
        double[,] coincidences = Coincidences(coded, values);
        double[] margins = [.. values.Select((_, c) => values.Select((_, k) => coincidences[c, k]).Sum())];
        double n = margins.Sum(), observed = 0, expected = 0;
        for (int c = 0; c < values.Length; c++)
        {
            for (int k = 0; k < values.Length; k++)
            {
                double distance = SquaredDistance(values, margins, Math.Min(c, k), Math.Max(c, k), level);
                observed += coincidences[c, k] * distance;
                expected += margins[c] * margins[k] * distance;
            }
        }

        return expected == 0 ? null : 1 - ((n - 1) * observed / expected);
    }

    /// <summary>How often two values meet in a unit, each pair weighing 1 / (codes of the unit − 1).</summary>
    private static double[,] Coincidences(double[][] units, double[] values)
    {
        var table = new double[values.Length, values.Length];
        foreach (double[] unit in units)
        {
            int[] codes = Array.ConvertAll(unit, code => Array.BinarySearch(values, code));
            for (int i = 0; i < codes.Length; i++)
            {
                for (int j = 0; j < codes.Length; j++)
                {
                    if (i != j) table[codes[i], codes[j]] += 1.0 / (codes.Length - 1);
                }
            }
        }

        return table;
    }

    private static double SquaredDistance(double[] values, double[] margins, int low, int high, MeasurementLevel level)
    {
        if (low == high) return 0;
        double distance = level switch
        {
            MeasurementLevel.Nominal => 1,
            MeasurementLevel.Ordinal => margins[low..(high + 1)].Sum() - ((margins[low] + margins[high]) / 2),
            MeasurementLevel.Interval => values[high] - values[low],
            _ => values[high] + values[low] == 0 ? 0 : (values[high] - values[low]) / (values[high] + values[low]),
        };
        return distance * distance;
    }
}
