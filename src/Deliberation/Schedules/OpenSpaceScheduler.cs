using System.Collections.Immutable;
using System.Diagnostics;

namespace Deliberation.Schedules;

/// <summary>Puts the sessions of an Open Space into times and places so that as many people as possible find something they want.</summary>
/// <remarks>
/// Simulated annealing over swaps and moves with incremental counts (Kirkpatrick, Gelatt, Vecchi, Science 220, 1983), rules kept
/// at every step; then moves that cost no wish and even out who misses most. A fixed amount of work, well under a second, so
/// that a seed gives the same schedule everywhere.
/// </remarks>
public static class OpenSpaceScheduler
{
    /// <summary>Finds a schedule.</summary>
    /// <exception cref="NoSolution">The rules cannot be met, or no schedule that meets them was found.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static OpenSpacePlan Run(OpenSpace market, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(market);
        effort ??= Effort.Default;
        var start = new FirstSchedule(market, effort.Seed).Find();
        var search = new ScheduleSearch(market, start, effort);
        int[] slotOf = search.Run();
        var placeOf = new int[slotOf.Length];
        var places = new SlotPlaces(market);
        foreach (var slot in slotOf.Index().GroupBy(pair => pair.Item, pair => pair.Index)) places.Assign([.. slot], placeOf);
        return new OpenSpacePlan(
            [.. slotOf], [.. placeOf], market.Met(slotOf), market.UpperBound, market.Met(market.MostWantedFirst()), search.StoppedEarly);
    }
}

/// <summary>Any schedule that keeps the rules: hardest sessions first, many orders tried.</summary>
internal sealed class FirstSchedule(OpenSpace market, ulong seed)
{
    private const int Orders = 2_000;

    private readonly SlotPlaces _places = new(market);
    private readonly bool[,] _clash = ClashesOf(market);

    public int[] Find()
    {
        RefuseTheImpossible();
        var random = new SeededRandom(seed);
        for (int tries = 0; tries < Orders; tries++)
            if (Try(ref random) is { } found) return found;
        throw new NoSolution(new(
            "Non ho trovato un calendario che rispetti insieme convocatori e luoghi (non è provato che non esista): aggiungi un turno o un luogo.",
            "No schedule was found that respects callers and places together (it is not proven that there is none): add a slot or a place."));
    }

    public static bool[,] ClashesOf(OpenSpace market)
    {
        int n = market.Sessions.Length;
        var clash = new bool[n, n];
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
                clash[a, b] = a != b && market.Sessions[a].Callers.Intersect(market.Sessions[b].Callers).Any();
        return clash;
    }

    private void RefuseTheImpossible()
    {
        int room = market.Slots * market.Places.Length;
        if (market.Sessions.Length > room)
        {
            throw new NoSolution(Bilingual.Of(
                $"Le sessioni sono {market.Sessions.Length} e i posti in calendario {room}: aggiungi turni o luoghi.",
                $"There are {market.Sessions.Length} sessions and {room} places in the schedule: add slots or places."));
        }

        var busiest = market.Sessions.SelectMany(session => session.Callers.Distinct()).GroupBy(caller => caller)
            .MaxBy(caller => caller.Count());
        if (busiest is not null && busiest.Count() > market.Slots)
        {
            throw new NoSolution(Bilingual.Of(
                $"«{busiest.Key}» ha convocato {busiest.Count()} sessioni ma i turni sono {market.Slots}.",
                $"“{busiest.Key}” called {busiest.Count()} sessions but there are {market.Slots} slots."));
        }

        for (int session = 0; session < market.Sessions.Length; session++)
        {
            if (_places.SomePlaceSuits(session)) continue;
            throw new NoSolution(Bilingual.Of(
                $"Nessun luogo va bene per «{market.Sessions[session].Id}»: mancano posti o accesso senza scalini.",
                $"No place suits “{market.Sessions[session].Id}”: seats or step-free access are lacking."));
        }
    }

    private int[]? Try(ref SeededRandom random)
    {
        int n = market.Sessions.Length;
        int[] order = [.. Enumerable.Range(0, n)];
        random.Shuffle<int>(order);
        List<int>[] held = [.. Enumerable.Range(0, market.Slots).Select(_ => new List<int>())];
        var slotOf = new int[n];
        foreach (int session in order.OrderByDescending(Hardness))
        {
            int first = random.Below(market.Slots);
            int slot = Enumerable.Range(0, market.Slots).Select(k => (first + k) % market.Slots)
                .OrderBy(k => held[k].Count).FirstOrDefault(k => Fits(held[k], session), -1);
            if (slot < 0) return null;
            held[slot].Add(session);
            slotOf[session] = slot;
        }

        return slotOf;
    }

