namespace Deliberation.Formats.Regulations;

/// <summary>Which items of one list are items of another, in the same order.</summary>
internal static class Alignment
{
    /// <summary>Comparisons at most, where nothing else is said: a thousand items that changed beside a thousand.</summary>
    internal const int Most = 1_000_000;

    /// <summary>The longest row of pairs that is in both (Hirschberg 1975 calls it the longest common subsequence).</summary>
    /// <param name="before">The one list.</param>
    /// <param name="after">The other.</param>
    /// <param name="same">Whether two are a pair.</param>
    /// <param name="most">Comparisons at most: beyond, only the beginning and the end that are alike are paired.</param>
    internal static List<(int Before, int After)> Of<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, T, bool> same,
        int most = Most)
    {
        int head = 0, tail = 0, least = Math.Min(before.Count, after.Count);
        while (head < least && same(before[head], after[head])) head++;
        while (tail < least - head && same(before[^(tail + 1)], after[^(tail + 1)])) tail++;
        int n = before.Count - head - tail, m = after.Count - head - tail;
        var pairs = Enumerable.Range(0, head).Select(i => (i, i)).ToList();
        if ((long)n * m <= most) pairs.AddRange(Middle(n, m, (i, j) => same(before[head + i], after[head + j]))
            .Select(p => (p.Before + head, p.After + head)));
        pairs.AddRange(Enumerable.Range(0, tail).Select(i => (before.Count - tail + i, after.Count - tail + i)));
        return pairs;
    }

    private static IEnumerable<(int Before, int After)> Middle(int n, int m, Func<int, int, bool> same)
    {
        if (n == 0 || m == 0) yield break;
        int[,] length = new int[n + 1, m + 1];
        for (int i = n - 1; i >= 0; i--)
            for (int j = m - 1; j >= 0; j--)
                length[i, j] = same(i, j) ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        for (int i = 0, j = 0; i < n && j < m;)
        {
            if (same(i, j)) yield return (i++, j++);
            else if (length[i + 1, j] >= length[i, j + 1]) i++;
            else j++;
        }
    }
}
