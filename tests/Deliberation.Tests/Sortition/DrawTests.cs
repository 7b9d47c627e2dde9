using Deliberation.Formats;
using Deliberation.Sortition;
using Patto.TestRuns;

namespace Deliberation.Tests.Sortition;

public sealed class DrawTests(ITestOutputHelper output)
{
    private static readonly Pool Town = MadeUpPools.Skewed(80, 16, [2, 4, 3], 3);

    [Fact]
    public void Every_panel_of_the_public_list_keeps_the_rules_and_chances_hardly_move()
    {
        var lottery = UniformLottery.From(Selection.Run(Town));
        Assert.Equal(1000, lottery.Panels.Count);
        Assert.All(lottery.Panels, panel => Assert.True(BruteForce.Allowed(Town, panel)));
        Assert.InRange(lottery.LargestDeviation, 0, 0.003);
        Assert.Equal(Town.PanelSize, lottery.Probabilities.Sum(), 9);
    }

    [Fact]
    public void People_who_live_together_never_sit_together()
    {
        for (ulong seed = 0; seed < 60; seed += 3)
        {
            var pool = MadeUpPools.Tiny(seed);
            var lottery = UniformLottery.From(Selection.Run(pool), 50);
            Assert.All(lottery.Panels, panel => Assert.True(BruteForce.Allowed(pool, panel), $"seed {seed}"));
        }
    }

