using System.Globalization;
using Deliberation.Opinions;
using Deliberation.Similarity;
using Deliberation.Tests.Similarity;

namespace Deliberation.Tests.Opinions;

/// <summary>
/// Times in processor milliseconds, so that other programs on the machine do not count; nothing else of these tests
/// runs meanwhile.
/// </summary>
[Collection(nameof(OpinionTimingTests))]
[CollectionDefinition(nameof(OpinionTimingTests), DisableParallelization = true)]
public sealed class OpinionTimingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(OpinionMode.PolisCompatible)]
    [InlineData(OpinionMode.Robust)]
    public void A_map_of_2_000_people_and_900_statements_takes_under_200_ms(OpinionMode mode)
    {
        var (votes, _) = OpinionMapTests.Camps(2000, 900, 3, 7, seen: 0.12);
        double best = Enumerable.Range(0, 6).Min(_ => Milliseconds(() => OpinionMap.Draw(votes, new OpinionOptions { Mode = mode })));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"2,000 x 900, {votes.VoteCount} votes, {mode}: {best:F0} ms"));
        Assert.InRange(best, 0, 200);
    }

    [Fact]
    public void One_new_text_against_20_000_takes_under_5_ms()
    {
        string[] texts = TextIndexTests.SyntheticTexts(20_000, 1);
        var index = new TextIndex(LexicalModel.Italian);
        double adding = Milliseconds(() =>
        {
            for (int i = 0; i < texts.Length; i++) index.Add($"{i}", texts[i]);
        });
        double best = Enumerable.Range(0, 4).Min(_ => Milliseconds(() =>
        {
            for (int i = 0; i < 100; i++) index.Similar(texts[i * 60] + " e altro ancora");
        })) / 100;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"20,000 texts added in {adding:F0} ms; one new text against them {best:F2} ms"));
        Assert.InRange(best, 0, 5);
    }

    [Fact]
    public void The_themes_of_5_000_texts_take_under_10_seconds()
    {
        var texts = new TextCollection(TextIndexTests.SyntheticTexts(5_000, 3).Select((text, i) => new Contribution($"{i}", text)));
        double took = Milliseconds(() => ThemeFinder.Find(texts));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"themes of 5,000 texts: {took:F0} ms"));
        Assert.InRange(took, 0, 10_000);
    }

    private static double Milliseconds(Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }
}
