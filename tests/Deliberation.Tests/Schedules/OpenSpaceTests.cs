using System.Collections.Immutable;
using Deliberation.Formats;
using Deliberation.Priorities;
using Deliberation.Schedules;

namespace Deliberation.Tests.Schedules;

public sealed class OpenSpaceTests
{
    [Fact]
    public void Small_markets_are_scheduled_as_well_as_can_be()
    {
        long met = 0, best = 0;
        for (int seed = 0; seed < 12; seed++)
        {
            OpenSpace market = Random(new Random(seed), sessions: 7, slots: 3, places: 3, people: 25);
            OpenSpacePlan plan = OpenSpaceScheduler.Run(market);
            Assert.Null(plan.Refutation(market));
            long optimum = BestOfAll(market);
            Assert.True(plan.Met >= 0.99 * optimum, $"seed {seed}: {plan.Met} of {optimum}");
            met += plan.Met;
            best += optimum;
        }

        Assert.True(met >= 0.998 * best);
    }

    [Theory]
    [InlineData("Poland_Lodz_2025_Piastow-Kurak.pb", 8, 3)]
    [InlineData("Netherlands_Amsterdam_179.pb", 8, 3)]
    [InlineData("Poland_Warszawa_2017_Stara_Ochota.pb", 8, 4)]
    [InlineData("Poland_Lodz_2023_Rokicie.pb", 9, 3)]
    [InlineData("Poland_Gdynia_2020_Maly_Kack__small.pb", 9, 3)]
    public void Small_markets_of_real_interests_reach_99_percent_of_the_optimum(string file, int sessions, int slots)
    {
        OpenSpace market = Real(PublicData.Path("priorities", "pabulib", file), slots, sessions);
        OpenSpacePlan plan = OpenSpaceScheduler.Run(market);
        Assert.Null(plan.Refutation(market));
        long optimum = BestOfAll(market);
        Assert.True(plan.Met >= 0.99 * optimum, $"{plan.Met} of {optimum}");
    }

    [Theory]
    [InlineData("Poland_Swiecie_2023.pb", 6_929)] // what HiGHS found in 120 s
    [InlineData("Poland_Wieliczka_2023_Green_Budget.pb", 0)]
    public void Large_markets_of_real_interests_beat_most_wanted_first_by_15_percent(string file, int milp)
    {
        OpenSpace market = Real(PublicData.Path("priorities", file), slots: 4, int.MaxValue);
        OpenSpacePlan plan = OpenSpaceScheduler.Run(market);
        Assert.Null(plan.Refutation(market));
        Assert.True(plan.Met >= 1.15 * plan.MetByMostWantedFirst);
        Assert.True(plan.Met > milp);
        Assert.True(plan.Met <= plan.UpperBound);
    }

    [Fact]
    public void Callers_places_and_access_are_respected()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            ImmutableArray<Session> sessions = [.. Enumerable.Range(0, 12).Select(i => new Session(
                $"s{i}", $"s{i}", [$"c{random.Next(8)}"], random.Next(3) == 0 ? 40 : 0, random.Next(4) == 0))];
            ImmutableArray<Place> places = [new("aula", 50), new("sala", 30), new("soffitta", 60, Accessible: false), new("cortile")];
            var market = new OpenSpace(sessions, 5, places, Random(random, 12, 5, 4, 40).Wishes);
            Assert.Null(OpenSpaceScheduler.Run(market, new Effort { Seed = (ulong)seed }).Refutation(market));
        }
    }

    [Fact]
    public void A_seed_gives_the_same_schedule_again()
    {
        OpenSpace market = Random(new Random(5), 12, 4, 3, 60);
        Assert.Equal(OpenSpaceScheduler.Run(market, new Effort { Seed = 9 }).SlotOf,
            OpenSpaceScheduler.Run(market, new Effort { Seed = 9 }).SlotOf);
    }

    [Fact]
    public void It_can_be_stopped_and_hurried()
    {
        OpenSpace market = Random(new Random(8), 12, 4, 4, 60);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => OpenSpaceScheduler.Run(market, new Effort { Cancel = stop.Token }));
        OpenSpacePlan hurried = OpenSpaceScheduler.Run(market, new Effort { TimeLimit = TimeSpan.FromTicks(1) });
        Assert.True(hurried.StoppedEarly);
        Assert.Null(hurried.Refutation(market));
    }

    [Fact]
    public void A_broken_schedule_is_found_out()
    {
        OpenSpace market = Random(new Random(5), 6, 3, 2, 20);
        OpenSpacePlan plan = OpenSpaceScheduler.Run(market);
        Assert.NotNull((plan with { Met = plan.Met + 1 }).Refutation(market));
        Assert.NotNull((plan with { SlotOf = [.. plan.SlotOf.Select(_ => 0)] }).Refutation(market));
    }

    [Fact]
    public void What_cannot_be_met_is_said()
    {
        ImmutableArray<Session> sessions = [new("a", "a", ["Ada"]), new("b", "b", ["Ada"]), new("c", "c", ["Ada"])];
        Assert.Contains("Ada", Assert.Throws<NoSolution>(() =>
            OpenSpaceScheduler.Run(new OpenSpace(sessions, 2, [new("x"), new("y")], []))).Text.Italian, StringComparison.Ordinal);
        Assert.Throws<NoSolution>(() => OpenSpaceScheduler.Run(new OpenSpace(sessions, 2, [new("x")], [])));
        Assert.Throws<NoSolution>(() => OpenSpaceScheduler.Run(new OpenSpace([new("a", "a", [], 100)], 2, [new("x", 50)], [])));
        Assert.Throws<FormatError>(() => new OpenSpace(sessions, 2, [new("x")], [new Wish([7])]));
    }

    private static OpenSpace Random(Random random, int sessions, int slots, int places, int people) => new(
        [.. Enumerable.Range(0, sessions).Select(i => new Session($"s{i}", $"s{i}", []))],
        slots,
        [.. Enumerable.Range(0, places).Select(i => new Place($"p{i}"))],
        [.. Enumerable.Range(0, people)
        .Select(_ => new Wish([.. Enumerable.Range(0, sessions).Where(_ => random.Next(3) == 0)], random.Next(1, 3)))]);

    private static OpenSpace Real(string file, int slots, int most)
    {
        using var reader = new StreamReader(file);
        BudgetElection election = Pabulib.Read(reader).Election;
        int sessions = Math.Min(most, election.Projects.Length);
        return new OpenSpace(
            [.. election.Projects.Take(sessions).Select(project => new Session(project.Id, project.Name, []))],
            slots,
            [.. Enumerable.Range(0, (sessions + slots - 1) / slots).Select(i => new Place($"p{i}"))],
            [.. election.Ballots.Select(ballot =>
            new Wish([.. ballot.Marks.Select(mark => mark.Project).Where(project => project < sessions)], ballot.Voters))]);
    }

    /// <summary>Tries every schedule.</summary>
    private static long BestOfAll(OpenSpace market)
    {
        var slotOf = new int[market.Sessions.Length];
        var held = new int[market.Slots];
        long best = 0;
        Try(0);
        return best;

        void Try(int session)
        {
            if (session == slotOf.Length)
            {
                best = Math.Max(best, market.Met(slotOf));
                return;
            }

            int used = session == 0 ? 0 : slotOf.Take(session).Max() + 1; // slots are alike: open them in order
            for (int slot = 0; slot < Math.Min(market.Slots, used + 1); slot++)
            {
                if (held[slot] == market.Places.Length) continue;
                held[slot]++;
                slotOf[session] = slot;
                Try(session + 1);
                held[slot]--;
            }
        }
    }
}
