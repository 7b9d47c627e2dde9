using Deliberation.Statistics;

namespace Deliberation.Opinions;

/// <summary>What may be told of one statement to everybody, group by group.</summary>
/// <param name="Statement">Its column.</param>
/// <param name="Agree">For each group shown the share of those who voted that agrees, with its 95 % Wilson interval;
/// null where too few voted to be shown.</param>
/// <param name="PValue">How likely so large a difference is if the groups agreed alike: chi-square of agree against not,
/// by seeded permutations where an expected count is under 5; among the groups with voters enough;
/// null where fewer than two have them.</param>
/// <param name="Adjusted">The same after Benjamini and Hochberg (1995) over all statements.</param>
public sealed record KnownGroupDifference(int Statement, IReadOnlyList<ShareWithInterval?> Agree, double? PValue, double? Adjusted);

/// <summary>
/// Groups of interest that were known beforehand, compared statement by statement with tests that hold for small
/// numbers, and with what could betray a single person kept back.
/// </summary>
/// <param name="Comparison">The full comparison, not to be published as it is.</param>
/// <param name="Shown">For each group whether it is large enough to be shown.</param>
/// <param name="Differences">The statements, surest difference first.</param>
public sealed record KnownGroupReport(GroupComparison Comparison, IReadOnlyList<bool> Shown,
    IReadOnlyList<KnownGroupDifference> Differences)
{
    /// <summary>The corrected p-value under which a difference is called more than chance.</summary>
    public const double Sure = 0.05;

    /// <summary>The result in a sentence.</summary>
    public Bilingual Explanation => Wording.Both(
        $"Su {Differences.Count} frasi, {Differences.Count(each => each.Adjusted < Sure)} dividono i gruppi più di quanto farebbe il caso; {Shown.Count(shown => !shown)} gruppi su {Shown.Count} sono troppo piccoli per essere mostrati.",
        $"Of {Differences.Count} statements, {Differences.Count(each => each.Adjusted < Sure)} divide the groups more than chance would; {Shown.Count(shown => !shown)} groups of {Shown.Count} are too small to be shown.");

    /// <summary>Compares known groups.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="groups">For each participant the group, from 0; −1 for none.</param>
    /// <param name="count">How many groups.</param>
    /// <param name="fewest">The fewest voters of a group on a statement for its share to be shown; at least 1.</param>
    /// <param name="effort">Seed, progress and stop; null for the defaults.</param>
    /// <returns>The report. A share is shown only if its group has voters enough; if a single group's share is kept back,
    /// the next smallest is too, or the total would give it away. Time: statements × voters, times at most 9,999 permutations.</returns>
    /// <exception cref="ArgumentException">There is not one group a participant, or a group is out of bounds.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fewest"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static KnownGroupReport Of(VoteTable votes, IReadOnlyList<int> groups, int count, int fewest = 5, Effort? effort = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fewest, 1);
        effort ??= Effort.Default;
        var comparison = new GroupComparison(votes, groups, count);
        var random = new SeededRandom(effort.Seed);
        var differences = new List<KnownGroupDifference>();
        for (int s = 0; s < votes.Statements.Count; s++)
        {
            effort.Cancel.ThrowIfCancellationRequested();
            effort.Progress?.Report((double)s / votes.Statements.Count);
            if (votes.Statements[s].Moderation != Moderation.Out) differences.Add(Compare(comparison, s, fewest, ref random));
        }

        effort.Progress?.Report(1);
        double?[] adjusted = FalseDiscovery.Adjust([.. differences.Select(each => each.PValue)]);
        var ordered = differences.Select((each, i) => each with { Adjusted = adjusted[i] })
            .OrderBy(each => each.PValue ?? 2).ThenBy(each => each.Statement).ToList();
        return new KnownGroupReport(comparison, [.. comparison.Sizes.Select(size => size >= fewest)], ordered);
    }

    private static KnownGroupDifference Compare(GroupComparison comparison, int statement, int fewest, ref SeededRandom random)
    {
        var cells = Enumerable.Range(0, comparison.Sizes.Count).Select(group => comparison.Cell(group, statement)).ToArray();
        bool[] hidden = SmallCells.Hide([.. cells.Select(cell => cell.Seen)], fewest);
        var shares = cells.Select((cell, group) => hidden[group] ? null : ShareWithInterval.Of(cell.Agree, cell.Seen)).ToList();
        var enough = cells.Where(cell => cell.Seen >= fewest).ToArray();
        double? p = enough.Length < 2 ? null
            : ContingencyTest.Test([.. enough.Select(cell => new[] { cell.Agree, cell.Seen - cell.Agree })], ref random).PValue;
        return new KnownGroupDifference(statement, shares, p, null);
    }
}
