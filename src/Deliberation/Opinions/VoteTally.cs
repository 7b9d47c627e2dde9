namespace Deliberation.Opinions;

/// <summary>Votes counted.</summary>
internal readonly record struct VoteCount(int Agree, int Disagree, int Seen)
{
    internal VoteCount With(int value) => new(Agree + (value > 0 ? 1 : 0), Disagree + (value < 0 ? 1 : 0), Seen + 1);
}

/// <summary>The votes on each statement: of everybody, of those in a group, of each group.</summary>
internal sealed class VoteTally
{
    internal VoteTally(VoteTable votes, IReadOnlyList<int> groups, int count)
    {
        int statements = votes.Statements.Count;
        All = new VoteCount[statements];
        Grouped = new VoteCount[statements];
        Groups = [.. Enumerable.Range(0, count).Select(_ => new VoteCount[statements])];
        for (int row = 0; row < votes.Participants.Count; row++) Count(votes, row, groups[row]);
    }

    internal VoteCount[] All { get; }

    internal VoteCount[] Grouped { get; }

    internal VoteCount[][] Groups { get; }

    private void Count(VoteTable votes, int row, int group)
    {
        var columns = votes.ColumnsOf(row);
        var values = votes.ValuesOf(row);
        for (int at = 0; at < columns.Length; at++)
        {
            int s = columns[at];
            All[s] = All[s].With(values[at]);
            if (group < 0) continue;
            Grouped[s] = Grouped[s].With(values[at]);
            Groups[group][s] = Groups[group][s].With(values[at]);
        }
    }
}

/// <summary>The tests of proportions, smoothed as Polis does.</summary>
internal static class VoteTests
{
    /// <summary>The 90 % point of the normal distribution, one-sided.</summary>
    internal const double Significant = 1.2816;

    /// <summary>(successes + 1) / (trials + 2).</summary>
    internal static double Share(int successes, int trials) => (successes + 1.0) / (trials + 2.0);

    /// <summary>z of one proportion against one half, one added to successes and to trials.</summary>
    internal static double MoreThanHalf(int successes, int trials) =>
        2 * Math.Sqrt(trials + 1.0) * (((successes + 1.0) / (trials + 1.0)) - 0.5);

    /// <summary>z of two proportions, one added to each count; 0 if all are successes.</summary>
    internal static double MoreThan(int successes, int trials, int otherSuccesses, int otherTrials)
    {
        double a = successes + 1.0, n = trials + 1.0, b = otherSuccesses + 1.0, m = otherTrials + 1.0;
        double pooled = (a + b) / (n + m);
        return pooled >= 1 ? 0 : ((a / n) - (b / m)) / Math.Sqrt(pooled * (1 - pooled) * ((1 / n) + (1 / m)));
    }
}

/// <summary>Which statements represent a group.</summary>
internal static class RepresentativeChoice
{
    internal static Func<GroupOnStatement[], IReadOnlyList<RepresentativeStatement>> Of(VoteTable votes, int most)
    {
        int[] live = [.. Enumerable.Range(0, votes.Statements.Count).Where(s => !votes.Statements[s].IsZeroed)];
        return cells => Choose(cells, live, most);
    }

    private static RepresentativeStatement[] Choose(GroupOnStatement[] cells, int[] live, int most)
    {
        int? agreed = BestAgreement(cells, live);
        int[] sufficient = [.. live.Where(s => IsSignificant(cells[s]) && s != agreed).OrderByDescending(s => Strength(cells[s]))];
        int[] first = agreed is { } best ? [best] : sufficient.Length > 0 || live.Length == 0 ? []
            : [live.MaxBy(s => Math.Max(cells[s].AgreeRatioTest, cells[s].DisagreeRatioTest))];
        return [.. first.Concat(sufficient).Take(most)
            .Select(s => new RepresentativeStatement(s, IsForAgreeing(cells[s]), s == agreed, cells[s]))
            .OrderByDescending(found => found.ForAgreeing)];
    }

    private static bool IsSignificant(GroupOnStatement cell) =>
        (cell.AgreeRatioTest > VoteTests.Significant && cell.AgreeTest > VoteTests.Significant)
        || (cell.DisagreeRatioTest > VoteTests.Significant && cell.DisagreeTest > VoteTests.Significant);

    private static bool IsForAgreeing(GroupOnStatement cell) => cell.AgreeRatioTest > cell.DisagreeRatioTest;

    private static double Strength(GroupOnStatement cell) => IsForAgreeing(cell)
        ? Agreement(cell)
        : cell.DisagreeRatio * cell.DisagreeRatioTest * cell.DisagreeShare * cell.DisagreeTest;

    private static double Agreement(GroupOnStatement cell) => cell.AgreeRatio * cell.AgreeRatioTest * cell.AgreeShare * cell.AgreeTest;

    /// <summary>The statement the group most agrees on: by how it stands out if the best so far does, else by plain agreement.</summary>
    private static int? BestAgreement(GroupOnStatement[] cells, int[] live)
    {
        int? best = null;
        foreach (int s in live)
        {
            if (cells[s].Agree + cells[s].Disagree > 0 && Beats(cells[s], best is { } b ? cells[b] : null)) best = s;
        }

        return best;
    }

    private static bool Beats(GroupOnStatement cell, GroupOnStatement? best) => best switch
    {
        null => cell.AgreeTest > VoteTests.Significant || (cell.AgreeRatio > 1 && cell.AgreeShare > 0.5),
        { AgreeRatio: > 1 } => Agreement(cell) > Agreement(best),
        _ => cell.AgreeShare * cell.AgreeTest > best.AgreeShare * best.AgreeTest,
    };
}
