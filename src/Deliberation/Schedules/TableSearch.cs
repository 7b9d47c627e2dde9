using System.Collections.Immutable;
using System.Diagnostics;

namespace Deliberation.Schedules;

/// <summary>Annealing by swaps: of whole places within a design, or of two guests in one round.</summary>
internal sealed class TableSearch
{
    private const int RepeatCost = 10;      // a repeated meeting weighs as much as ten people beyond the mix
    private const int ApartCost = 100_000;  // more than everything else together
    private const long Work = 60_000_000;   // counts touched in all; about 2 ns each
    private const long WorkAgain = 12_000_000; // for a plan that only mends another

    private readonly MixedTables _task;
    private readonly Effort _effort;
    private readonly bool _design;
    private readonly long _work;
    private readonly int[][] _tableOf;     // round, guest
    private readonly int[][] _members;     // round, table × size: guests; only used when free
    private readonly int _size;
    private readonly int[] _met;           // guest × guest: meetings so far; only used when free
    private readonly int[][] _value;       // feature, guest: value index
    private readonly int[][] _total;       // feature, value: holders in all
    private readonly int[][][] _holders;   // round, feature: table × values
    private readonly int[][] _apartFrom;   // guest: those who must not sit with it
    private SeededRandom _random;

    private TableSearch(MixedTables task, int[][] tableOf, bool design, Effort effort, int[][]? held = null)
    {
        _work = held is null ? Work : WorkAgain;
        (_task, _tableOf, _design, _effort, _random) = (task, tableOf, design, effort, new SeededRandom(effort.Seed));
        int n = task.Guests.Length, features = task.Guests[0].Features.Length;
        _apartFrom = [.. Enumerable.Range(0, n).Select(guest => task.Apart.Where(pair => pair.A == guest || pair.B == guest)
            .Select(pair => pair.A + pair.B - guest).Distinct().ToArray())];
        _value = new int[features][];
        _total = new int[features][];
        for (int feature = 0; feature < features; feature++)
        {
            string[] values = [.. task.Guests.Select(guest => guest.Features[feature]).Distinct()];
            _value[feature] = [.. task.Guests.Select(guest => Array.IndexOf(values, guest.Features[feature]))];
            _total[feature] = [.. values.Select((_, value) => _value[feature].Count(held => held == value))];
        }

        _holders = [.. tableOf.Select(round => Enumerable.Range(0, features).Select(feature => Holders(round, feature)).ToArray())];
        _size = (n + task.Tables - 1) / task.Tables;
        _met = design ? [] : new int[n * n];
        _members = design ? [] : [.. tableOf.Select(MembersOf)];
        if (!design) CountMeetings([.. tableOf, .. held ?? []], +1);
    }

    public bool StoppedEarly { get; private set; }

    /// <summary>Starts from a plan that some have left; the rounds held before count as meetings.</summary>
    public static TableSearch From(MixedTables task, int[][] tableOf, int[][] held, Effort effort)
    {
        foreach (int[] round in tableOf) Even(round, task.Tables);
        return new TableSearch(task, tableOf, design: false, effort, held);
    }

    /// <summary>Moves guests from the fullest table to the emptiest until sizes differ by one at most.</summary>
    private static void Even(int[] round, int tables)
    {
        var sizes = new int[tables];
        foreach (int table in round) sizes[table]++;
        while (sizes.Max() - sizes.Min() > 1)
        {
            int from = Array.IndexOf(sizes, sizes.Max()), to = Array.IndexOf(sizes, sizes.Min());
            round[Array.LastIndexOf(round, from)] = to;
            sizes[from]--;
            sizes[to]++;
        }
    }

    /// <summary>Guests take the seats of the design in an order drawn by the seed.</summary>
    public static TableSearch WithinDesign(MixedTables task, int[][] tableOfSeat, Effort effort)
    {
        int n = task.Guests.Length;
        int[] order = [.. Enumerable.Range(0, n)];
        new SeededRandom(effort.Seed).Shuffle<int>(order);
        var tableOf = new int[task.Rounds][];
        for (int round = 0; round < task.Rounds; round++)
        {
            tableOf[round] = new int[n];
            for (int seat = 0; seat < n; seat++)
                tableOf[round][order[seat]] = tableOfSeat[round][seat];
        }

        return new TableSearch(task, tableOf, design: true, effort);
    }