    private int Hardness(int session)
    {
        int clashes = Enumerable.Range(0, market.Sessions.Length).Count(other => _clash[session, other]);
        int unsuitable = market.Places.Count(place => !place.Suits(market.Sessions[session]));
        return clashes + (2 * unsuitable);
    }

    private bool Fits(List<int> held, int session)
    {
        if (held.Exists(other => _clash[session, other])) return false;
        held.Add(session);
        bool fits = _places.Fit(held);
        held.RemoveAt(held.Count - 1);
        return fits;
    }
}

/// <summary>Annealing with a count of wanted sessions for each kind of person and slot.</summary>
internal sealed class ScheduleSearch
{
    /// <summary>Counts touched in all; about 2 ns each.</summary>
    private const long Work = 90_000_000;

    private readonly OpenSpace _market;
    private readonly Effort _effort;
    private readonly SlotPlaces _places;
    private readonly bool[,] _clash;
    private readonly bool _hasClashes;
    private readonly int[][] _wantedBy;  // kinds of people that want each session
    private readonly int[] _people;      // people of each kind
    private readonly int[][] _wants;
    private readonly int[] _slotOf;
    private readonly ushort[] _count;     // kind × slot: wanted sessions there
    private readonly List<int>[] _held;
    private SeededRandom _random;

    public ScheduleSearch(OpenSpace market, int[] start, Effort effort)
    {
        (_market, _slotOf, _effort, _random) = (market, start, effort, new SeededRandom(effort.Seed));
        _places = new SlotPlaces(market);
        _clash = FirstSchedule.ClashesOf(market);
        _hasClashes = _clash.Cast<bool>().Any(clash => clash);
        var kinds = market.Wishes.Where(wish => wish.Sessions.Length > 0)
            .GroupBy(wish => string.Join(',', wish.Sessions.Order()), StringComparer.Ordinal).ToArray();
        _people = [.. kinds.Select(kind => kind.Sum(wish => wish.People))];
        _wants = [.. kinds.Select(kind => kind.First().Sessions.ToArray())];
        _wantedBy = [.. Enumerable.Range(0, start.Length)
            .Select(session => Enumerable.Range(0, _wants.Length).Where(kind => _wants[kind].Contains(session)).ToArray())];
        _count = new ushort[_people.Length * market.Slots];
        _held = [.. Enumerable.Range(0, market.Slots)
            .Select(slot => Enumerable.Range(0, start.Length).Where(session => start[session] == slot).ToList())];
        for (int kind = 0; kind < _wants.Length; kind++)
            foreach (int session in _wants[kind]) _count[(kind * market.Slots) + start[session]]++;
    }

    public bool StoppedEarly { get; private set; }

    public int[] Run()
    {
        if (_market.Slots == 1 || _slotOf.Length < 2) return _slotOf;
        Anneal();
        EvenOut();
        return _slotOf;
    }

    private void Anneal()
    {
        long start = Stopwatch.GetTimestamp(), met = _market.Met(_slotOf), best = met;
        int[] bestSlots = [.. _slotOf];
        double moveCost = 4.0 + (4.0 * _wantedBy.Sum(kinds => kinds.Length) / _slotOf.Length);
        long steps = (long)Math.Clamp(Math.Min(Work / moveCost, 40_000.0 * _slotOf.Length), 20_000, 3_000_000);
        double hot = Math.Max(1, 0.02 * _people.Sum(people => (double)people)), temperature = hot;
        for (long step = 0; step < steps && best < _market.UpperBound; step++)
        {
            if ((step & 255) == 0)
            {
                _effort.Cancel.ThrowIfCancellationRequested();
                double left = 1 - ((double)step / steps);
                temperature = (hot * left * left * left * left) + 0.2;
                if ((step & 16383) == 0 && TimeIsUp(start, (double)step / steps)) break;
            }

            met += Change(temperature);
            if (met <= best) continue;
            best = met;
            _slotOf.CopyTo(bestSlots, 0);
        }

        Restore(bestSlots);
        _effort.Progress?.Report(1);
    }

    private bool TimeIsUp(long start, double share)
    {
        _effort.Progress?.Report(share);
        return StoppedEarly = _effort.TimeLimit is { } limit && Stopwatch.GetElapsedTime(start) > limit;
    }

