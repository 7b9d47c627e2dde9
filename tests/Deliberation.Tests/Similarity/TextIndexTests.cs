using Deliberation.Similarity;

namespace Deliberation.Tests.Similarity;

public sealed class TextIndexTests(ITestOutputHelper output)
{
    [Fact]
    public void While_typing_the_contribution_already_there_comes_first()
    {
        var index = Town();
        var found = index.Similar("orari più lunghi in bibliote", least: 0.2);
        Assert.Equal("biblioteca", found[0].Id);
    }

    [Fact]
    public void A_text_is_wholly_like_itself_and_not_at_all_like_one_without_common_letters()
    {
        var model = LexicalModel.Italian;
        var one = model.Profile("Più panchine al parco");
        Assert.Equal(1, model.Compare(one, one).Characters, 5);
        Assert.Equal(0, model.Compare(one, model.Profile("zzz")).Score);
        Assert.Equal(0, model.Compare(one, model.Profile("")).Score);
    }

    [Fact]
    public void Likeness_does_not_depend_on_who_comes_first() => Assert.All(Pairs(), pair =>
        Assert.Equal(LexicalModel.Italian.Compare(pair.One, pair.Other).Score,
            LexicalModel.Italian.Compare(pair.Other, pair.One).Score, 9));

    [Fact]
    public void Adding_and_removing_leaves_the_answers_of_an_index_built_afresh()
    {
        string[] texts = SyntheticTexts(400, 5);
        var lived = new TextIndex(LexicalModel.Italian);
        for (int i = 0; i < texts.Length; i++) lived.Add($"{i}", texts[i]);
        for (int i = 0; i < texts.Length; i += 3) Assert.True(lived.Remove($"{i}"));
        for (int i = 0; i < texts.Length; i += 6) lived.Add($"{i}", texts[i]);
        var fresh = new TextIndex(LexicalModel.Italian);
        foreach (int i in Enumerable.Range(0, texts.Length).Where(i => i % 3 != 0)
            .Concat(Enumerable.Range(0, texts.Length).Where(i => i % 6 == 0))) fresh.Add($"{i}", texts[i]);

        Assert.Equal(fresh.Count, lived.Count);
        for (int i = 0; i < 50; i++) Assert.Equal(Rounded(fresh.Similar(texts[i], 5, 0)), Rounded(lived.Similar(texts[i], 5, 0)));
        Assert.Equal(fresh.NearDuplicates(0.6).Select(pair => (pair.One, pair.Other)), lived.NearDuplicates(0.6)
            .Select(pair => (pair.One, pair.Other)));
    }

    [Fact]
    public void Near_duplicates_are_those_that_comparing_every_pair_finds()
    {
        string[] texts = [.. SyntheticTexts(150, 9), "Più panchine nel parco della Resistenza", "Piu panchine nel parco della resistenza!"];
        var index = new TextIndex(LexicalModel.Italian);
        for (int i = 0; i < texts.Length; i++) index.Add($"{i}", texts[i]);
        var profiles = texts.Select(LexicalModel.Italian.Profile).ToArray();
        var expected = from i in Enumerable.Range(0, texts.Length)
                       from j in Enumerable.Range(0, i)
                       where LexicalModel.Italian.Compare(profiles[i], profiles[j]).Characters >= 0.6
                       select ($"{j}", $"{i}");

        Assert.Equal(expected.Order(), index.NearDuplicates(0.6).Select(pair => (pair.One, pair.Other)).Order());
        Assert.Equal(("150", "151"), index.NearDuplicates(0.95).Select(pair => (pair.One, pair.Other)).First());
    }

    [Fact]
    public void Of_a_text_half_remembered_the_best_found_is_the_best_there_is()
    {
        string[] texts = SyntheticTexts(2_000, 6);
        var index = new TextIndex(LexicalModel.Italian);
        for (int i = 0; i < texts.Length; i++) index.Add($"{i}", texts[i]);
        var profiles = texts.Select(LexicalModel.Italian.Profile).ToArray();
        string[] asked = [.. texts.Take(60).Select(text => string.Join(' ', text.Split(' ').Where((_, w) => w % 3 != 0)))];
        int same = asked.Count(text =>
        {
            var profile = LexicalModel.Italian.Profile(text);
            return index.Similar(text, 1, 0)[0].Likeness.Score == profiles.Max(each => LexicalModel.Italian.Compare(profile, each).Score);
        });
        output.WriteLine($"best found in {same} of {asked.Length}");
        Assert.InRange(same, 54, 60);
    }

    [Fact]
    public void A_name_is_taken_once() => Assert.Throws<ArgumentException>(() => Town().Add("parco", "un altro testo"));

    [Fact]
    public void Stopping_stops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Town().NearDuplicates(effort: new Effort { Cancel = stop.Token }));
    }

    private static TextIndex Town()
    {
        var index = new TextIndex(LexicalModel.Italian);
        index.Add("biblioteca", "Prolungare gli orari della biblioteca fino a sera");
        index.Add("parco", "Più panchine e ombra nel parco pubblico");
        index.Add("bus", "Un autobus serale dalla stazione al centro");
        return index;
    }

    private static IEnumerable<(TextProfile One, TextProfile Other)> Pairs()
    {
        var profiles = SyntheticTexts(40, 3).Select(LexicalModel.Italian.Profile).ToArray();
        return profiles.Zip(profiles.Skip(1));
    }

    private static string Rounded(IEnumerable<SimilarText> found) =>
        string.Join(' ', found.Select(each => $"{each.Id}:{Math.Round(each.Likeness.Score, 6)}"));

    /// <summary>Texts of 8 to 30 invented words with syllables and frequencies like those of Italian (Zipf).</summary>
    internal static string[] SyntheticTexts(int count, ulong seed)
    {
        string[] syllables = "ba co de fi gu la me ni po ra se ti vo za pre sta tri cchi glia gno ssi lle tto nda mbi".Split(' ');
        var random = new SeededRandom(seed);
        var words = new string[4000];
        for (int w = 0; w < words.Length; w++)
        {
            for (int s = 2 + random.Below(3); s > 0; s--) words[w] += syllables[random.Below(syllables.Length)];
        }

        var texts = new string[count];
        for (int i = 0; i < count; i++)
        {
            for (int w = 8 + random.Below(23); w > 0; w--) texts[i] += words[(int)Math.Pow(words.Length, random.Unit()) - 1] + " ";
        }

        return texts;
    }
}
