using System.Diagnostics;
using Deliberation.Sortition;

namespace Deliberation.Tests.Sortition;

/// <summary>Pools of volunteers with the shapes of the confidential ones in the Nature paper.</summary>
public sealed class SkewedPoolTests(ITestOutputHelper output)
{

    [Theory]
    [InlineData(70, 24, new[] { 2, 5, 4, 6, 3 })]
    [InlineData(161, 44, new[] { 2, 5, 4, 6, 3, 8, 2 })]
    [InlineData(239, 30, new[] { 2, 5, 4, 6, 3, 8, 2 })]
    [InlineData(250, 20, new[] { 2, 5, 4, 6, 3, 8 })]
    [InlineData(312, 35, new[] { 2, 5, 4, 6, 3, 8 })]
    [InlineData(321, 30, new[] { 2, 5, 4, 6, 3, 8, 2, 4 })]
    [InlineData(342, 170, new[] { 2, 5, 4, 6, 3 })]
    [InlineData(404, 40, new[] { 2, 5, 4, 6, 3, 8 })]
    [InlineData(825, 75, new[] { 2, 5, 4, 6 })]
    [InlineData(1727, 110, new[] { 2, 5, 4, 6, 3, 8, 2 })]
    public void No_shape_defeats_the_selection(int people, int seats, int[] values)
    {
        if (people > 250 && !TestRun.IsLong) Assert.Skip("Large pools run with PATTO_TEST_LONG=1.");
        for (ulong seed = 1; seed <= (TestRun.IsLong ? 5UL : 1); seed++)
        {
            var pool = MadeUpPools.Skewed(people, seats, values, seed);
            var watch = Stopwatch.StartNew();
            var result = Selection.Run(pool, effort: new() { Cancel = TestContext.Current.CancellationToken });
            output.WriteLine(
                $"{people}/{seats}/{values.Length} seed {seed}: {watch.Elapsed.TotalSeconds:F2} s, minimum {result.Measures.Minimum:F4}, levels {result.Certificate.Levels.Count}, panels {result.Certificate.Panels.Count}, cuts {result.Certificate.Cuts.Count}");
            Assert.True(IndependentChecker.Accepts(pool, result.Probabilities, result.Certificate), $"seed {seed}");
            Assert.Equal(seats, result.Probabilities.Sum(), 6);
        }
    }
}
