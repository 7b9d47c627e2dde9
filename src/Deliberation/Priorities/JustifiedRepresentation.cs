using System.Collections.Immutable;
using Deliberation.Formats;

namespace Deliberation.Priorities;

/// <summary>A group that the result passes over although its size entitles it to more.</summary>
/// <param name="Project">A project without success that all of them approved; an index.</param>
/// <param name="Voters">How many they are.</param>
/// <param name="Share">What their number is worth: voters × budget / all voters, in currency.</param>
/// <param name="Most">The most that any of them got: the cost of the winners that she approved, in currency.</param>
/// <param name="Why">In the two languages.</param>
public sealed record UnjustGroup(int Project, long Voters, Fraction Share, decimal Most, Bilingual Why);

/// <summary>
/// EJR+ up to any one project: no group that agrees on a project left out, and whose share of the budget would pay for it on top of what
/// each of them already got, is passed over. A result of Equal Shares always has it; others may.
/// </summary>
/// <remarks>
/// For approvals, satisfaction being the cost of the winners that one approved. A project p left out refutes it when for some s the s
/// supporters of p with least satisfaction have at most s · budget / voters − cost(p) each: so the check is exact and takes
/// O(projects · ballots · log ballots). Sources: Brill, Peters, “Robust and verifiable proportionality axioms for multiwinner voting”, EC
/// 2023; Peters, Pierczyński, Skowron, NeurIPS 2021, for participatory budgets.
/// </remarks>
public static class JustifiedRepresentation
{
    /// <summary>Looks for a group that is passed over, by adding up ballots: independent of how the winners were found.</summary>
    /// <param name="election">Approvals: every mark has one point.</param>
    /// <param name="winners">Indices of the projects chosen, by any rule.</param>
    /// <param name="rules">Which projects may win; those that may not entitle nobody. Null for all.</param>
    /// <returns>The group that lacks most; null when there is none: the result has EJR+ up to any one project.</returns>
    /// <exception cref="FormatError">Some ballot gives points, for which this is not defined.</exception>
    public static UnjustGroup? Refutation(BudgetElection election, IReadOnlyCollection<int> winners, BudgetRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(election);
        ArgumentNullException.ThrowIfNull(winners);
        rules ??= BudgetRules.None;
        rules.Check(election);
        if (election.Ballots.FirstOrDefault(ballot => ballot.Marks.Any(mark => mark.Points != 1)) is { } points)
            throw new FormatError(points.Line, 0, "La verifica EJR+ vale per le approvazioni: questa scheda dà punti.",
                "The EJR+ check is for approvals: this ballot gives points.");
        if (election.Voters == 0) return null;
        var supporters = BudgetRules.Supporters(election);
        decimal[] got = [.. election.Ballots.Select(ballot => ballot.Marks.Where(mark => winners.Contains(mark.Project))
            .Sum(mark => election.Projects[mark.Project].Cost))];
        UnjustGroup? worst = null;
        for (int project = 0; project < election.Projects.Length; project++)
        {
            bool barred = rules.WhyOut(project, supporters[project]) is not null || rules.Rival(project, winners) is not null;
            if (barred || winners.Contains(project) || Passed(election, project, got) is not { } group) continue;
            if (worst is null || Lack(election, group) > Lack(election, worst)) worst = group;
        }

        return worst;
    }

    private static Fraction Lack(BudgetElection election, UnjustGroup group) =>
        group.Share - Fraction.From(group.Most + election.Projects[group.Project].Cost);

    private static UnjustGroup? Passed(BudgetElection election, int project, decimal[] got)
    {
        int[] behind = [.. Enumerable.Range(0, got.Length).Where(ballot => election.Ballots[ballot].Marks
            .Any(mark => mark.Project == project)).OrderBy(ballot => got[ballot])];
        long people = 0;
        UnjustGroup? found = null;
        foreach (int ballot in behind)
        {
            people += election.Ballots[ballot].Voters;
            Fraction share = Fraction.From(election.Budget) * people / election.Voters;
            if (Fraction.From(got[ballot] + election.Projects[project].Cost) > share) continue;
            var group = new UnjustGroup(project, people, share, got[ballot], Say(election.Projects[project], people, share, got[ballot]));
            if (found is null || Lack(election, group) > Lack(election, found)) found = group;
        }

        return found;
    }

    private static Bilingual Say(Project project, long people, Fraction share, decimal most) => Bilingual.Of(
        $"{people:N0} persone d'accordo su «{project.Id}» ({project.Cost:N2}) hanno diritto a {share.ToDouble():N2} e hanno ottenuto al più {most:N2}.",
        $"{people:N0} people who agree on “{project.Id}” ({project.Cost:N2}) are entitled to {share.ToDouble():N2} and got at most {most:N2}.");
}
