namespace Patto.Modules.Draws;

/// <summary>Counts of people in parts of a whole that is known, without those from which somebody could be told.</summary>
internal static class SmallCells
{
    /// <summary>A count below it is kept back.</summary>
    public const int Least = 3;

    /// <summary>Counts with some kept back: those of one or two people, and then the smallest of the others, until what is kept back
    /// adds up to at least <see cref="Least"/> over at least two parts: from the whole and the rest nothing can be taken off.</summary>
    /// <param name="counts">People in each part; each 0 or more.</param>
    public static IReadOnlyList<int?> Hide(IReadOnlyList<int> counts)
    {
        var hidden = Enumerable.Range(0, counts.Count).Where(i => counts[i] is > 0 and < Least).ToList();
        if (hidden.Count > 0)
            foreach (var i in Enumerable.Range(0, counts.Count).Except(hidden).OrderBy(i => counts[i] == 0).ThenBy(i => counts[i]).ToList())
            {
                if (hidden.Count > 1 && hidden.Sum(h => counts[h]) > hidden.Count) break;
                hidden.Add(i);
            }
        return [.. counts.Select((count, i) => hidden.Contains(i) ? (int?)null : count)];
    }
}