    /// <summary>Starts from seats drawn by lot.</summary>
    public static TableSearch Free(MixedTables task, Effort effort)
    {
        var random = new SeededRandom(effort.Seed);
        var tableOf = new int[task.Rounds][];
        for (int round = 0; round < task.Rounds; round++)
        {
            tableOf[round] = [.. Enumerable.Range(0, task.Guests.Length).Select(guest => guest % task.Tables)];
            random.Shuffle<int>(tableOf[round]);
        }

        return new TableSearch(task, tableOf, design: false, effort);
    }

    public ImmutableArray<ImmutableArray<int>> Plan() => [.. _tableOf.Select(round => round.ToImmutableArray())];

    public void Run()
    {
        if (_task.Tables == 1 || (_design && _value.Length == 0 && _task.Apart.IsEmpty)) return;
        long start = Stopwatch.GetTimestamp(), cost = Cost(), best = cost;
        int[][] bestPlan = [.. _tableOf.Select(round => round.ToArray())];
        double touched = (_design ? 4.0 * _task.Rounds * (1 + _value.Length) : 8.0 + (4 * _size)) + (8 * _value.Length);
        long steps = (long)Math.Clamp(_work / touched, 50_000, 4_000_000);
        double hot = _design ? 2 : 12, cold = _design ? 0.15 : 1;
        double temperature = hot;
        long least = _design ? 0 : RepeatCost * _task.LeastRepeats;
        for (long step = 0; step < steps && best > least; step++)
        {
            if ((step & 1023) == 0)
            {
                _effort.Cancel.ThrowIfCancellationRequested();
                double left = 1 - ((double)step / steps);
                temperature = cold + ((hot - cold) * left * left * left);
                if ((step & 65535) == 0 && TimeIsUp(start, (double)step / steps)) break;
            }

            cost += Swap(temperature);
            if (cost >= best) continue;
            best = cost;
            for (int round = 0; round < bestPlan.Length; round++) _tableOf[round].CopyTo(bestPlan[round], 0);
        }

        if (_design) for (int round = 0; round < bestPlan.Length; round++) bestPlan[round].CopyTo(_tableOf[round], 0);
        else Restore(bestPlan);
        _effort.Progress?.Report(1);
    }

    /// <summary>Goes back to a plan, and to its meetings.</summary>
    private void Restore(int[][] plan)
    {
        CountMeetings(_tableOf, -1);
        for (int round = 0; round < plan.Length; round++) plan[round].CopyTo(_tableOf[round], 0);
        CountMeetings(_tableOf, +1);
    }

    private bool TimeIsUp(long start, double share)
    {
        _effort.Progress?.Report(share);
        return StoppedEarly = _effort.TimeLimit is { } limit && Stopwatch.GetElapsedTime(start) > limit;
    }

    /// <summary>Swaps two guests in one round, or in all of them within a design, if that pays or luck allows; returns the change of
    /// cost.</summary>
    private long Swap(double temperature)
    {
        int n = _task.Guests.Length, a = _random.Below(n), b = _random.Below(n);
        int first = _design ? 0 : _random.Below(_task.Rounds), end = _design ? _task.Rounds : first + 1;
        if (a == b || (!_design && _tableOf[first][a] == _tableOf[first][b])) return 0;
        long change = 0;
        for (int round = first; round < end; round++) change += SwapIn(round, a, b);
        if (change <= 0 || change < temperature * _random.Exponential()) return change;
        for (int round = first; round < end; round++) SwapIn(round, a, b);
        return 0;
    }

    private long SwapIn(int round, int a, int b)
    {
        int[] tableOf = _tableOf[round];
        int from = tableOf[a], to = tableOf[b];
        if (from == to) return 0;
        long change = Apart(tableOf, a, b, -1);
        for (int feature = 0; feature < _value.Length; feature++) change += Mix(round, feature, a, b, from, to);
        if (!_design) change += RepeatCost * Meet(round, a, b, from, to);
        (tableOf[a], tableOf[b]) = (to, from);
        return change + Apart(tableOf, a, b, +1);
    }

