namespace Deliberation.Statistics;

/// <summary>Keeping back counts so small that they could point at a person, and those from which they could be worked out.</summary>
/// <remarks>
/// A count from 1 to one less than the threshold is hidden; zeros say nothing of anybody and stay. Where a total is
/// published, a single hidden cell could be found by subtraction, and so could several that together hold one person each:
/// the smallest other positive cell is hidden too (complementary suppression; Willenborg and de Waal 2001).
/// </remarks>
public static class SmallCells
{
    /// <summary>Which cells of a list with a published total must be hidden.</summary>
    /// <param name="counts">Counts; none negative.</param>
    /// <param name="fewest">The least count that may be shown; at least 1.</param>
    /// <returns>For each cell whether to hide it. Where no other positive cell is left to hide, zeros are: the total and the
    /// zeros shown would say the rest.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fewest"/> is less than 1 or a count is negative.</exception>
    public static bool[] Hide(IReadOnlyList<int> counts, int fewest)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Check(counts, fewest);
        bool[] hidden = [.. counts.Select(count => count > 0 && count < fewest)];
        HideOneMore(hidden, i => counts[i], fewest, zeros: true);
        return hidden;
    }

    /// <summary>Which cells of a table with published row and column totals must be hidden.</summary>
    /// <param name="counts">Rows of counts, all as long; none negative.</param>
    /// <param name="fewest">The least count that may be shown; at least 1.</param>
    /// <returns>For each cell whether to hide it; no row and no column is left with a single hidden cell unless it has
    /// no other positive one. Time: cells × (rows + columns) at most.</returns>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fewest"/> is less than 1 or a count is negative.</exception>
    public static bool[][] Hide(IReadOnlyList<IReadOnlyList<int>> counts, int fewest)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Any(row => row.Count != counts[0].Count)) throw new ArgumentException("The rows must be as long as each other.",
            nameof(counts));
        foreach (var row in counts) Check(row, fewest);

        bool[][] hidden = [.. counts.Select(row => row.Select(count => count > 0 && count < fewest).ToArray())];
        bool more = true;
        while (more)
        {
            more = false;
            for (int r = 0; r < counts.Count; r++) more |= HideOneMore(hidden[r], i => counts[r][i], fewest);
            for (int c = 0; counts.Count > 0 && c < counts[0].Count; c++) more |= HideInColumn(hidden, counts, c, fewest);
        }

        return hidden;
    }

    private static bool HideInColumn(bool[][] hidden, IReadOnlyList<IReadOnlyList<int>> counts, int column, int fewest)
    {
        bool[] cells = [.. hidden.Select(row => row[column])];
        bool more = HideOneMore(cells, r => counts[r][column], fewest);
        for (int r = 0; r < cells.Length; r++) hidden[r][column] = cells[r];
        return more;
    }

    /// <summary>
    /// Where the hidden cells of a line could be worked out (one alone, together less than the threshold, or one person in
    /// each) hides the smallest positive cell still shown, and then, where they are asked for, zeros.
    /// </summary>
    private static bool HideOneMore(bool[] hidden, Func<int, int> count, int fewest, bool zeros = false)
    {
        bool more = false;
        while (hidden.Any(each => each) && Enumerable.Range(0, hidden.Length).Where(i => hidden[i]).ToList() is var kept
            && (kept.Count == 1 || kept.Sum(count) is var people && (people < fewest || people <= kept.Count)))
        {
            var shown = Enumerable.Range(0, hidden.Length).Where(i => !hidden[i] && (zeros || count(i) > 0)).ToList();
            if (shown.Count == 0) break;
            hidden[shown.OrderBy(i => count(i) == 0).ThenBy(count).First()] = true;
            more = true;
        }

        return more;
    }

    private static void Check(IReadOnlyList<int> counts, int fewest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fewest, 1);
        foreach (int count in counts) ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
    }
}
