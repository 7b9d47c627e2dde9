using System.Globalization;
using Deliberation.Opinions;
using Deliberation.Similarity;
using Deliberation.Tests.Similarity;

namespace Deliberation.Tests.Opinions;

/// <summary>
/// Times in processor milliseconds, printed and never asserted, for they are the machine's; nothing else of these tests
/// runs meanwhile. Asserted is that the work at this size is done right.
/// </summary>
[Collection(nameof(OpinionTimingTests))]
[CollectionDefinition(nameof(OpinionTimingTests), DisableParallelization = true)]
public sealed class OpinionTimingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(OpinionMode.PolisCompatible)]
    [InlineData(OpinionMode.Robust)]
    public void A_map_of_2_000_people_and_900_statements_finds_the_three_camps(OpinionMode mode)
    {
        var (votes, camp) = OpinionMapTests.Camps(2000, 900, 3, 7, seen: 0.12);
        OpinionMap? map = null;
        double best = Enumerable.Range(0, 6).Min(_ => Milliseconds(() => map = OpinionMap.Draw(votes, new OpinionOptions { Mode = mode })));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"2,000 x 900, {votes.VoteCount} votes, {mode}: {best:F0} ms"));
        Assert.Equal(1, Partition.AdjustedRandIndex(camp, [.. map!.Groups]), 9);
    }

    [Fact]
    public void A_text_with_more_words_is_found_among_20_000()
    {
        string[] texts = TextIndexTests.SyntheticTexts(20_000, 1);
        var index = new TextIndex(LexicalModel.Italian);
        double adding = Milliseconds(() =>
        {
            for (int i = 0; i < texts.Length; i++) index.Add($"{i}", texts[i]);
        });
        bool[] found = new bool[100];
        double best = Enumerable.Range(0, 4).Min(_ => Milliseconds(() =>
        {
            for (int i = 0; i < found.Length; i++) found[i] = index.Similar(texts[i * 60] + " e altro ancora")
                .Any(similar => similar.Id == $"{i * 60}");
        })) / found.Length;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"20,000 texts added in {adding:F0} ms; one new text against them {best:F2} ms"));
        Assert.All(found, Assert.True);
    }

    [Fact]
    public void The_themes_of_5_000_texts_and_those_left_alone_are_each_text_once()
    {
        var texts = new TextCollection(TextIndexTests.SyntheticTexts(5_000, 3).Select((text, i) => new Contribution($"{i}", text)));
        Themes? themes = null;
        double took = Milliseconds(() => themes = ThemeFinder.Find(texts));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"themes of 5,000 texts: {took:F0} ms"));
        Assert.NotEmpty(themes!.Groups);
        Assert.Equal(texts.Contributions.Select(text => text.Id).Order(), themes.Groups.SelectMany(theme => theme.Members)
            .Concat(themes.Alone).Order());
    }

    private static double Milliseconds(Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }
}