    /// <summary>Tries one swap of two sessions, or one move into a slot with a free place; returns the wishes gained.</summary>
    private long Change(double temperature)
    {
        int a = _random.Below(_slotOf.Length), from = _slotOf[a];
        int to = _random.Below(_market.Slots);
        if (to == from) return 0;
        int pick = _random.Below(_market.Places.Length); // an index beyond the sessions held there is a free place
        int b = pick < _held[to].Count ? _held[to][pick] : -1;
        if (b < 0 && _held[to].Count >= _market.Places.Length) return 0;
        if (!Allowed(a, b, from, to)) return 0;

        long gain = Shift(a, from, to);
        if (b >= 0) gain += Shift(b, to, from);
        if (gain >= 0 || -gain < temperature * _random.Exponential())
        {
            Register(a, b, from, to);
            return gain;
        }

        if (b >= 0) Shift(b, from, to);
        Shift(a, to, from);
        return 0;
    }

    private bool Allowed(int a, int b, int from, int to)
    {
        if (_hasClashes && (ClashesIn(_held[to], a, b) || (b >= 0 && ClashesIn(_held[from], b, a)))) return false;
        Register(a, b, from, to);
        bool fit = _places.Fit(_held[to]) && _places.Fit(_held[from]);
        Register(a, b, to, from);
        return fit;
    }

    private bool ClashesIn(List<int> held, int session, int except)
    {
        foreach (int other in held)
            if (other != except && _clash[session, other]) return true;
        return false;
    }

    /// <summary>Moves a to its new slot and b the other way in the lists of who is where.</summary>
    private void Register(int a, int b, int from, int to)
    {
        Replace(_held[from], a, b);
        if (b >= 0) Replace(_held[to], b, a);
        else _held[to].Add(a);
        _slotOf[a] = to;
        if (b >= 0) _slotOf[b] = from;
    }

    private static void Replace(List<int> held, int old, int with)
    {
        int at = held.IndexOf(old);
        if (with >= 0) held[at] = with;
        else held.RemoveAt(at);
    }

    /// <summary>Moves a session in the counts; returns the wishes gained.</summary>
    private long Shift(int session, int from, int to)
    {
        long gain = 0;
        int slots = _market.Slots;
        ushort[] count = _count;
        foreach (int kind in _wantedBy[session])
        {
            int row = kind * slots;
            if (--count[row + from] == 0) gain -= _people[kind];
            if (count[row + to]++ == 0) gain += _people[kind];
        }

        return gain;
    }

    private void Restore(int[] slots)
    {
        for (int session = 0; session < slots.Length; session++)
            if (_slotOf[session] != slots[session]) Shift(session, _slotOf[session], slots[session]);
        slots.CopyTo(_slotOf, 0);
        for (int slot = 0; slot < _held.Length; slot++)
            _held[slot] = [.. Enumerable.Range(0, slots.Length).Where(session => slots[session] == slot)];
    }

    /// <summary>Swaps that lose no wish and make unmet wishes more even (smaller sum of squares), until none is left.</summary>
    private void EvenOut()
    {
        bool better = !StoppedEarly;
        for (int round = 0; better && round < 20; round++)
        {
            better = false;
            for (int a = 0; a < _slotOf.Length; a++)
            {
                _effort.Cancel.ThrowIfCancellationRequested();
                for (int b = 0; b < a; b++) better |= SwapIfMoreEven(a, b);
            }
        }
    }

    private bool SwapIfMoreEven(int a, int b)
    {
        int from = _slotOf[a], to = _slotOf[b];
        if (from == to || !Allowed(a, b, from, to)) return false;
        long before = Unevenness(a) + Unevenness(b);
        long gain = Shift(a, from, to) + Shift(b, to, from);
        if (gain > 0 || (gain == 0 && Unevenness(a) + Unevenness(b) < before))
        {
            Register(a, b, from, to);
            return true;
        }

        Shift(b, from, to);
        Shift(a, to, from);
        return false;
    }

    /// <summary>Squares of unmet wishes of those who want a session. Who wants both of two swapped sessions misses as much as
    /// before.</summary>
    private long Unevenness(int session)
    {
        long sum = 0;
        foreach (int kind in _wantedBy[session])
        {
            int met = 0;
            for (int slot = 0; slot < _market.Slots; slot++)
                if (_count[(kind * _market.Slots) + slot] > 0) met++;
            long unmet = Math.Min(_market.Slots, _wants[kind].Length) - met;
            sum += unmet * unmet * _people[kind];
        }

        return sum;
    }
}
