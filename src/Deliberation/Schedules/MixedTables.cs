using System.Collections.Immutable;
using Deliberation.Formats;

namespace Deliberation.Schedules;

/// <summary>Somebody who moves from table to table.</summary>
/// <param name="Id">Unique name.</param>
/// <param name="Features">One value for each feature to be mixed (district, age …); may be empty.</param>
/// <param name="Line">Line of the file it came from; 0 when there is none.</param>
public sealed record Guest(string Id, ImmutableArray<string> Features, int Line = 0);

/// <summary>Rounds of talk at tables, as in a World Café; checked when made, unchangeable afterwards. Hosts who stay at their table are not
/// guests.</summary>
public sealed class MixedTables
{
    /// <summary>Checks and keeps the task.</summary>
    /// <param name="guests">At least two; ids differ; as many features each.</param>
    /// <param name="tables">How many tables: 1 to the number of guests. Sizes differ by one at most.</param>
    /// <param name="rounds">How many rounds: 1 to 50.</param>
    /// <param name="apart">Pairs of guests (indices) that must never share a table.</param>
    /// <exception cref="FormatError">Something is wrong; says what, on which line.</exception>
    public MixedTables(ImmutableArray<Guest> guests, int tables, int rounds, ImmutableArray<(int A, int B)> apart = default)
    {
        if (guests.IsDefault || guests.Length is < 2 or > 5_000) throw new FormatError(0, 0, "Le persone devono essere da 2 a 5000.",
            "There must be 2 to 5000 people.");
        if (tables < 1 || tables > guests.Length) throw new FormatError(0, 0, "I tavoli devono essere da 1 al numero delle persone.",
            "The tables must be from 1 to the number of people.");
        if (rounds is < 1 or > 50) throw new FormatError(0, 0, "I turni devono essere da 1 a 50.", "The rounds must be from 1 to 50.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Guest guest in guests)
        {
            if (!seen.Add(guest.Id)) throw new FormatError(guest.Line, 0, $"«{guest.Id}» compare due volte: usa nomi diversi.",
                $"“{guest.Id}” appears twice: use different names.");
            if (guest.Features.Length != guests[0].Features.Length) throw new FormatError(guest.Line, 0,
                $"«{guest.Id}» ha un numero diverso di caratteristiche.", $"“{guest.Id}” has a different number of features.");
        }

        apart = apart.IsDefault ? [] : apart;
        if (apart.Any(pair => pair.A == pair.B || Math.Min(pair.A, pair.B) < 0 || Math.Max(pair.A, pair.B) >= guests.Length))
            throw new FormatError(0, 0, "Una coppia da tenere separata non è fatta di due persone dell'elenco.",
                "A pair to keep apart is not two people of the list.");
        (Guests, Tables, Rounds, Apart) = (guests, tables, rounds, apart);
    }

    /// <summary>The guests.</summary>
    public ImmutableArray<Guest> Guests { get; }

    /// <summary>How many tables.</summary>
    public int Tables { get; }

    /// <summary>How many rounds.</summary>
    public int Rounds { get; }

    /// <summary>Pairs that must never share a table.</summary>
    public ImmutableArray<(int A, int B)> Apart { get; }

    /// <summary>No plan can have fewer repeated meetings.</summary>
    /// <remarks>
    /// The larger of two counts: meetings in all less pairs in all; and, for every round after the first, the pairs of a first-round
    /// table that must sit together again because it has more guests than there are tables.
    /// </remarks>
    public long LeastRepeats
    {
        get
        {
            long n = Guests.Length, meetings = Rounds * PairsAtTables(Guests.Length, Tables);
            (int small, int larger) = (Guests.Length / Tables, Guests.Length % Tables);
            long again = (larger * PairsAtTables(small + 1, Tables)) + ((Tables - larger) * PairsAtTables(small, Tables));
            return Math.Max(0, Math.Max(meetings - (n * (n - 1) / 2), (Rounds - 1) * again));
        }
    }

    /// <summary>Pairs that share a table when people are spread as evenly as can be.</summary>
    private static long PairsAtTables(int people, int tables)
    {
        long small = people / tables, larger = people % tables;
        return (larger * (small + 1) * small / 2) + ((tables - larger) * small * (small - 1) / 2);
    }
}

/// <summary>Who sits where in each round.</summary>
/// <param name="TableOf">For each round, the table of each guest, from 0.</param>
/// <param name="Repeats">Repeated meetings: for every pair, the meetings after the first.</param>
/// <param name="LeastRepeats">No plan can have fewer.</param>
/// <param name="Unevenness">How many guests sit beyond an even mix of features, over all tables, rounds and feature values; 0 is
/// perfect.</param>
/// <param name="RepeatsAtRandom">Repeated meetings when people are seated by lot (mean of 20 draws).</param>
/// <param name="StoppedEarly">The time limit struck before the search was over.</param>
public sealed record TablesPlan(
    ImmutableArray<ImmutableArray<int>> TableOf, long Repeats, long LeastRepeats, long Unevenness, double RepeatsAtRandom,
        bool StoppedEarly)
{
    /// <summary>The plan in one sentence.</summary>
    public Bilingual Summary => Bilingual.Of(
        $"{Repeats:N0} incontri ripetuti (non si può scendere sotto {LeastRepeats:N0}; a sorte sarebbero circa {RepeatsAtRandom:N0}); {Unevenness:N0} persone oltre un miscuglio perfetto.",
        $"{Repeats:N0} repeated meetings (no plan can have fewer than {LeastRepeats:N0}; by lot about {RepeatsAtRandom:N0}); {Unevenness:N0} people beyond a perfect mix.");

    /// <summary>Checks the plan against the task, independently of the search.</summary>
    /// <returns>The first thing that is wrong; null when all rules are kept and the counts are right.</returns>
    public Bilingual? Refutation(MixedTables task)
    {
        ArgumentNullException.ThrowIfNull(task);
        int n = task.Guests.Length;
        foreach (ImmutableArray<int> round in TableOf)
        {
            var sizes = new int[task.Tables];
            foreach (int table in round) sizes[table]++;
            if (sizes.Max() - sizes.Min() > 1) return new("I tavoli non sono pari.", "The tables are not even.");
            foreach ((int a, int b) in task.Apart)
                if (round[a] == round[b]) return Bilingual.Of($"«{task.Guests[a].Id}» e «{task.Guests[b].Id}» siedono insieme.",
                    $"“{task.Guests[a].Id}” and “{task.Guests[b].Id}” sit together.");
        }

        return TableOf.Length == task.Rounds && TableCounts.Repeats(TableOf, n) == Repeats
            && TableCounts.Unevenness(task, TableOf) == Unevenness
            ? null
            : new("I conti del piano sono sbagliati.", "The plan's counts are wrong.");
    }
}

/// <summary>What is left of a plan after some have gone or arrived.</summary>
/// <param name="Guests">Those who are left: their indices in the old task, in its order.</param>
/// <param name="Task">The rounds that are left, for them and then for those who have arrived.</param>
/// <param name="Plan">Where they sit; its counts are of these rounds alone.</param>
/// <param name="RepeatsInAll">Repeated meetings among them, the rounds held before included.</param>
public sealed record TablesChange(ImmutableArray<int> Guests, MixedTables Task, TablesPlan Plan, long RepeatsInAll);

/// <summary>Plain counts, by definition.</summary>
internal static class TableCounts
{
    public static long Repeats(ImmutableArray<ImmutableArray<int>> tableOf, int guests)
    {
        long repeats = 0;
        for (int a = 0; a < guests; a++)
            for (int b = 0; b < a; b++)
                repeats += Math.Max(0, tableOf.Count(round => round[a] == round[b]) - 1);
        return repeats;
    }

    public static long Unevenness(MixedTables task, ImmutableArray<ImmutableArray<int>> tableOf)
    {
        long sum = 0;
        for (int feature = 0; feature < task.Guests[0].Features.Length; feature++)
        {
            foreach (var value in Enumerable.Range(0, task.Guests.Length).GroupBy(guest => task.Guests[guest].Features[feature]))
            {
                int[] holders = [.. value];
                foreach (ImmutableArray<int> round in tableOf)
                {
                    for (int table = 0; table < task.Tables; table++)
                        sum += Beyond(holders.Count(guest => round[guest] == table), holders.Length, task.Tables);
                }
            }
        }

        return sum;
    }

    /// <summary>How far a count is outside an even share, whole people.</summary>
    public static int Beyond(int count, int total, int tables) =>
        Math.Max(0, Math.Max(count - ((total + tables - 1) / tables), (total / tables) - count));
}
