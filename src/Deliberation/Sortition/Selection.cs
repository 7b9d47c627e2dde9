using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>Which lottery over panels is wanted.</summary>
public enum SelectionRule
{
    /// <summary>The lowest chance as high as it can be, then the second lowest, and so on: nobody's chance could rise without lowering one
    /// that is no higher.</summary>
    Leximin,

    /// <summary>Only the lowest chance as high as it can be.</summary>
    Maximin,

    /// <summary>The product of all chances as high as it can be, to within one part in a thousand of their geometric mean.</summary>
    Nash,

    /// <summary>Neither too low nor too high: highest chance · people / seats + seats / (people · lowest chance) as small as it can be
    /// (Baharav and Flanigan 2024). The certificate proves the panels and the bound of the lowest chance, not this sum.</summary>
    Goldilocks,
}

/// <summary>
/// Selects a panel that meets quotas while giving everybody in the pool as equal a chance as the quotas allow.
/// </summary>
/// <remarks>
/// Source: Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596 (2021).
/// The method here is our own and needs no outside solver: people who are alike are merged into types; LEXIMIN is solved over averages
/// (a program with a row a quota); the averages are taken apart into real panels; if that is impossible, the limit that shows it is added
/// and LEXIMIN solved again. Time grows mostly with the number of types: (types²) a pivot of the last step.
/// </remarks>
public static class Selection
{
    /// <summary>Computes the lottery.</summary>
    /// <param name="pool">Who, what, how many.</param>
    /// <param name="rule">Which lottery.</param>
    /// <param name="effort">Seed (chooses among equally good decompositions into panels, never changes LEXIMIN's chances), time limit
    /// (counts once a first panel and the bound of the lowest chance are known; then the best lottery so far is returned), progress,
    /// cancellation within milliseconds; null for the defaults.</param>
    /// <returns>Chances, panels and the certificate. Where quotas are so narrow that the exact lottery would take minutes, the best lottery
    /// that a fixed amount of work finds, the same on every machine: see <see cref="SelectionResult.IsProven"/> and
    /// <see cref="SelectionResult.Gap"/>.</returns>
    /// <exception cref="InfeasibleQuotasException">No panel meets the quotas; it names the smallest change that would do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="InvalidOperationException">Rounding errors left not even a bound; not met so far.</exception>
    public static SelectionResult Run(Pool pool, SelectionRule rule = SelectionRule.Leximin, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        effort ??= Effort.Default;
        using var late = new CancellationTokenSource(effort.TimeLimit ?? Timeout.InfiniteTimeSpan);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(effort.Cancel, late.Token);
        return SolveSteadily(pool, rule, effort, limit.Token);
    }

    private const ulong MostAttempts = 2;

    /// <summary>Rounding trouble depends on the path: another seed takes another one to the same chances.</summary>
    private static SelectionResult SolveSteadily(Pool pool, SelectionRule rule, Effort effort, CancellationToken limit)
    {
        for (ulong attempt = 0; ; attempt++)
        {
            try
            {
                var search = new LotterySearch(pool, rule, effort with { Seed = effort.Seed + (attempt << 32) });
                return search.Run(attempt == MostAttempts, limit);
            }
            catch (NumericalTroubleException trouble) when (attempt == MostAttempts)
            {
                throw new InvalidOperationException("Rounding errors left no lottery.", trouble);
            }
            catch (NumericalTroubleException)
            {
            }
        }
    }
}
