using System.Collections.Immutable;
using Deliberation.Formats;
using Deliberation.Schedules;

namespace Deliberation.Tests.Schedules;

public sealed class TablesTests
{
    /// <summary>No seating without repeats exists: 12 people at 4 tables for 5 rounds; 36 officers for more than 3.</summary>
    private static readonly HashSet<(int, int, int)> Impossible = [(4, 3, 5), (6, 6, 4), (6, 6, 5)];

    [Fact]
    public void Nobody_meets_twice_wherever_that_is_possible_up_to_12_tables_of_8_and_5_rounds()
    {
        for (int tables = 2; tables <= 12; tables++)
        {
            for (int size = 2; size <= Math.Min(8, tables); size++)
            {
                for (int rounds = 1; rounds <= 5; rounds++)
                {
                    MixedTables task = Plain(tables * size, tables, rounds);
                    if (task.LeastRepeats > 0 || Impossible.Contains((tables, size, rounds))) continue;
                    TablesPlan plan = TablePlanner.Run(task);
                    Assert.Null(plan.Refutation(task));
                    Assert.True(plan.Repeats == 0, $"{tables} tables of {size}, {rounds} rounds: {plan.Repeats}");
                }
            }
        }
    }

    /// <summary>Kirkman triples, nearly Kirkman triples, fours with two left out, affine planes of orders 8 and 9.</summary>
    [Theory]
    [InlineData(5, 3, 7)]
    [InlineData(6, 3, 8)]
    [InlineData(6, 4, 7)]
    [InlineData(7, 3, 10)]
    [InlineData(8, 8, 9)]
    [InlineData(9, 9, 10)]
    public void Nobody_meets_twice_in_the_seatings_that_have_the_most_rounds(int tables, int size, int rounds)
    {
        MixedTables task = Plain(tables * size, tables, rounds);
        TablesPlan plan = TablePlanner.Run(task);
        Assert.Null(plan.Refutation(task));
        Assert.Equal(0, plan.Repeats);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(25)]
    [InlineData(27)]
    [InlineData(16)]
    [InlineData(31)]
    public void A_field_has_an_inverse_for_everything_but_zero(int order)
    {
        FiniteField field = FiniteField.OfOrder(order)!;
        for (int a = 1; a < order; a++)
            Assert.Equal(order, Enumerable.Range(0, order).Select(b => field.Product(a, b)).Distinct().Count());
        for (int a = 0; a < order; a++)
            Assert.Equal(order, Enumerable.Range(0, order).Select(b => field.Sum(a, b)).Distinct().Count());
        Assert.Null(FiniteField.OfOrder(6));
    }

    [Fact]
    public void When_some_go_and_some_come_late_the_rounds_that_are_left_are_planned_again_at_once()
    {
        var random = new Random(TestRun.Seed());
        for (int n = 0; n < 200; n++)
        {
            int wide = TestRun.IsLong ? 4 : 2, tables = 3 + random.Next(wide), size = 3 + random.Next(wide);
            int rounds = 2 + random.Next(3), held = random.Next(rounds);
            var task = Plain(tables * size, tables, rounds);
            TablesPlan plan = Seated(task, random);
            int[] absent = [.. Enumerable.Range(0, tables * size).Where(_ => random.Next(8) == 0).Take(tables * (size - 1))];
            Guest[] late = [.. Enumerable.Range(0, random.Next(4)).Select(guest => new Guest($"late {guest}", []))];
            TablesChange change = TablePlanner.After(task, plan, held, absent, arrived: late);
            Assert.Null(change.Plan.Refutation(change.Task));
            Assert.Equal(Enumerable.Range(0, tables * size).Except(absent), change.Guests);
            Assert.Equal(late, change.Task.Guests.TakeLast(late.Length));
            // Who came late sat nowhere before: at a table of their own, for the count.
            var all = plan.TableOf.Take(held).Select(round => change.Guests.Select(guest => round[guest])
                    .Concat(Enumerable.Range(tables, late.Length)).ToImmutableArray())
                .Concat(change.Plan.TableOf).ToImmutableArray();
            Assert.Equal(TableCounts.Repeats(all, change.Task.Guests.Length), change.RepeatsInAll);
        }
    }

    [Fact]
    public void A_hundred_people_are_planned_again_with_hardly_a_repeat()
    {
        MixedTables task = Plain(100, 20, 5);
        TablesPlan plan = TablePlanner.Run(task);
        TablesChange change = TablePlanner.After(task, plan, 2, [3, 17, 40, 41, 99]);
        Assert.Null(change.Plan.Refutation(change.Task));
        Assert.True(change.RepeatsInAll <= 3, $"{change.RepeatsInAll}");
    }

