namespace Deliberation.Opinions;

/// <summary>Comparing two ways of dividing the same people.</summary>
public static class Partition
{
    /// <summary>The adjusted Rand index (Hubert and Arabie 1985) of two partitions.</summary>
    /// <param name="one">For each element its class.</param>
    /// <param name="other">For each element its class in the other partition; as long as the first.</param>
    /// <returns>1 for the same partition, about 0 for one at random, below 0 for less than chance. 1 when both are
    /// trivial in the same way. Time linear in the elements.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are zero.</exception>
    public static double AdjustedRandIndex(IReadOnlyList<int> one, IReadOnlyList<int> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Count != other.Count
            || one.Count == 0) throw new ArgumentException("The partitions must divide the same elements, at least one.", nameof(other));

        double both = one.Zip(other).CountBy(pair => pair).Sum(pair => Pairs(pair.Value));
        double first = one.CountBy(label => label).Sum(pair => Pairs(pair.Value));
        double second = other.CountBy(label => label).Sum(pair => Pairs(pair.Value));
        double chance = one.Count == 1 ? 0 : first * second / Pairs(one.Count), most = (first + second) / 2;
        return most == chance ? 1 : (both - chance) / (most - chance);
    }

    private static double Pairs(int count) => count * (count - 1.0) / 2;
}
