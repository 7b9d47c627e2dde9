using System.Globalization;

namespace Patto.TestRuns;

/// <summary>How much of the tests is wanted: <c>bin/test</c> says within minutes whether something broke, <c>bin/test --long</c> asks
/// everything.</summary>
internal static class TestRun
{
    /// <summary>Properties at their full counts, every view of every journey, every sending of the tests that send everything.</summary>
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("PATTO_TEST_LONG") == "1";

    private const int Usual = 20_261;

    /// <summary>Where a test that draws begins: as <c>PATTO_TEST_SEED</c> says; else the same in every short run, so that a red one is
    /// about what was changed, and another in every long one. The test prints it.</summary>
    /// <param name="below">Seeds are less than this.</param>
    public static int Seed(int below = int.MaxValue) =>
        Environment.GetEnvironmentVariable("PATTO_TEST_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture)
        : IsLong ? Random.Shared.Next(below) : Usual;

    /// <summary>All of them in a long run; in a short one each <paramref name="oneIn"/>-th, the same in every run.</summary>
    /// <param name="all">In an order that does not change.</param>
    /// <param name="oneIn">How many stand for one.</param>
    /// <param name="first">Which of them is the first; another where the other engine asks others.</param>
    public static IEnumerable<T> Drawn<T>(IEnumerable<T> all, int oneIn, int first = 0) =>
        IsLong ? all : all.Where((_, n) => n % oneIn == first % oneIn);
}