    [Fact]
    public void Who_comes_late_meets_new_people_too()
    {
        MixedTables task = Plain(60, 12, 4);
        TablesPlan plan = TablePlanner.Run(task);
        TablesChange change = TablePlanner.After(task, plan, 1, [5, 17], arrived: [.. "abcdef".Select(name => new Guest($"{name}", []))]);
        Assert.Null(change.Plan.Refutation(change.Task));
        Assert.Equal(64, change.Task.Guests.Length);
        Assert.True(change.RepeatsInAll <= 6, $"{change.RepeatsInAll}");
    }

    /// <summary>Any even seating.</summary>
    private static TablesPlan Seated(MixedTables task, Random random)
    {
        var rounds = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        for (int round = 0; round < task.Rounds; round++)
        {
            int[] seats = [.. Enumerable.Range(0, task.Guests.Length).Select(guest => guest % task.Tables)];
            random.Shuffle(seats);
            rounds.Add([.. seats]);
        }

        return new TablesPlan(rounds.ToImmutable(), 0, 0, 0, 0, false);
    }

    [Theory]
    [InlineData(23, 5, 4)]
    [InlineData(37, 8, 5)]
    [InlineData(58, 12, 4)]
    public void Uneven_numbers_are_seated_evenly_without_repeats(int people, int tables, int rounds)
    {
        MixedTables task = Plain(people, tables, rounds);
        TablesPlan plan = TablePlanner.Run(task);
        Assert.Null(plan.Refutation(task));
        Assert.Equal(0, plan.Repeats);
    }

    [Fact]
    public void The_bound_on_repeats_is_reached_where_tables_are_larger_than_their_number()
    {
        MixedTables task = Plain(12, 3, 2); // tables of four, three tables: somebody must meet again
        TablesPlan plan = TablePlanner.Run(task);
        Assert.Equal(3, task.LeastRepeats);
        Assert.Equal(3, plan.Repeats);
    }

    [Fact]
    public void Features_are_mixed_and_pairs_kept_apart()
    {
        ImmutableArray<Guest> guests = [.. Enumerable.Range(0, 32).Select(i => new Guest($"p{i}", [i % 2 == 0 ? "f" : "m", $"q{i % 4}"]))];
        var task = new MixedTables(guests, 8, 3, [(0, 1), (2, 3), (0, 2)]);
        TablesPlan plan = TablePlanner.Run(task);
        Assert.Null(plan.Refutation(task));
        Assert.Equal(0, plan.Repeats);
        Assert.Equal(0, plan.Unevenness);
    }

    [Fact]
    public void A_seed_gives_the_same_plan_again() => Assert.Equal(
        TablePlanner.Run(Plain(30, 6, 4), new Effort { Seed = 3 }).TableOf.SelectMany(round => round),
        TablePlanner.Run(Plain(30, 6, 4), new Effort { Seed = 3 }).TableOf.SelectMany(round => round));

    [Fact]
    public void A_plan_tampered_with_is_found_out()
    {
        MixedTables task = Plain(20, 5, 3);
        TablesPlan plan = TablePlanner.Run(task);
        Assert.NotNull((plan with { Repeats = plan.Repeats + 1 }).Refutation(task));
        ImmutableArray<int> round = plan.TableOf[0];
        Assert.NotNull((plan with { TableOf = plan.TableOf.SetItem(1, round) }).Refutation(task));
    }

    [Fact]
    public void Pairs_that_cannot_be_kept_apart_are_said() =>
        Assert.Throws<NoSolution>(() => TablePlanner.Run(new MixedTables(Guests(4), 1, 1, [(0, 1)])));

    [Theory]
    [InlineData("id,quartiere\na,Nord\na,Sud\n", 3)]
    [InlineData("nome\na\n", 1)]
    public void Wrong_guest_lists_are_located(string text, int line) => Assert.Equal(line, Assert.Throws<FormatError>(
        () => new MixedTables(ScheduleTables.ReadGuests(new StringReader(text)), 1, 1)).Line);

    [Fact]
    public void Damaged_tables_end_in_located_errors()
    {
        Fuzz.Run(text => _ = new MixedTables(ScheduleTables.ReadGuests(text), 2, 2),
            "id,genere,\"quartiere\"\na,f,Nord\nb,m,\"Sud, mare\"\nc,f,Nord\nd,m,Sud\n");
        Fuzz.Run(text => _ = new OpenSpace(ScheduleTables.ReadSessions(text), 2, [new Place("x")], []),
            "session,title,callers,seats,access\na,Piazza,Ada+Bea,20,1\nb,Parco,Ada,,0\n");
        Fuzz.Run(text => _ = new OpenSpace([new Session("a", "a", [])], 2, ScheduleTables.ReadPlaces(text), []),
            "place,seats,accessible\naula,30,1\nsala,20,0\n");
    }

    private static MixedTables Plain(int people, int tables, int rounds) => new(Guests(people), tables, rounds);

    private static ImmutableArray<Guest> Guests(int people) => [.. Enumerable.Range(0, people).Select(i => new Guest($"p{i}", []))];
}
