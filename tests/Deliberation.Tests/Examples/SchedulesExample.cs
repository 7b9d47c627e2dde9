using System.Collections.Immutable;
using Deliberation.Schedules;

namespace Deliberation.Tests.Examples;

/// <summary>The worked example of docs/deliberation/calendari.md: an afternoon of Open Space and an evening of World Café.</summary>
public sealed class SchedulesExample
{
    [Fact]
    public void An_afternoon_and_an_evening()
    {
        // Five sessions, two times, three places. Ada called two of them; the class needs 25 seats; the walk needs no steps.
        ImmutableArray<Session> sessions =
        [
            new("orti", "Orti di quartiere", ["Ada"]), new("bus", "Autobus la sera", ["Ada"]),
            new("classe", "Doposcuola", ["Bruno"], Seats: 25), new("passi", "Camminare in sicurezza", ["Cleo"], NeedsAccess: true),
            new("feste", "Feste di strada", ["Dario"]),
        ];
        var market = new OpenSpace(
            sessions, slots: 2, [new("Sala", 30), new("Cortile", 20), new("Soffitta", 40, Accessible: false)],
            [new([0, 1], 8), new([2, 3], 9), new([0, 4], 5), new([3], 4)]);
        OpenSpacePlan plan = OpenSpaceScheduler.Run(market);
        Assert.Null(plan.Refutation(market));
        Assert.Equal(48, plan.UpperBound); // 8 × 2 + 9 × 2 + 5 × 2 + 4
        Assert.Equal(48, plan.Met);

        // Twenty people, five tables of four, three rounds: nobody meets the same person twice.
        var task = new MixedTables([.. Enumerable.Range(1, 20).Select(i => new Guest($"persona {i}", [i % 2 == 0 ? "donna" : "uomo"]))],
            tables: 5, rounds: 3);
        TablesPlan tables = TablePlanner.Run(task);
        Assert.Null(tables.Refutation(task));
        Assert.Equal((0, 0), (tables.Repeats, tables.Unevenness));
    }
}
