namespace Deliberation.Statistics;

/// <summary>Many tests at once: p-values corrected so that few of the discoveries are false.</summary>
public static class FalseDiscovery
{
    /// <summary>Benjamini and Hochberg's step-up correction (1995).</summary>
    /// <param name="pValues">From 0 to 1; null where no test was made.</param>
    /// <returns>Corrected values in the same places; null stays null. Time n log n.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pValues"/> is null.</exception>
    public static double?[] Adjust(IReadOnlyList<double?> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var adjusted = new double?[pValues.Count];
        int[] tested = [.. Enumerable.Range(0, pValues.Count).Where(i => pValues[i] is not null).OrderByDescending(i => pValues[i])];
        double least = 1;
        for (int rank = 0; rank < tested.Length; rank++)
        {
            least = Math.Min(least, pValues[tested[rank]]!.Value * tested.Length / (tested.Length - rank));
            adjusted[tested[rank]] = least;
        }

        return adjusted;
    }
}