    [Fact]
    public void Anybody_computes_the_draw_again()
    {
        var draw = WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town)), "Lotto, ruota di Bologna").Draw("12 7 88 41 3");
        using var file = new StringWriter();
        DrawJson.Write(draw, file);
        var read = DrawJson.Read(new StringReader(file.ToString()));
        Assert.Empty(read.Verify());
        Assert.Equal(draw.Outcome!.Panel, read.Outcome!.Panel);
        Assert.Equal(WholeDraw.TicketFor(draw.Hash, "12 7 88 41 3", 1000), read.Outcome.Ticket);
    }

    [Fact]
    public void A_draw_that_was_touched_is_found_out()
    {
        var draw = WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town)), "dadi").Draw("1 2 3");
        var swapped = draw.Panels.ToArray();
        (swapped[0], swapped[1]) = (swapped[1], swapped[0]);
        Assert.NotEmpty((draw with { Panels = swapped }).Verify());
        Assert.NotEmpty((draw with { Outcome = draw.Outcome! with { Ticket = (draw.Outcome.Ticket + 1) % 1000 } }).Verify());
        Assert.NotEmpty((draw with { Outcome = draw.Outcome! with { Seed = "1 2 4" } }).Verify());
        Assert.NotEmpty((draw with { SeedRule = "altri dadi" }).Verify());
        Assert.NotEmpty((draw with { People = [draw.People[0] with { Features = draw.People[1].Features }, .. draw.People.Skip(1)] })
            .Verify());
        Assert.NotEmpty((draw with { Quotas = [.. draw.Quotas.Select(q => q with { Max = q.Min })] }).Verify());
    }

    [Fact]
    public void Three_dice_are_the_number_of_the_panel()
    {
        var draw = WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town)), "tre dadi a dieci facce", 3);
        foreach (string dice in new[] { "4 0 7", "407", " 4\t0 7 " })
            Assert.Equal(407, draw.Draw(dice).Outcome!.Ticket);
        Assert.Equal(7, draw.TicketOf("0 0 7"));
        foreach (string wrong in new[] { "4 0", "4 0 7 1", "4 0 x", "-40" })
            Assert.Throws<ArgumentException>(() => draw.Draw(wrong));
        Assert.Throws<ArgumentException>(() => WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town), 100), "tre dadi", 3));
        Assert.NotEmpty((draw with { Digits = 2 }).Verify());
    }

    [Fact]
    public void Numbers_of_the_event_are_one_seed_however_they_are_divided()
    {
        var lotto = WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town)), "Lotto, ruota di Bologna").DrawWithReserves("12 7 88");
        foreach (string seed in new[] { "12-7-88", "12, 7, 88", " 12\t7  88 ", "12/7/88." })
        {
            var again = (lotto with { Outcome = null }).DrawWithReserves(seed);
            Assert.Equal(lotto.Outcome!.Ticket, again.Outcome!.Ticket);
            Assert.Equal(lotto.Outcome.Reserves, again.Outcome.Reserves);
            Assert.Empty(again.Verify());
        }
        Assert.Equal("12 78 8", WholeDraw.Normal("12-78-8"));
        Assert.Equal("terno di Bologna 12-7-88", WholeDraw.Normal(" terno di Bologna 12-7-88 "));
        var dice = WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town)), "tre dadi", 3);
        Assert.Equal([407, 407, 407], new[] { "4-0-7", "4, 0, 7", "407" }.Select(s => dice.Draw(s).Outcome!.Ticket));
    }

    [Fact]
    public void A_thousand_records_that_were_touched_in_one_place_are_all_refused()
    {
        int seed = TestRun.Seed(), towns = 20, each = 50;
        output.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        HashSet<string> ways = [];
        for (int town = 0; town < towns; town++)
        {
            var whole = TouchedDraws.Whole((ulong)(seed + town));
            var open = PublicDraw.Of(whole);
            Assert.Empty(whole.Verify());
            Assert.Empty(open.Verify());
            for (int n = 0; n < each / 2; n++)
            {
                var (how, touched) = TouchedDraws.Touch(whole, chance);
                Assert.True(touched.Verify().Count > 0, $"town {town}: {how}");
                var (openly, shown) = TouchedDraws.Touch(open, chance);
                Assert.True(shown.Verify().Count > 0, $"town {town}, for everybody: {openly}");
                ways.UnionWith([how, openly]);
            }
        }
        Assert.True(ways.Count >= 16, string.Join("; ", ways));
    }

    [Fact]
    public void Chances_told_are_those_of_the_panels()
    {
        var draw = WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town)), "tre dadi", 3);
        var other = (draw with { Chances = [.. draw.Chances.Select((c, i) => c + (i == 0 ? 0.02 : 0))] }).Hashed();
        Assert.NotEmpty(other.Verify());
        Assert.NotEmpty(PublicDraw.Of(other).Verify());
    }

    [Fact]
    public void The_file_for_everybody_says_nothing_of_what_people_are_like_and_shows_list_and_draw()
    {
        var whole = WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town)), "tre dadi", 3).DrawWithReserves("4 0 7");
        var open = PublicDraw.Of(whole);
        using var file = new StringWriter();
        DrawJson.Write(open, file);
        Assert.True(DrawJson.IsPublic(file.ToString()));
        Assert.DoesNotContain("household", file.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("features", file.ToString(), StringComparison.OrdinalIgnoreCase);
        var read = DrawJson.ReadPublic(new StringReader(file.ToString()));
        Assert.Empty(read.Verify());
        Assert.Equal(open.Hash, read.Hash);
        Assert.Equal(whole.Hash, read.WholeHash);
        Assert.Equal(open.Hash, PublicDraw.Of(whole with { Outcome = null }).Hash);
        Assert.Empty(whole.Verify());
        Assert.Empty(whole.VerifyChances());
        using var all = new StringWriter();
        DrawJson.Write(whole, all);
        Assert.False(DrawJson.IsPublic(all.ToString()));
        Assert.Equal(whole.Outcome!.Reserves, DrawJson.Read(new StringReader(all.ToString())).Outcome!.Reserves);
    }

    [Fact]
    public void A_file_for_everybody_that_was_touched_is_found_out()
    {
        var open = PublicDraw.Of(WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town)), "tre dadi", 3).DrawWithReserves("4 0 7"));
        Assert.NotEmpty((open with { Panels = [open.Panels[1], open.Panels[0], .. open.Panels.Skip(2)] }).Verify());
        Assert.NotEmpty((open with { Chances = [open.Chances[0] / 2, .. open.Chances.Skip(1)] }).Verify());
        Assert.NotEmpty((open with { WholeHash = "0" + open.WholeHash[1..] }).Verify());
        Assert.NotEmpty((open with { SeedRule = "quattro dadi" }).Verify());
        Assert.NotEmpty((open with { Outcome = open.Outcome! with { Seed = "4 0 8" } }).Verify());
        Assert.NotEmpty((open with { Outcome = open.Outcome! with { Reserves = [.. open.Outcome.Panel] } }).Verify());
    }

    [Fact]
    public void Chances_that_are_not_the_fairest_and_reserves_that_nobody_drew_are_found_out_in_the_whole_record()
    {
        var whole = WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town)), "tre dadi", 3).DrawWithReserves("4 0 7");
        int low = Enumerable.Range(0, whole.Chances.Count).MinBy(i => whole.Chances[i]), high = Enumerable.Range(0, whole.Chances.Count)
            .MaxBy(i => whole.Chances[i]);
        double[] moved = [.. whole.Chances];
        (moved[low], moved[high]) = (moved[low] - 0.001, moved[high] + 0.001);
        Assert.NotEmpty((whole with { Chances = moved }).VerifyChances());
        var maximin = WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town, SelectionRule.Maximin)), "tre dadi", 3);
        Assert.False(maximin.IsLeximin);
        Assert.Empty(maximin.VerifyChances());
        var reserves = whole.Outcome!.Reserves!.ToArray();
        (reserves[0], reserves[1]) = (reserves[1], reserves[0]);
        Assert.NotEmpty((whole with { Outcome = whole.Outcome with { Reserves = reserves } }).Verify());
    }

    [Fact]
    public void Few_who_are_alike_are_counted_with_their_household()
    {
        DrawPerson Of(string id, string feature, int household = 0) => new(id, [feature], household);
        var draw = WholeDraw.Prepare(UniformLottery.From(Selection.Run(Town)), "dadi");
        Assert.Equal(3, (draw with { People = [Of("1", "a"), Of("2", "A "), Of("3", "a")] }).FewestAlike());
        Assert.Equal(1, (draw with { People = [Of("1", "a"), Of("2", "a"), Of("3", "a", 1)] }).FewestAlike());
        Assert.Equal(1, (draw with { People = [Of("1", "a"), Of("2", "a"), Of("3", "b")] }).FewestAlike());
    }

    [Fact]
    public void A_reserve_keeps_the_quotas_by_itself_and_as_many_seats_as_possible_have_one()
    {
        int cases = TestRun.IsLong ? 2_000 : 240, first = TestRun.Seed(1_000_000), without = 0;
        output.WriteLine($"seeds {first} to {first + cases - 1}");
        for (int seed = first; seed < first + cases; seed++)
        {
            var pool = MadeUpPools.Tiny((ulong)seed);
            var panel = BruteForce.Panels(pool)[^1];
            var reserves = SeatReserves.Draw(pool, panel, new PublicRandom((ulong)seed));
            int[] named = [.. reserves.OfType<int>()];
            Assert.Equal(named.Length, named.Distinct().Count());
            for (int seat = 0; seat < panel.Length; seat++)
                if (reserves[seat] is { } reserve)
                    Assert.True(BruteForce.Allowed(pool, [.. panel.Except([panel[seat]]).Append(reserve).Order()]),
                        $"seed {seed}, seat {seat}");
            Assert.Equal(MostReserves(pool, panel, 0, []), named.Length);
            without += panel.Length - named.Length;
        }
        Assert.True(without > 0, "No pool left a seat without a reserve: nothing was asked.");
    }

    /// <summary>The judge: tries every way.</summary>
    private static int MostReserves(Pool pool, int[] panel, int seat, int[] taken)
    {
        if (seat == panel.Length) return 0;
        int best = MostReserves(pool, panel, seat + 1, taken);
        for (int i = 0; i < pool.People.Count; i++)
            if (!panel.Contains(i) && !taken.Contains(i)
                && BruteForce.Allowed(pool, [.. panel.Except([panel[seat]]).Append(i).Order()]))
                best = Math.Max(best, 1 + MostReserves(pool, panel, seat + 1, [.. taken, i]));
        return best;
    }

    [Fact]
    public void The_seed_reaches_every_panel_about_equally()
    {
        var times = new int[10];
        for (int i = 0; i < 10_000; i++) times[WholeDraw.TicketFor("abc", $"{i}", 10)]++;
        Assert.All(times, t => Assert.InRange(t, 850, 1150));
    }

    [Fact]
    public void The_exact_lottery_draws_people_as_often_as_it_says()
    {
        var result = Selection.Run(Town);
        var random = new PublicRandom(4);
        var times = new int[Town.People.Count];
        for (int i = 0; i < 4000; i++) foreach (int person in result.Draw(random)) times[person]++;
        for (int i = 0; i < times.Length; i++)
            Assert.InRange(times[i] / 4000.0, result.Probabilities[i] - 0.04, result.Probabilities[i] + 0.04);
    }

    [Fact]
    public void The_naive_draw_keeps_the_quotas_but_is_less_fair()
    {
        var pool = MadeUpPools.Skewed(150, 20, [2, 5, 4, 6], 11);
        var panel = GreedyDraw.Draw(pool, new PublicRandom(1));
        Assert.NotNull(panel);
        Assert.True(BruteForce.Allowed(pool, panel));
        var naive = GreedyDraw.Estimate(pool, 2000);
        Assert.True(naive.Min() < Selection.Run(pool).Measures.Minimum);
    }

    [Fact]
    public void Impossible_quotas_are_answered_with_the_smallest_change()
    {
        Person[] people = [.. Enumerable.Range(0, 12).Select(i => new Person($"p{i}", [i < 2 ? "giovane" : "adulto"]))];
        Quota[] quotas = [new("età", "giovane", 4, 6), new("età", "adulto", 0, 3)];
        var none = Assert.Throws<InfeasibleQuotasException>(() => Selection.Run(new Pool(people, quotas, 6)));
        Assert.Equal(3, none.Smallest.Sum(c => c.Quota.Min - c.Min + c.Max - c.Quota.Max));
        Assert.Contains("giovane", none.Explanation.Italian, StringComparison.Ordinal);
        Assert.NotNull(none.Proof);
        var mended = quotas.Select(q => none.Smallest.FirstOrDefault(c => c.Quota == q) is { } c ? q with { Min = c.Min, Max = c.Max } : q);
        Assert.Equal(6, Selection.Run(new Pool(people, mended, 6)).Draw(new PublicRandom(1)).Count);
    }

    [Fact]
    public void A_refusal_is_replaced_within_the_quotas()
    {
        var panel = Selection.Run(Town).Draw(new PublicRandom(2));
        var (after, chances) = Replacement.After(Town, panel, [panel[0], panel[5]], null, new PublicRandom(3));
        Assert.True(BruteForce.Allowed(Town, after));
        Assert.DoesNotContain(panel[0], after);
        Assert.Equal(2, chances.Probabilities.Sum(), 6);
    }

    [Fact]
    public void Alternates_mend_more_than_none_and_are_outside_the_panel()
    {
        var panel = Selection.Run(Town).Draw(new PublicRandom(2));
        var reserve = Alternates.Choose(Town, panel, 5, _ => 0.12, 100);
        Assert.Equal(5, reserve.People.Distinct().Count());
        Assert.Empty(reserve.People.Intersect(panel));
        Assert.True(reserve.ExpectedLoss < reserve.LossWithout);
    }

    /// <summary>Stopped at a step of the work, not after a time: the same on a machine of any speed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Cancelling_stops_the_work_where_it_is_and_leaves_nothing_half_done(int step)
    {
        double[] undisturbed = [.. Selection.Run(Town).Probabilities];
        using var stop = new CancellationTokenSource();
        var steps = new Steps(heard => { if (heard == step) stop.Cancel(); });
        Assert.ThrowsAny<OperationCanceledException>(() => Selection.Run(Town, effort: new() { Cancel = stop.Token, Progress = steps }));
        Assert.Equal(step, steps.Heard);
        Assert.Equal(undisturbed, Selection.Run(Town).Probabilities);
    }

    [Fact]
    public void Who_was_stopped_before_or_has_no_time_gets_nothing()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Selection.Run(Town, effort: new() { Cancel = stop.Token }));
        var cutShort = Selection.Run(Town, effort: new() { TimeLimit = TimeSpan.Zero });
        Assert.True(cutShort.IsProven || IndependentChecker.AcceptsCutShort(Town, cutShort));
        Assert.ThrowsAny<OperationCanceledException>(() => GreedyDraw.Draw(Town, new PublicRandom(1), cancel: stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Alternates.Choose(Town, [0, 1], 2, _ => 0.5, effort: new() { Cancel = stop.Token }));
    }

    private sealed class Steps(Action<int> at) : IProgress<double>
    {
        public int Heard { get; private set; }

        public void Report(double value) => at(++Heard);
    }
}
