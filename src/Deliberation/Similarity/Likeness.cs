namespace Deliberation.Similarity;

/// <summary>How alike two texts are in their words ("somiglianza lessicale"), and what that rests on.</summary>
/// <param name="Score">
/// From 0 (nothing in common) to 1 (the same): a fifth of the mark that people would give on the 0-5 scale of the STS
/// benchmark, as far as words can tell.
/// </param>
/// <param name="Words">Cosine of the weighted stems, 0 to 1.</param>
/// <param name="Characters">Cosine of the weighted character 3-grams, 0 to 1; near 1 for a copy with slips of the pen.</param>
public sealed record Likeness(double Score, double Words, double Characters)
{
    /// <summary>The result in a sentence.</summary>
    public Bilingual Explanation => Wording.Both(
        $"Somiglianza lessicale {Score:F2} (parole {Words:F2}, lettere {Characters:F2}).",
        $"Lexical likeness {Score:F2} (words {Words:F2}, letters {Characters:F2}).");

    /// <summary>The names of the features, in the order of the weights.</summary>
    internal static readonly string[] Features =
    [
        "stem cosine", "3-gram cosine", "weighted Jaccard of stems", "containment of stems", "prefix coverage",
        "pairs of stems", "length ratio", "other numbers", "negation in one only",
    ];

    internal static Likeness Between(TextProfile one, TextProfile other, double[] weights)
    {
        double[] features = Measure(one, other);
        if (features[0] == 0 && features[1] == 0) return new Likeness(0, 0, 0);

        double score = weights[^1];
        for (int i = 0; i < features.Length; i++) score += weights[i] * features[i];
        return new Likeness(Math.Clamp(score, 0, 1), features[0], features[1]);
    }

    internal static double[] Measure(TextProfile one, TextProfile other)
    {
        double shared = SharedMass(one, other), union = one.StemMass + other.StemMass - shared;
        double least = Math.Min(one.StemMass, other.StemMass);
        return
        [
            Cosine(one.Stems, one.StemWeights, other.Stems, other.StemWeights),
            Cosine(one.Grams, one.GramWeights, other.Grams, other.GramWeights),
            union > 0 ? shared / union : 0,
            least > 0 ? Math.Min(1, shared / least) : 0,
            (PrefixCoverage(one, other) + PrefixCoverage(other, one)) / 2,
            2.0 * one.Pairs.Count(other.Pairs.Contains) / Math.Max(1, one.Pairs.Count + other.Pairs.Count),
            (double)Math.Min(one.Words, other.Words) / Math.Max(1, Math.Max(one.Words, other.Words)),
            one.Numbers.AsSpan().SequenceEqual(other.Numbers) ? 0 : 1,
            one.Negates == other.Negates ? 0 : 1,
        ];
    }

    private static double Cosine<T>(T[] a, float[] aWeights, T[] b, float[] bWeights) where T : IComparable<T>
    {
        double sum = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            int sign = Order(a[i], b[j]);
            if (sign == 0) sum += aWeights[i] * bWeights[j];
            if (sign <= 0) i++;
            if (sign >= 0) j++;
        }

        return Math.Min(1, sum);
    }

    private static int Order<T>(T a, T b) where T : IComparable<T> =>
        a is string one && b is string other ? string.CompareOrdinal(one, other) : a.CompareTo(b);

    /// <summary>Of the stems in both texts, the mean of the weights that they have in the two.</summary>
    private static double SharedMass(TextProfile one, TextProfile other)
    {
        double sum = 0;
        for (int i = 0; i < one.Stems.Length; i++)
        {
            int j = Array.BinarySearch(other.Stems, one.Stems[i], StringComparer.Ordinal);
            if (j >= 0) sum += (one.StemWeights[i] + other.StemWeights[j]) / 2;
        }

        return sum;
    }

    /// <summary>
    /// The share of the weight of <paramref name="one"/> that meets a stem of <paramref name="other"/> with the same
    /// beginning ("bibliotec" and "bibliotecar"). In ordinal order the longest shared beginning is a neighbour's.
    /// </summary>
    private static double PrefixCoverage(TextProfile one, TextProfile other)
    {
        if (one.StemMass == 0) return 0;
        double covered = 0;
        for (int i = 0; i < one.Stems.Length; i++)
        {
            int at = Array.BinarySearch(other.Stems, one.Stems[i], StringComparer.Ordinal);
            covered += one.StemWeights[i] * (at >= 0 ? 1
                : Math.Max(Beginning(one.Stems[i], other, ~at - 1), Beginning(one.Stems[i], other, ~at)));
        }

        return covered / one.StemMass;
    }

    private static double Beginning(string stem, TextProfile other, int at)
    {
        if (at < 0 || at >= other.Stems.Length) return 0;
        string near = other.Stems[at];
        int same = stem.AsSpan().CommonPrefixLength(near);
        return same < 3 ? 0 : 2.0 * same / (stem.Length + near.Length);
    }
}
