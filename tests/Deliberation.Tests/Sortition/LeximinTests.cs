using System.Globalization;
using System.Text.Json;
using Deliberation.Formats;
using Deliberation.Sortition;

namespace Deliberation.Tests.Sortition;

public sealed class LeximinTests(ITestOutputHelper output)
{
    private static Effort Patiently => new() { Cancel = TestContext.Current.CancellationToken };

    [Fact]
    public void Small_pools_get_the_chances_that_listing_every_panel_gives()
    {
        ulong seed = (ulong)TestRun.Seed();
        int count = TestRun.IsLong ? 10_000 : 200;
        output.WriteLine($"seed {seed}, {count} pools");
        for (int n = 0; n < count; n++)
        {
            var pool = MadeUpPools.Tiny(seed + (ulong)n);
            double[] judged = BruteForce.Leximin(pool.People.Count, BruteForce.Panels(pool));
            var result = Selection.Run(pool, effort: Patiently);
            double worst = judged.Zip(result.Probabilities, (a, b) => Math.Abs(a - b)).Max();
            Assert.True(worst < 1e-6, $"seed {seed + (ulong)n}: {worst}");
            Assert.True(IndependentChecker.Accepts(pool, result.Probabilities, result.Certificate),
                $"seed {seed + (ulong)n}: certificate refused");
        }
    }

    [Fact]
    public void The_public_small_pools_get_their_exact_chances()
    {
        foreach (string folder in Directory.GetDirectories(Path.Combine(PublicPools(), "tiny")))
        {
            var pool = Load(folder);
            var exact = JsonSerializer.Deserialize<double[]>(File.ReadAllText(Path.Combine(folder, "exact.json")))!;
            AssertSame(pool, exact, folder);
        }
    }

    [Theory]
    [InlineData("gen_150_22")]
    [InlineData("synth_masslike_24")]
    public void Chances_are_those_of_the_field_s_own_program(string name)
    {
        string folder = Path.Combine(PublicPools(), name);
        var pool = Load(folder);
        var peer = JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Path.Combine(folder, "peer_leximin.json")))!;
        AssertSame(pool, [.. pool.People.Select(p => peer[p.Id])], name);
    }

    [Theory]
    [InlineData("example_small_20")]
    [InlineData("example_large_200")]
    public void The_published_figures_of_the_public_pools_are_met(string name)
    {
        var pool = Load(Path.Combine(PublicPools(), name));
        var result = Selection.Run(pool, effort: Patiently);
        Assert.Equal(0.100, result.Measures.Minimum, 3);
        Assert.Equal(0.000, result.Measures.Gini, 3);
        Assert.Equal(0.100, result.Measures.GeometricMean, 3);
        Assert.True(IndependentChecker.Accepts(pool, result.Probabilities, result.Certificate));
    }

    [Theory]
    [InlineData("gen_300_45")]
    [InlineData("gen_300_tight_45")]
    [InlineData("gen_500_75")]
    [InlineData("synth_sfalike_35")]
    [InlineData("synth_hdlike_30")]
    public void The_lowest_chance_is_not_below_that_of_the_field_s_maximin(string name)
    {
        string folder = Path.Combine(PublicPools(), name);
        var pool = Load(folder);
        var peer = JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Path.Combine(folder, "peer_maximin.json")))!;
        var result = Selection.Run(pool, effort: Patiently);
        Assert.True(result.Measures.Minimum >= peer.Values.Min() - 1e-7, $"{result.Measures.Minimum} < {peer.Values.Min()}");
        Assert.True(IndependentChecker.Accepts(pool, result.Probabilities, result.Certificate));
    }

    [Fact]
    public void Maximin_reaches_the_same_lowest_chance()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var pool = MadeUpPools.Tiny(seed);
            var leximin = Selection.Run(pool, effort: Patiently);
            var maximin = Selection.Run(pool, SelectionRule.Maximin, effort: Patiently);
            Assert.Equal(leximin.Measures.Minimum, maximin.Measures.Minimum, 7);
            Assert.True(IndependentChecker.Accepts(pool, maximin.Probabilities, maximin.Certificate, SelectionRule.Maximin));
        }
    }

    [Fact]
    public void Nash_has_the_highest_product_and_proves_it()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var pool = MadeUpPools.Tiny(seed);
            var nash = Selection.Run(pool, SelectionRule.Nash, Patiently);
            var seated = Enumerable.Range(0, pool.People.Count).Where(i => nash.Probabilities[i] > 1e-7).ToArray();
            double worst = BruteForce.Panels(pool).Max(panel => panel.Intersect(seated).Sum(i => 1 / nash.Probabilities[i]));
            Assert.InRange(worst, 0, seated.Length * 1.00101);
            Assert.True(Logs(nash, seated) >= Logs(Selection.Run(pool, effort: Patiently), seated) - (1e-3 * seated.Length));
            Assert.Single(nash.Certificate.Cuts);
        }
    }

    private static double Logs(SelectionResult result, int[] people) => people.Sum(i => Math.Log(result.Probabilities[i]));

    [Fact]
    public void The_same_seed_gives_the_same_bits()
    {
        var pool = MadeUpPools.Skewed(60, 14, [2, 4, 3], 7);
        var once = Selection.Run(pool, effort: Patiently with { Seed = 5 });
        var again = Selection.Run(pool, effort: Patiently with { Seed = 5 });
        Assert.Equal(once.Probabilities, again.Probabilities);
        Assert.Equal(once.Draw(new(9)), again.Draw(new(9)));
    }

    private void AssertSame(Pool pool, double[] expected, string name)
    {
        var result = Selection.Run(pool, effort: Patiently);
        double worst = expected.Zip(result.Probabilities, (a, b) => Math.Abs(a - b)).Max();
        output.WriteLine($"{Path.GetFileName(name)}: largest difference {worst:E1}");
        Assert.True(worst < 1e-6, $"{name}: {worst}");
        Assert.True(IndependentChecker.Accepts(pool, result.Probabilities, result.Certificate), $"{name}: certificate refused");
    }

    private static string PublicPools()
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("PATTO_DATA") ?? "", "sortition");
        if (!Directory.Exists(folder)) Assert.Skip("PATTO_DATA does not name the folder of the public pools.");
        return folder;
    }

    private static Pool Load(string folder)
    {
        int size = int.Parse(folder.Split('_')[^1], CultureInfo.InvariantCulture);
        using var people = File.OpenText(Path.Combine(folder, "respondents.csv"));
        using var quotas = File.OpenText(Path.Combine(folder, "categories.csv"));
        return PoolReader.Read(people, quotas, size);
    }
}
