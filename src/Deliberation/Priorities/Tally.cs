using System.Collections.Immutable;

namespace Deliberation.Priorities;

/// <summary>Plain sums: approvals, points (dots) and scores.</summary>
public static class Tally
{
    /// <summary>How many points each project got in all.</summary>
    /// <remarks>O(marks). Points are whole, so sums are exact.</remarks>
    /// <returns>One sum for each project, in the input's order.</returns>
    public static ImmutableArray<long> Points(BudgetElection election)
    {
        ArgumentNullException.ThrowIfNull(election);
        var points = new long[election.Projects.Length];
        foreach (Ballot ballot in election.Ballots)
            foreach (Mark mark in ballot.Marks) points[mark.Project] += (long)mark.Points * ballot.Voters;
        return [.. points];
    }

    /// <summary>How many people gave each project anything.</summary>
    /// <returns>One count for each project, in the input's order.</returns>
    public static ImmutableArray<long> Supporters(BudgetElection election)
    {
        ArgumentNullException.ThrowIfNull(election);
        var supporters = new long[election.Projects.Length];
        foreach (Ballot ballot in election.Ballots)
            foreach (Mark mark in ballot.Marks) supporters[mark.Project] += ballot.Voters;
        return [.. supporters];
    }

    /// <summary>The projects by points, most first; equal points: the cheaper, then the first listed.</summary>
    public static ImmutableArray<int> Order(BudgetElection election)
    {
        ImmutableArray<long> points = Points(election);
        return [.. Enumerable.Range(0, points.Length)
            .OrderByDescending(project => points[project])
            .ThenBy(project => election.Projects[project].Cost)];
    }
}
