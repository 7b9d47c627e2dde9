namespace Deliberation.Sortition;

/// <summary>What one rule makes of a pool.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Minimum">The lowest chance, 0 to 1.</param>
/// <param name="Maximum">The highest chance, 0 to 1.</param>
/// <param name="ManipulationGain">The most that somebody was found to gain by giving false features, as a difference of chances, 0 to 1.
/// Found by trying: no rule is proven to be safer than this.</param>
/// <param name="IsProven">As <see cref="SelectionResult.IsProven"/>.</param>
public sealed record RuleFigures(SelectionRule Rule, double Minimum, double Maximum, double ManipulationGain, bool IsProven);

/// <summary>The rules side by side, so that whoever decides sees what each costs.</summary>
/// <remarks>
/// The gain is looked for where it is largest: those with least chance claim, one at a time, the features of those with most, and the
/// lottery is made again. Source of the measure: Flanigan, Liang, Procaccia, Wang, "Manipulation-robust selection of citizens' assemblies",
/// AAAI 2024.
/// </remarks>
public static class RuleComparison
{
    /// <summary>LEXIMIN, Nash and Goldilocks on a pool.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="attempts">How many of those with least chance claim the features of how many with most, 0 to 20: a rule makes
    /// attempts² + 1 lotteries.</param>
    /// <param name="effort">Seed, time limit of each lottery, stop.</param>
    /// <exception cref="ArgumentOutOfRangeException">Attempts out of range.</exception>
    /// <exception cref="InfeasibleQuotasException">No panel meets the quotas.</exception>
    public static IReadOnlyList<RuleFigures> Of(Pool pool, int attempts = 2, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentOutOfRangeException.ThrowIfNegative(attempts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempts, 20);
        effort = (effort ?? Effort.Default) with { Progress = null };
        SelectionRule[] rules = [SelectionRule.Leximin, SelectionRule.Nash, SelectionRule.Goldilocks];
        return [.. rules.Select(rule => Figures(pool, rule, attempts, effort))];
    }

    private static RuleFigures Figures(Pool pool, SelectionRule rule, int attempts, Effort effort)
    {
        var result = Selection.Run(pool, rule, effort);
        double gain = 0;
        int[] byChance = [.. Enumerable.Range(0, pool.People.Count).OrderBy(person => result.Probabilities[person])];
        string Features(int person) => string.Join('\n', pool.People[person].Features);
        foreach (int liar in byChance.DistinctBy(Features).Take(attempts))
            foreach (int model in byChance.Reverse().DistinctBy(Features).Take(attempts))
            {
                if (Features(liar) == Features(model)) continue;
                var claimed = pool.People.Select((person, i) =>
                    i == liar ? person with { Features = pool.People[model].Features } : person);
                var lottery = Selection.Run(new Pool(claimed, pool.Quotas, pool.PanelSize), rule, effort);
                gain = Math.Max(gain, lottery.Probabilities[liar] - result.Probabilities[liar]);
            }
        return new(rule, result.Measures.Minimum, result.Probabilities.Max(), gain, result.IsProven);
    }
}
