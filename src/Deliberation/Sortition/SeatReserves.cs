namespace Deliberation.Sortition;

/// <summary>Draws a reserve for each member of a panel: whoever steps in for a member that does not come keeps all quotas and households
/// by themselves.</summary>
/// <remarks>
/// A reserve that is like the member always does; one that is not may, where quotas leave room. As many members as possible get one: a
/// largest matching of members and candidates (Kuhn 1955, augmenting paths), tried in an order that the random numbers give. Time:
/// seats · people · seats.
/// </remarks>
public static class SeatReserves
{
    /// <summary>Draws them.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="panel">Members, a panel that keeps the quotas; indices in the pool.</param>
    /// <param name="random">Its state advances.</param>
    /// <returns>For each member, in the order given: the index of the reserve; null where no arrangement with as many reserves gives it
    /// one.</returns>
    public static IReadOnlyList<int?> Draw(Pool pool, IReadOnlyList<int> panel, PublicRandom random)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(random);
        var seats = new Seats(pool, panel);
        int[][] open = [.. panel.Select(member => seats.WhoMayStepIn(member))];
        foreach (int[] candidates in open) random.Shuffle(candidates);
        int[] order = [.. Enumerable.Range(0, panel.Count)];
        random.Shuffle(order);
        var seatOf = new Dictionary<int, int>();
        foreach (int seat in order) TryGive(seat, open, seatOf, []);
        var reserves = new int?[panel.Count];
        foreach (var (person, seat) in seatOf) reserves[seat] = person;
        return reserves;
    }

    private static bool TryGive(int seat, int[][] open, Dictionary<int, int> seatOf, HashSet<int> tried)
    {
        foreach (int person in open[seat])
        {
            if (!tried.Add(person)) continue;
            if (seatOf.TryGetValue(person, out int other) && !TryGive(other, open, seatOf, tried)) continue;
            seatOf[person] = seat;
            return true;
        }
        return false;
    }

    private sealed class Seats
    {
        private readonly Pool _pool;
        private readonly int[] _panel;
        private readonly int[][] _rows;
        private readonly string?[] _homes;
        private readonly int[] _seated;

        public Seats(Pool pool, IReadOnlyList<int> panel)
        {
            (_pool, _panel) = (pool, [.. panel]);
            _rows = [.. pool.People.Select(pool.QuotaRows)];
            _homes = [.. pool.People.Select(p => string.IsNullOrWhiteSpace(p.Address) ? null : p.Address.Trim().ToUpperInvariant())];
            _seated = new int[pool.Quotas.Count];
            foreach (int i in panel) foreach (int row in _rows[i]) _seated[row]++;
        }

        public int[] WhoMayStepIn(int member)
        {
            var homes = _panel.Where(i => i != member).Select(i => _homes[i]).OfType<string>().ToHashSet(StringComparer.Ordinal);
            return [.. Enumerable.Range(0, _rows.Length).Except(_panel).Where(i => (_homes[i] is not { } home || !homes.Contains(home))
                && Keeps(member, i))];
        }

        private bool Keeps(int member, int person)
        {
            foreach (int row in _rows[member].Union(_rows[person]))
            {
                int now = _seated[row] - (_rows[member].Contains(row) ? 1 : 0) + (_rows[person].Contains(row) ? 1 : 0);
                if (now < _pool.Quotas[row].Min || now > _pool.Quotas[row].Max) return false;
            }
            return true;
        }
    }
}
