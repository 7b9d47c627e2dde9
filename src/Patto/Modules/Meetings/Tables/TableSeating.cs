using System.Collections.Immutable;
using System.Globalization;
using Deliberation;
using Deliberation.Schedules;
using Patto.Database;

namespace Patto.Modules.Meetings.Tables;

/// <summary>Seats the cards: new people at every round, groups well mixed. The rule stands in Deliberation.</summary>
internal static class TableSeating
{
    /// <exception cref="RuleViolation">There is no such plan; says why.</exception>
    public static Seated Plan(TablesWanted wanted, CancellationToken cancel) => Found(() =>
    {
        var task = new MixedTables([.. wanted.Cards.Select((group, n) => Card(wanted.Cards, n, group))], wanted.Tables, wanted.Rounds,
            [.. wanted.Apart.Select(pair => (pair.A - 1, pair.B - 1))]);
        var plan = TablePlanner.Run(task, Effort.Default with { Cancel = cancel });
        return new Seated([.. plan.TableOf.Select(round => (IReadOnlyList<int>)[.. round.Select(table => table + 1)])], plan.Repeats,
            plan.LeastRepeats);
    });

    /// <summary>The rounds that have not begun, without those who have gone and with those who have come; who stays keeps the table that
    /// their card says, wherever that makes even tables.</summary>
    /// <param name="gone">Cards, by their numbers.</param>
    /// <param name="come">The groups of the cards that are added.</param>
    public static Seated Change(TableRounds rounds, IReadOnlyList<int> gone, IReadOnlyList<string> come, CancellationToken cancel)
    {
        RuleViolation.Unless(rounds.Current < rounds.Rounds, "tables.last",
            "L'ultimo turno è già cominciato: non c'è più nulla da rifare.");
        var left = rounds.Cards.Count - rounds.Gone.Union(gone).Count() + come.Count;
        RuleViolation.UnlessAt("Leaving", left >= 2 * rounds.Tables, "tables.few", rounds.HasBegun
            ? "A ogni tavolo resterebbero meno di due persone. Chiudi i turni e continuate in un gruppo solo."
            : "A ogni tavolo resterebbero meno di due persone. Fai un piano nuovo con meno tavoli.");
        return Found(() => Changed(rounds, gone, come, cancel));
    }

    private static Seated Changed(TableRounds rounds, IReadOnlyList<int> gone, IReadOnlyList<string> come, CancellationToken cancel)
    {
        string[] groups = [.. rounds.Cards, .. come];
        int[] here = [.. Enumerable.Range(1, rounds.Cards.Count).Except(rounds.Gone)];
        var place = here.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var task = new MixedTables([.. here.Select(card => Card(groups, card - 1, groups[card - 1]))], rounds.Tables, rounds.Rounds,
            [.. rounds.Apart.Where(p => place.ContainsKey(p.A) && place.ContainsKey(p.B)).Select(p => (place[p.A], place[p.B]))]);
        // Who came after a round sat at no table of it: at one of their own, for the count of who has met whom.
        var before = new TablesPlan([.. rounds.TableOf.Select(round => here.Select(card => round[card - 1] is > 0 and var table
            ? table - 1 : -card).ToImmutableArray())], 0, 0, 0, 0, false);
        int[] added = [.. Enumerable.Range(rounds.Cards.Count + 1, come.Count)];
        var change = TablePlanner.After(task, before, rounds.Current, [.. gone.Where(place.ContainsKey).Select(card => place[card])],
            Effort.Default with { Cancel = cancel }, [.. added.Select(card => Card(groups, card - 1, groups[card - 1]))]);
        int[] left = [.. change.Guests.Select(guest => here[guest]), .. added];
        var rest = change.Plan.TableOf.Select(round => (IReadOnlyList<int>)Row(groups.Length, left, round));
        var held = rounds.TableOf.GetRange(0, rounds.Current).Select(round => (IReadOnlyList<int>)[.. round, .. come.Select(_ => 0)]);
        return new([.. held, .. rest], change.RepeatsInAll, null);
    }

    private static int[] Row(int cards, int[] left, IReadOnlyList<int> tables)
    {
        var row = new int[cards];
        foreach (var (n, card) in left.Index()) row[card - 1] = tables[n] + 1;
        return row;
    }

    // Where all are of one group there is nothing to mix.
    private static Guest Card(IReadOnlyList<string> groups, int n, string group) =>
        new((n + 1).ToString(CultureInfo.InvariantCulture), groups.Any(g => g != groups[0]) ? [group] : []);

    private static Seated Found(Func<Seated> plan)
    {
        try
        {
            return plan();
        }
        catch (NoSolution)
        {
            throw new RuleViolation("tables.apart",
                "Non ho trovato un piano che tenga separate tutte le coppie: aggiungi un tavolo, o togli una coppia.")
            { Field = "Apart" };
        }
    }
}
