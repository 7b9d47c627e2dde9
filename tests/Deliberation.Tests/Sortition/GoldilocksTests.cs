using Deliberation.Sortition;

namespace Deliberation.Tests.Sortition;

public sealed class GoldilocksTests(ITestOutputHelper output)
{
    private static Effort Patiently => new() { Cancel = TestContext.Current.CancellationToken };

    [Fact]
    public void No_lottery_over_all_panels_has_a_smaller_sum_of_highest_and_inverse_lowest()
    {
        int count = TestRun.IsLong ? 2000 : 200, seated = 0;
        ulong seed = (ulong)TestRun.Seed();
        output.WriteLine($"seed {seed}, {count} pools");
        for (int n = 0; n < count; n++)
        {
            var pool = MadeUpPools.Tiny(seed + (ulong)n);
            var panels = BruteForce.Panels(pool);
            var result = Selection.Run(pool, SelectionRule.Goldilocks, Patiently);
            Assert.True(IndependentChecker.Accepts(pool, result.Probabilities, result.Certificate, SelectionRule.Maximin, result.Gap),
                $"seed {seed + (ulong)n}");
            int[] can = [.. Enumerable.Range(0, pool.People.Count).Where(i => panels.Exists(panel => panel.Contains(i)))];
            if (can.Length < pool.People.Count) continue;
            seated++;
            double Sum(double low, double high) =>
                (high * pool.People.Count / pool.PanelSize) + (pool.PanelSize / (pool.People.Count * low));
            double here = Sum(result.Measures.Minimum, result.Probabilities.Max());
            var leximin = Selection.Run(pool, effort: Patiently);
            Assert.True(here <= Sum(leximin.Measures.Minimum, leximin.Probabilities.Max()) + 1e-5,
                $"seed {seed + (ulong)n}: LEXIMIN is better");
            // Any mixture of some panels must not be better.
            var random = new PublicRandom(seed + (ulong)n);
            for (int tries = 0; tries < 200; tries++)
            {
                double[] chance = new double[pool.People.Count], shares = [.. panels.Select(_ => random.Next(3) == 0 ? random.Share() : 0)];
                for (int p = 0; p < panels.Count; p++) foreach (int i in panels[p]) chance[i] += shares[p] / Math.Max(1e-9, shares.Sum());
                if (chance.Min() > 0) Assert.True(here <= Sum(chance.Min(), chance.Max()) + 1e-5,
                    $"seed {seed + (ulong)n}: a mixture is better");
            }
        }
        Assert.True(seated > count / 4, $"{seated}");
    }

    [Fact]
    public void Where_the_quotas_let_all_be_equal_all_rules_agree()
    {
        var pool = new Pool(Enumerable.Range(0, 12).Select(i => new Person($"p{i}", [i % 2 == 0 ? "f" : "m"])),
            [new("genere", "f", 2, 2), new("genere", "m", 2, 2)], 4);
        foreach (var figures in RuleComparison.Of(pool, 1, Patiently))
        {
            Assert.Equal(1.0 / 3, figures.Minimum, 3);
            Assert.Equal(1.0 / 3, figures.Maximum, 3);
        }
    }

    [Fact]
    public void Whoever_is_rare_has_the_chance_that_others_would_lie_for()
    {
        // One woman and nine men for a panel of one each: a man who calls himself a woman goes from 1/9 to 1/2.
        var pool = new Pool(Enumerable.Range(0, 10).Select(i => new Person($"p{i}", [i == 0 ? "f" : "m"])),
            [new("genere", "f", 1, 1), new("genere", "m", 1, 1)], 2);
        Assert.All(RuleComparison.Of(pool, 1, Patiently), figures => Assert.Equal(0.5 - (1.0 / 9), figures.ManipulationGain, 3));
    }

    [Fact]
    public void The_highest_chance_is_lower_than_under_LEXIMIN_where_that_pays()
    {
        var pool = MadeUpPools.Skewed(60, 14, [2, 4, 3], 7);
        var figures = RuleComparison.Of(pool, 0, Patiently).ToDictionary(one => one.Rule);
        Assert.True(figures[SelectionRule.Goldilocks].Maximum <= figures[SelectionRule.Leximin].Maximum + 1e-6);
        Assert.True(figures[SelectionRule.Goldilocks].Minimum <= figures[SelectionRule.Leximin].Minimum + 1e-6);
    }
}
