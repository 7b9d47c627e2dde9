namespace Deliberation.Sortition;

/// <summary>Fills seats that became free, keeping the quotas and giving everybody left as equal a chance as they allow.</summary>
public static class Replacement
{
    /// <summary>Draws people for free seats: LEXIMIN on what the quotas still ask for.</summary>
    /// <param name="pool">The pool of the first draw.</param>
    /// <param name="panel">Members as drawn; indices in the pool.</param>
    /// <param name="refusals">Members who will not come; indices, all on the panel.</param>
    /// <param name="candidates">Who may step in, such as the alternates; null: everybody who is not on the panel.</param>
    /// <param name="random">Draws; its state advances.</param>
    /// <param name="effort">Time limit, cancellation.</param>
    /// <returns>The whole panel after replacement, ascending, and how each free seat could be filled.</returns>
    /// <exception cref="ArgumentException">Somebody refuses who is not on the panel.</exception>
    /// <exception cref="InfeasibleQuotasException">The quotas cannot be kept with these candidates; names the smallest change to the
    /// residual quotas.</exception>
    /// <exception cref="Formats.FormatError">Too few candidates.</exception>
    public static (IReadOnlyList<int> Panel, SelectionResult Chances) After(
        Pool pool, IReadOnlyList<int> panel, IReadOnlyList<int> refusals, IReadOnlyList<int>? candidates, PublicRandom random,
            Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(refusals);
        if (refusals.Count == 0 || refusals.Any(r =>
            !panel.Contains(r))) throw new ArgumentException("Refusals must be members of the panel, at least one.", nameof(refusals));
        int[] kept = [.. panel.Except(refusals)];
        var homes = kept.Select(i => Home(pool, i)).Where(h => h is not null).ToHashSet();
        int[] open = [.. (candidates ?? [.. Enumerable.Range(0, pool.People.Count)]).Except(panel)
            .Where(i => Home(pool, i) is not { } home || !homes.Contains(home)).Order()];
        var result = Selection.Run(new Pool(open.Select(i => pool.People[i]), Residual(pool, kept), refusals.Count),
            SelectionRule.Leximin, effort);
        int[] chosen = [.. result.Draw(random).Select(i => open[i])];
        return ([.. kept.Concat(chosen).Order()], result);
    }

    /// <summary>What the quotas still ask for, given members who stay.</summary>
    internal static List<Quota> Residual(Pool pool, IReadOnlyList<int> kept)
    {
        var seated = new int[pool.Quotas.Count];
        foreach (int i in kept) foreach (int row in pool.QuotaRows(pool.People[i])) seated[row]++;
        return [.. pool.Quotas.Select((q, r) => q with { Min = Math.Max(0, q.Min - seated[r]), Max = Math.Max(0, q.Max - seated[r]) })];
    }

    private static string? Home(Pool pool, int person) =>
        string.IsNullOrWhiteSpace(pool.People[person].Address) ? null : pool.People[person].Address!.Trim().ToUpperInvariant();
}
