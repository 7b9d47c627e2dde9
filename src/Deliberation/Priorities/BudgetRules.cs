using System.Collections.Immutable;
using Deliberation.Formats;

namespace Deliberation.Priorities;

/// <summary>Which projects may win: what the notice of the vote says beyond the budget.</summary>
/// <param name="Excluded">Projects (indices) that may not win, such as those found not feasible; their ballots still count as
/// voters.</param>
/// <param name="Incompatible">Groups of projects (indices) of which one at most may win, such as two uses of one site; two or more
/// each.</param>
/// <param name="LeastSupporters">A project with fewer supporters (people, not points) may not win; 0 or more.</param>
public sealed record BudgetRules(
    ImmutableArray<int> Excluded = default, ImmutableArray<ImmutableArray<int>> Incompatible = default, long LeastSupporters = 0)
{
    /// <summary>Nothing beyond the budget.</summary>
    public static BudgetRules None { get; } = new();

    internal bool SayNothing => Out.Length == 0 && Groups.Length == 0 && LeastSupporters == 0;

    internal ImmutableArray<int> Out => Excluded.IsDefault ? [] : Excluded;

    internal ImmutableArray<ImmutableArray<int>> Groups => Incompatible.IsDefault ? [] : Incompatible;

    /// <exception cref="FormatError">A project does not exist, a group has less than two, or the least is negative.</exception>
    internal void Check(BudgetElection election)
    {
        if (Out.Concat(Groups.SelectMany(group => group)).Any(project => project < 0 || project >= election.Projects.Length))
            throw new FormatError(0, 0, "Una regola nomina un progetto che non esiste.", "A rule names a project that does not exist.");
        if (Groups.Any(group => group.Distinct().Count() < 2))
            throw new FormatError(0, 0, "Un gruppo di progetti incompatibili deve averne almeno due.",
                "A group of incompatible projects needs two at least.");
        if (LeastSupporters < 0)
            throw new FormatError(0, 0, "La soglia dei voti è negativa: scrivi zero o più.",
                "The least number of votes is negative: write zero or more.");
    }

    /// <summary>Why a project may not win at all; null when it may.</summary>
    internal Bilingual? WhyOut(int project, long supporters)
    {
        if (Out.Contains(project)) return new("Escluso prima del conteggio.", "Excluded before the count.");
        return supporters >= LeastSupporters ? null : Bilingual.Of(
            $"Sotto la soglia: {supporters:N0} voti su {LeastSupporters:N0} richiesti.",
            $"Below the threshold: {supporters:N0} votes of {LeastSupporters:N0} required.");
    }

    /// <summary>The same ballots without marks for those that may not win: shares stay those of all voters.</summary>
    internal BudgetElection Without(BudgetElection election)
    {
        var supporters = Supporters(election);
        if (!supporters.Where((count, project) => WhyOut(project, count) is not null).Any()) return election;
        return new BudgetElection(election.Projects, election.Budget, [.. election.Ballots.Select(ballot => ballot with
        {
            Marks = [.. ballot.Marks.Where(mark => WhyOut(mark.Project, supporters[mark.Project]) is null)],
        })]);
    }

    internal static long[] Supporters(BudgetElection election)
    {
        var supporters = new long[election.Projects.Length];
        foreach (Ballot ballot in election.Ballots)
            foreach (Mark mark in ballot.Marks) supporters[mark.Project] += ballot.Voters;
        return supporters;
    }

    /// <summary>The winner that keeps a project out; null when none does.</summary>
    internal int? Rival(int project, IEnumerable<int> winners)
    {
        foreach (int winner in winners)
            if (winner != project && Groups.Any(group => group.Contains(project) && group.Contains(winner))) return winner;
        return null;
    }
}
