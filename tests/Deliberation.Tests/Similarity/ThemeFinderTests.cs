using Deliberation.Formats;
using Deliberation.Similarity;

namespace Deliberation.Tests.Similarity;

public sealed class ThemeFinderTests
{
    [Fact]
    public void Contributions_about_the_same_thing_end_together_and_are_named_by_their_words()
    {
        var themes = ThemeFinder.Find(Town());

        Assert.Equal(3, themes.Groups.Count);
        Assert.All(themes.Groups, theme => Assert.Single(theme.Members.Select(id => id[0]).Distinct()));
        Assert.Contains(themes.Groups, theme => theme.Words.Any(word => word.Word == "biblioteca"));
        Assert.Equal(["x1"], themes.Alone);
    }

    [Fact]
    public void Fewer_themes_can_be_asked_for() => Assert.Equal(2, ThemeFinder.Find(Town(), new ThemeOptions { Most = 2 }).Groups.Count);

    [Fact]
    public void Every_text_is_in_one_theme_or_alone()
    {
        var texts = Random(300, 4);
        var themes = ThemeFinder.Find(texts);
        Assert.Equal(texts.Contributions.Select(each => each.Id).Order(), themes.Groups.SelectMany(theme => theme.Members)
            .Concat(themes.Alone).Order());
        Assert.InRange(themes.Modularity, 0, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_themes() =>
        Assert.Equal(Members(ThemeFinder.Find(Random(200, 2), effort: new Effort { Seed = 7 })),
            Members(ThemeFinder.Find(Random(200, 2), effort: new Effort { Seed = 7 })));

    [Fact]
    public void A_single_text_stays_alone() => Assert.Equal(["a"], ThemeFinder.Find(new TextCollection([new("a", "Più alberi")])).Alone);

    [Fact]
    public void Louvain_finds_two_cliques_joined_by_one_link()
    {
        var graph = new LinkGraph(8);
        foreach (int from in (int[])[0, 4])
        {
            for (int i = from; i < from + 4; i++)
            {
                for (int j = from; j < i; j++) graph.Link(i, j, 1);
            }
        }

        graph.Link(0, 4, 1);
        var random = new SeededRandom(1);
        int[] found = Communities.Louvain(graph, ref random, TestContext.Current.CancellationToken);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], found.Select(c => c == found[0] ? 0 : 1));
        // 12 links inside of 13, each side with degree 13 of 26
        Assert.Equal((12.0 / 13) - 0.5, Communities.Modularity(graph, found), 12);
    }

    [Theory]
    [InlineData("", "testo", 7, "senza identificativo")]
    [InlineData("a", " ", 7, "vuoto")]
    public void A_collection_says_which_line_is_wrong(string id, string text, int line, string says)
    {
        var error = Assert.Throws<FormatError>(() => new TextCollection([new Contribution(id, text, line)]));
        Assert.Equal(line, error.Line);
        Assert.Contains(says, error.Text.Italian, StringComparison.Ordinal);
        Assert.NotEqual(error.Text.Italian, error.Text.English);
    }

    private static string Members(Themes themes) => string.Join('|', themes.Groups.Select(theme => string.Join(',', theme.Members)));

    private static TextCollection Random(int count, ulong seed) =>
        new(TextIndexTests.SyntheticTexts(count, seed).Select((text, i) => new Contribution($"{i}", text)));

    private static TextCollection Town() => new([
        new("b1", "La biblioteca dovrebbe restare aperta la sera"),
        new("b2", "Orari serali per la biblioteca e la sala studio"),
        new("b3", "Una sala studio silenziosa in biblioteca"),
        new("b4", "Aprire la biblioteca anche la domenica, con la sala lettura"),
        new("p1", "Più panchine all'ombra nel parco"),
        new("p2", "Piantare alberi per fare ombra nei parchi"),
        new("p3", "Nel parco mancano panchine e fontanelle"),
        new("p4", "Curare gli alberi del parco e le fontanelle"),
        new("t1", "Un autobus serale dalla stazione"),
        new("t2", "Le fermate dell'autobus sono troppo lontane dalla stazione"),
        new("t3", "Autobus più frequenti verso le frazioni"),
        new("t4", "Pensiline alle fermate degli autobus nelle frazioni"),
        new("x1", "Zucchero filato gratis"),
    ]);
}
