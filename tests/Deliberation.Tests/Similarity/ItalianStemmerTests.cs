using Deliberation.Similarity;

namespace Deliberation.Tests.Similarity;

public sealed class ItalianStemmerTests
{
    [Theory]
    [InlineData("Anziana", "anziane")]
    [InlineData("parchi", "parco")]
    [InlineData("associazioni", "associazione")]
    [InlineData("abbandonandolo", "abbandonare")]
    [InlineData("mobilità", "mobile")]
    public void Forms_of_one_word_have_one_stem(string one, string other) =>
        Assert.Equal(ItalianStemmer.Stem(one), ItalianStemmer.Stem(other));

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("pronunciamento", "pronunc")]
    [InlineData("propriamente", "propr")]
    [InlineData("quieti", "quiet")]
    [InlineData("perché", "perc")]
    public void A_word_has_the_stem_Snowball_gives_it(string word, string stem) =>
        Assert.Equal(stem, ItalianStemmer.Stem(word));

    [Fact]
    public void Every_word_of_Snowballs_own_list_has_its_published_stem()
    {
        string[] words = File.ReadAllLines(PublicData.Path("text", "voc.txt"));
        string[] stems = File.ReadAllLines(PublicData.Path("text", "output.txt"));

        Assert.Equal(35_495, words.Length);
        Assert.Equal(stems, words.Select(ItalianStemmer.Stem));
    }

    [Fact]
    public void A_very_long_word_is_stemmed_too() =>
        Assert.Equal(new string('b', 5_000) + "and", ItalianStemmer.Stem(new string('b', 5_000) + "ando"));
}

public sealed class ItalianTextTests
{
    [Fact]
    public void Words_are_runs_of_letters_and_digits() =>
        Assert.Equal(["L", "età", "dell", "oro", "nel", "2026", "però"], ItalianText.Tokens("L'età dell'oro, nel 2026: però!"));

    [Fact]
    public void An_accent_written_as_a_separate_mark_stays_in_its_word() =>
        Assert.Equal(["città"], ItalianText.Tokens("citta\u0300"));

    [Theory]
    [InlineData("Però, l'Età", "pero, l'eta")]
    [InlineData("ASCII", "ascii")]
    [InlineData("ÀÈÌÒÙ", "aeiou")]
    [InlineData("Žižek", "zizek")]
    public void Folding_takes_case_and_accents_away(string text, string folded) => Assert.Equal(folded, ItalianText.Fold(text));

    [Theory]
    [InlineData("anziani", "anziano")]
    [InlineData("Urbani", "urbano")]
    [InlineData("parlano", "parlare")]
    public void Searching_one_form_finds_the_other(string one, string other) =>
        Assert.Equal(ItalianText.Stems(one), ItalianText.Stems(other));

    [Fact]
    public void A_text_and_its_inflected_twin_have_the_same_stems() =>
        Assert.Equal(ItalianText.Stems("Un'anziana della città"), ItalianText.Stems("un anziano delle citta'"));

    [Fact]
    public void Malformed_Unicode_is_read_without_complaint() =>
        Assert.Equal("a b", ItalianText.Stems("a \uD800 b"));

    [Fact]
    public void Letters_beyond_the_basic_plane_are_letters() => Assert.Single(ItalianText.Tokens("𐐀𐐁"));
}
