namespace Deliberation.Sortition;

/// <summary>
/// The naive stratified draw, for comparison: fill the seats one by one, always from the feature that is most urgent, and start again
/// when quotas can no longer be met. Easy to explain, but some people end up with almost no chance.
/// </summary>
/// <remarks>Source: "LEGACY" in Flanigan et al., Nature 2021. Addresses: whoever shares one with a member is set aside.</remarks>
public static class GreedyDraw
{
    /// <summary>One panel, or null when all tries failed.</summary>
    /// <param name="pool">Who, what, how many.</param>
    /// <param name="random">Its state advances.</param>
    /// <param name="tries">Fresh starts at most; 1 or more.</param>
    /// <param name="cancel">Asked at every try.</param>
    /// <returns>Indices in the pool, ascending.</returns>
    public static IReadOnlyList<int>? Draw(Pool pool, PublicRandom random, int tries = 1000, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(random);
        var table = new PoolTable(pool);
        for (int i = 0; i < tries; i++)
        {
            cancel.ThrowIfCancellationRequested();
            if (table.Try(random) is { } panel) return panel;
        }
        return null;
    }

    /// <summary>How often each person is drawn.</summary>
    /// <param name="pool">Who, what, how many.</param>
    /// <param name="draws">Panels to draw; the standard error of a chance p is √(p(1 − p)/draws).</param>
    /// <param name="effort">Seed, cancellation, progress.</param>
    /// <returns>One share a person, 0 to 1.</returns>
    /// <exception cref="InvalidOperationException">No panel was found in a thousand tries.</exception>
    public static IReadOnlyList<double> Estimate(Pool pool, int draws, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        effort ??= Effort.Default;
        var random = new PublicRandom(effort.Seed);
        var times = new int[pool.People.Count];
        for (int i = 0; i < draws; i++)
        {
            if (i % 100 == 0) effort.Progress?.Report((double)i / draws);
            var panel = Draw(pool, random, cancel: effort.Cancel)
                ?? throw new InvalidOperationException("The naive draw found no panel in a thousand tries.");
            foreach (int person in panel) times[person]++;
        }
        return [.. times.Select(t => (double)t / draws)];
    }

    private sealed class PoolTable(Pool pool)
    {
        private readonly int[][] _rows = [.. pool.People.Select(pool.QuotaRows)];
        private readonly string?[] _homes = [.. pool.People.Select(p => string.IsNullOrWhiteSpace(p.Address) ? null : p.Address.Trim()
            .ToUpperInvariant())];

        public int[]? Try(PublicRandom random)
        {
            var left = Enumerable.Range(0, _rows.Length).ToList();
            var remaining = new int[pool.Quotas.Count];
            foreach (int[] rows in _rows) foreach (int row in rows) remaining[row]++;
            var chosen = new int[pool.Quotas.Count];
            var panel = new List<int>();
            void Leave(int person)
            {
                left.Remove(person);
                foreach (int row in _rows[person]) remaining[row]--;
            }

            while (panel.Count < pool.PanelSize)
            {
                int urgent = MostUrgent(chosen, remaining);
                var open = urgent == -1 ? left : [.. left.Where(i => _rows[i].Contains(urgent))];
                if (urgent == -2 || open.Count == 0) return null;
                int person = open[random.Next(open.Count)];
                panel.Add(person);
                Leave(person);
                foreach (int row in _rows[person]) chosen[row]++;
                foreach (int other in left.Where(i => (_homes[i] is { } home && home == _homes[person])
                    || _rows[i].Any(r => chosen[r] >= pool.Quotas[r].Max)).ToArray()) Leave(other);
            }
            if (pool.Quotas.Where((q, r) => chosen[r] < q.Min).Any()) return null;
            panel.Sort();
            return [.. panel];
        }

        /// <summary>The quota with the largest share of its remaining people still needed; −1: none needs any; −2: one cannot be
        /// met.</summary>
        private int MostUrgent(int[] chosen, int[] remaining)
        {
            (int best, double most) = (-1, 0);
            for (int r = 0; r < chosen.Length; r++)
            {
                int needed = pool.Quotas[r].Min - chosen[r];
                if (needed > remaining[r]) return -2;
                if (needed > 0 && (double)needed / remaining[r] > most) (best, most) = (r, (double)needed / remaining[r]);
            }
            return best;
        }
    }
}