    private long Apart(int[] tableOf, int a, int b, int sign)
    {
        long together = 0;
        foreach (int other in _apartFrom[a])
            if (tableOf[other] == tableOf[a]) together++;
        foreach (int other in _apartFrom[b])
            if (tableOf[other] == tableOf[b]) together++;
        return sign * together * ApartCost;
    }

    private long Mix(int round, int feature, int a, int b, int from, int to)
    {
        int valueA = _value[feature][a], valueB = _value[feature][b];
        if (valueA == valueB) return 0;
        return Shift(round, feature, valueA, from, to) + Shift(round, feature, valueB, to, from);
    }

    private long Shift(int round, int feature, int value, int from, int to)
    {
        int values = _total[feature].Length, total = _total[feature][value];
        ref int here = ref _holders[round][feature][(from * values) + value];
        ref int there = ref _holders[round][feature][(to * values) + value];
        long before = TableCounts.Beyond(here, total, _task.Tables) + TableCounts.Beyond(there, total, _task.Tables);
        here--;
        there++;
        return TableCounts.Beyond(here, total, _task.Tables) + TableCounts.Beyond(there, total, _task.Tables) - before;
    }

    /// <summary>Moves a and b in the counts of meetings; returns the change of repeated meetings.</summary>
    private long Meet(int round, int a, int b, int from, int to)
    {
        int n = _task.Guests.Length;
        int[] members = _members[round];
        long change = 0;
        int atA = from * _size, atB = to * _size;
        for (int seat = 0; seat < _size; seat++)
        {
            int left = members[atA + seat], right = members[atB + seat];
            if (left >= 0 && left != a) change += Part(a, left, n) + Join(b, left, n);
            if (right >= 0 && right != b) change += Part(b, right, n) + Join(a, right, n);
        }

        members[Array.IndexOf(members, a, atA, _size)] = b;
        members[Array.IndexOf(members, b, atB, _size)] = a;
        return change;
    }

    private int Part(int x, int y, int n)
    {
        _met[(y * n) + x]--;
        return --_met[(x * n) + y] >= 1 ? -1 : 0;
    }

    private int Join(int x, int y, int n)
    {
        _met[(y * n) + x]++;
        return ++_met[(x * n) + y] > 1 ? 1 : 0;
    }

    private long Cost()
    {
        long cost = 0;
        foreach (int[] round in _tableOf) cost += ApartCost * (long)_task.Apart.Count(pair => round[pair.A] == round[pair.B]);
        cost += TableCounts.Unevenness(_task, Plan());
        return _design ? cost : cost + (RepeatCost * MetAgain());
    }

    /// <summary>Repeated meetings, those of rounds held before included.</summary>
    public long MetAgain()
    {
        long repeats = 0;
        int n = _task.Guests.Length;
        for (int a = 0; a < n; a++)
            for (int b = 0; b < a; b++) repeats += Math.Max(0, _met[(a * n) + b] - 1);
        return repeats;
    }

    private int[] Holders(int[] round, int feature)
    {
        int values = _total[feature].Length;
        var holders = new int[_task.Tables * values];
        for (int guest = 0; guest < round.Length; guest++) holders[(round[guest] * values) + _value[feature][guest]]++;
        return holders;
    }

    private int[] MembersOf(int[] round)
    {
        var members = new int[_task.Tables * _size];
        Array.Fill(members, -1);
        var next = new int[_task.Tables];
        for (int guest = 0; guest < round.Length; guest++) members[(round[guest] * _size) + next[round[guest]]++] = guest;
        return members;
    }

    private void CountMeetings(int[][] rounds, int by)
    {
        int n = _task.Guests.Length;
        foreach (int[] round in rounds)
            for (int a = 0; a < n; a++)
                for (int b = 0; b < n; b++)
                    if (a != b && round[a] == round[b]) _met[(a * n) + b] += by;
    }
}
