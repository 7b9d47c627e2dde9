namespace Deliberation.Sortition;

/// <summary>People held in reserve, and how well they would serve.</summary>
/// <param name="People">Indices in the pool, ascending; nobody of the panel.</param>
/// <param name="ExpectedLoss">Mean over the scenarios of seats left empty plus seats by which quotas are missed, when the reserve steps in;
/// lower is better.</param>
/// <param name="LossWithout">The same without any reserve.</param>
/// <param name="Repaired">Share of scenarios in which every seat is filled and every quota met, 0 to 1.</param>
public sealed record Reserve(IReadOnlyList<int> People, double ExpectedLoss, double LossWithout, double Repaired);

/// <summary>
/// Chooses alternates before anybody has dropped out: those who mend best the panels that are left in many simulated drop-outs.
/// </summary>
/// <remarks>
/// Source: Assos, Baharav, Flanigan, Procaccia, "Alternates, Assemble! Selecting optimal alternates for citizens' assemblies" (2025):
/// empirical risk over sampled drop-outs. Here by adding the best person, then exchanging while that helps; within a scenario the reserve
/// steps in one by one, the most useful first. A heuristic: the figures say how good it is, not that nothing is better. Time: scenarios ·
/// count · types · seats replaced.
/// </remarks>
public static class Alternates
{
    /// <summary>Chooses the reserve.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="panel">Members; indices in the pool.</param>
    /// <param name="count">Alternates wanted; 1 or more, at most the people outside the panel.</param>
    /// <param name="dropOut">Chance that a member drops out, by index in the pool; each 0 to 1.</param>
    /// <param name="scenarios">Simulated drop-outs; 1 or more.</param>
    /// <param name="effort">Seed of the simulation, cancellation, progress.</param>
    /// <exception cref="ArgumentOutOfRangeException">Count or scenarios out of range.</exception>
    public static Reserve Choose(Pool pool, IReadOnlyList<int> panel, int count, Func<int, double> dropOut, int scenarios = 200,
        Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(dropOut);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scenarios);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, pool.People.Count - panel.Count);
        effort ??= Effort.Default;
        var random = new PublicRandom(effort.Seed);
        var absent = Enumerable.Range(0, scenarios).Select(_ => panel.Where(i => random.Share() < dropOut(i)).ToHashSet()).ToArray();
        var mending = new Mending(pool, panel, absent);
        var chosen = new List<int>();
        var outside = Enumerable.Range(0, pool.People.Count).Except(panel).ToList();
        random.Shuffle(outside);
        while (chosen.Count < count)
        {
            effort.Cancel.ThrowIfCancellationRequested();
            effort.Progress?.Report((double)chosen.Count / count);
            int best = mending.OnePerType(outside).MinBy(i => mending.Loss([.. chosen, i]));
            chosen.Add(best);
            outside.Remove(best);
        }
        Exchange(mending, chosen, outside, effort.Cancel);
        return new([.. chosen.Order()], mending.Loss(chosen), mending.Loss([]), mending.Repaired(chosen));
    }

    private static void Exchange(Mending mending, List<int> chosen, List<int> outside, CancellationToken cancel)
    {
        double loss = mending.Loss(chosen);
        for (int at = 0; at < chosen.Count; at++)
        {
            foreach (int other in mending.OnePerType(outside))
            {
                cancel.ThrowIfCancellationRequested();
                int before = chosen[at];
                chosen[at] = other;
                double now = mending.Loss(chosen);
                if (now < loss - 1e-12)
                {
                    loss = now;
                    outside[outside.IndexOf(other)] = before;
                }
                else chosen[at] = before;
            }
        }
    }

    /// <summary>What is missing in each scenario and how far people mend it.</summary>
    private sealed class Mending
    {
        private readonly Pool _pool;
        private readonly int[][] _rows;
        private readonly string?[] _homes;
        private readonly (int[] Seated, int Empty, HashSet<string> Homes)[] _scenarios;

        public Mending(Pool pool, IReadOnlyList<int> panel, HashSet<int>[] absent)
        {
            _pool = pool;
            _rows = [.. pool.People.Select(pool.QuotaRows)];
            _homes = [.. pool.People.Select(p => string.IsNullOrWhiteSpace(p.Address) ? null : p.Address.Trim().ToUpperInvariant())];
            _scenarios = [.. absent.Select(gone => Left(panel.Where(i => !gone.Contains(i)).ToArray(), gone.Count))];
        }

        public IEnumerable<int> OnePerType(List<int> people) => people.DistinctBy(i => string.Join(',', _rows[i]) + "|" + _homes[i]);

        public double Loss(List<int> reserve) => _scenarios.Average(s => Mended(s, reserve));

        public double Repaired(List<int> reserve) => _scenarios.Average(s => Mended(s, reserve) == 0 ? 1.0 : 0);

        private (int[], int, HashSet<string>) Left(int[] kept, int empty)
        {
            var seated = new int[_pool.Quotas.Count];
            foreach (int i in kept) foreach (int row in _rows[i]) seated[row]++;
            return (seated, empty, kept.Select(i => _homes[i]).OfType<string>().ToHashSet(StringComparer.Ordinal));
        }

        private int Mended((int[] Seated, int Empty, HashSet<string> Homes) scenario, List<int> reserve)
        {
            var seated = (int[])scenario.Seated.Clone();
            var left = new List<int>(reserve);
            var homes = new HashSet<string>(scenario.Homes, StringComparer.Ordinal);
            int empty = scenario.Empty;
            while (empty > 0)
            {
                (int best, int gain) = (-1, -1);
                foreach (int i in left)
                {
                    if (_homes[i] is { } home && homes.Contains(home)) continue;
                    int now = 1 + Gain(seated, i);
                    if (now > gain) (best, gain) = (i, now);
                }
                if (best < 0 || gain < 0) break;
                left.Remove(best);
                if (_homes[best] is { } taken) homes.Add(taken);
                foreach (int row in _rows[best]) seated[row]++;
                empty--;
            }
            return empty + _pool.Quotas.Select((q, r) => Math.Max(0, q.Min - seated[r]) + Math.Max(0, seated[r] - q.Max)).Sum();
        }

        /// <summary>Seats by which quotas are missed that this person mends, less those they add.</summary>
        private int Gain(int[] seated, int person)
        {
            int gain = 0;
            foreach (int row in _rows[person])
                gain += seated[row] < _pool.Quotas[row].Min ? 1 : seated[row] >= _pool.Quotas[row].Max ? -1 : 0;
            return gain;
        }
    }
}
