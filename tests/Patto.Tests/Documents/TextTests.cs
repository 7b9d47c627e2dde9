using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;

namespace Patto.Tests.Documents;

/// <summary>Rules of texts, on plain objects.</summary>
public sealed class TextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static string Spell(IEnumerable<Span> spans, Change without) =>
        string.Concat(spans.Where(s => s.Change != without).Select(s => s.Text));

    [Theory]
    [InlineData("La Consulta è composta da dodici componenti.", "La Consulta è composta da quindici componenti.")]
    [InlineData("", "Due posti sono riservati ai ragazzi.")]
    [InlineData("Il parere è obbligatorio e non vincolante.", "")]
    [InlineData("Dell'anno, del mese; e (forse) del giorno.\nRiga due.", "Dell’anno e del mese.\nRiga due, tre!")]
    [InlineData("a b c d e", "e d c b a")]
    public void The_words_between_two_versions_spell_both(string before, string after)
    {
        var words = TextDiff.Between(before, after);
        Assert.Equal(before, Spell(words, Change.Added));
        Assert.Equal(after, Spell(words, Change.Removed));
    }

    [Fact]
    public void Any_two_texts_are_spelt_by_their_difference()
    {
        var random = new Random(15);
        string[] words = ["casa", "della", "nonna", "dell'", "è", " ", " ", ",", ".", "\n", "25", "à"];
        for (var round = 0; round < 300; round++)
        {
            string Text() => string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => words[random.Next(words.Length)]));
            var (before, after) = (Text(), Text());
            var diff = TextDiff.Between(before, after);
            Assert.Equal((before, after), (Spell(diff, Change.Added), Spell(diff, Change.Removed)));
        }
    }

    [Fact]
    public void Only_the_word_that_changed_is_marked() =>
        Assert.Equal([new(Change.Kept, "da "), new(Change.Removed, "dodici"), new(Change.Added, "quindici"),
            new(Change.Kept, " componenti")], TextDiff.Between("da dodici componenti", "da quindici componenti"));

    [Fact]
    public void A_phrase_replaced_is_one_piece_not_crumbs() =>
        Assert.Equal(4, TextDiff.Between("Ne fanno parte quattro cittadini designati, due altri.",
            "Ne fanno parte sei persone estratte, due altri.").Count);

    [Fact]
    public void A_pasted_text_is_divided_into_chapters_articles_and_commi()
    {
        var (document, outline) = Draft();
        ImportedText.Into(outline, """
            Capo I – Principi
            Art. 1 – Finalità
            In parole semplici: si decide insieme.
            1. Il Comune istituisce la Consulta,
            organo di partecipazione.
            2) La Consulta si ispira alla Carta.

            Articolo 2. Sede
            La sede è in municipio.

            Si riunisce ovunque.
            """, null, Now);
        Assert.Equal(["chp_I", "art_1", "art_1__para_1", "art_1__para_2", "art_2", "art_2__para_1", "art_2__para_2"], outline.Read()
            .Select(p => p.EId));
        var first = Article.All(outline.Read())[0];
        Assert.Equal(("Principi", "Finalità", "si decide insieme."), (first.Divisions.Single().Heading, first.Head.Heading,
            first.Head.Plain));
        Assert.Equal("Il Comune istituisce la Consulta, organo di partecipazione.", first.Commi[0].Text);
        Assert.Empty(Article.All(outline.Read())[1].Divisions);
    }

    [Fact]
    public void A_pasted_text_without_articles_says_how_they_begin() =>
        Assert.Contains("Art. 1",
            Assert.Throws<RuleViolation>(() => ImportedText.Into(Draft().Outline, "Solo parole.", null, Now)).Message);

    [Fact]
    public void An_article_put_between_two_others_takes_the_number_bis_and_no_name_changes()
    {
        var (_, outline) = TwoArticles();
        var added = outline.AddArticle(null, "Accesso", "", null, Now, outline.Find("art_1"));
        outline.AddComma(added, "Chiunque può assistere.", "", [], null, Now);
        Assert.Equal(["art_1", "art_1__para_1", "art_1-bis", "art_1-bis__para_1", "art_2", "art_2__para_1"], outline.Read()
            .Select(p => p.EId));
        Assert.Equal("1-ter", outline.AddArticle(null, "Altro", "", null, Now, outline.Find("art_1-bis")).Label);
        Assert.Equal("3", outline.AddArticle(null, "Ultimo", "", null, Now).Label);
    }

    [Fact]
    public void Rewriting_makes_a_version_and_an_unchanged_text_does_not()
    {
        var (_, outline) = TwoArticles();
        var comma = outline.Find("art_1__para_1")!;
        Assert.Null(comma.Rewrite("Uno.\r\n", "perché sì", [], null, Now));
        Assert.NotNull(comma.Rewrite("Uno e mezzo.", "perché sì", [], null, Now));
        Assert.Equal(["Uno.", "Uno e mezzo."], comma.Versions.Select(v => v.Text));
    }

    [Fact]
    public void A_published_edition_stays_as_it_was_and_its_hash_tells()
    {
        var (document, outline) = TwoArticles();
        var first = document.Publish(outline.Read(), "", Now);
        outline.Find("art_1__para_1")!.Rewrite("Uno e mezzo.", "", [], null, Now);
        var second = document.Publish(outline.Read(), "Cambia il primo", Now);
        Assert.Equal("Uno.", first.Parts[1].Text);
        Assert.Equal(first.Hash, Edition.HashOf(first.Parts));
        Assert.NotEqual(first.Hash, second.Hash);
    }

    [Fact]
    public void The_same_text_is_not_published_twice_and_a_new_one_says_why()
    {
        var (document, outline) = TwoArticles();
        document.Publish(outline.Read(), "", Now);
        Assert.Equal("document.same", Code(() => document.Publish(outline.Read(), "di nuovo", Now)));
        outline.Find("art_1__para_1")!.Rewrite("Altro.", "", [], null, Now);
        Assert.Equal("document.why", Code(() => document.Publish(outline.Read(), " ", Now)));
        Assert.Equal("document.empty", Code(() => Draft().Document.Publish([], "", Now)));
    }

    [Theory]
    [InlineData(2026, 3, 1, 23, 30, true)]  // In Rome it is already 2 March.
    [InlineData(2026, 3, 1, 22, 59, false)]
    [InlineData(2026, 3, 10, 22, 59, true)]
    [InlineData(2026, 3, 10, 23, 0, false)]
    public void The_consultation_is_open_on_its_first_and_on_its_last_day(int year, int month, int day, int hour, int minute, bool open)
    {
        var (document, outline) = TwoArticles();
        document.Publish(outline.Read(), "", Now);
        document.Open(new(2026, 3, 2), new(2026, 3, 10), null, Now);
        var at = new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero);
        Assert.Equal(open, document.IsOpen(at));
        var amend = () => Amendment.Propose(document, outline.Read()[1], 1, "X-E0001", "Uno più uno.", "Serve.", "", null, at);
        if (open) Assert.Equal("Uno.", amend().OldText);
        else Assert.StartsWith("consultation.", Code(() => amend()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_nobody_reads_is_not_opened_and_dates_run_forward()
    {
        var (document, outline) = TwoArticles();
        Assert.Equal("document.unpublished", Code(() => document.Open(new(2026, 3, 2), new(2026, 3, 10), null, Now)));
        document.Publish(outline.Read(), "", Now);
        Assert.Equal("document.days", Code(() => document.Open(new(2026, 3, 12), new(2026, 3, 10), null, Now)));
        Assert.Equal("document.past", Code(() => document.Open(new(2026, 2, 2), new(2026, 2, 10), null, Now)));
        Assert.Equal("document.answer-by", Code(() => document.Open(new(2026, 3, 2), new(2026, 3, 10), new(2026, 3, 10), Now)));
    }

    [Fact]
    public void An_amendment_changes_something_and_says_why()
    {
        var (document, outline) = Open();
        var comma = outline.Read()[1];
        Assert.Equal("amendment.same", Code(() => Amendment.Propose(document, comma, 1, "X-E0001", "Uno.", "Serve.", "", null, Now)));
        Assert.Equal("amendment.why", Code(() => Amendment.Propose(document, comma, 1, "X-E0001", "Due.", " ", "", null, Now)));
        Assert.True(Amendment.Propose(document, outline.Read()[0], 1, "X-E0001", "Un comma in più.", "Serve.", "", null, Now).IsAddition);
    }

    [Fact]
    public void Whoever_is_not_fully_accepted_gets_a_reason_and_one_answer_only()
    {
        var amendment = Proposed();
        Assert.Equal("amendment.reasons", Code(() => amendment.Reply(Answer.Refused, "", Now)));
        Assert.Equal("amendment.reasons", Code(() => amendment.Reply(Answer.InPart, " ", Now)));
        amendment.Reply(Answer.Accepted, "", Now);
        Assert.True(amendment.IsPublic);
        Assert.Equal("amendment.answered", Code(() => amendment.Reply(Answer.Refused, "Ripensandoci", Now)));
        Assert.Equal("amendment.answered", Code(() => amendment.Hide("ora no")));
    }

    [Fact]
    public void The_text_is_closed_when_everybody_has_an_answer_and_the_consultation_is_over()
    {
        var (document, outline) = Open();
        Assert.Equal("document.unanswered", Code(() => document.Conclude(outline.Read(), "fine", 2, Now.AddDays(20))));
        Assert.Equal("document.open", Code(() => document.Conclude(outline.Read(), "fine", 0, Now.AddDays(8))));
        document.Conclude(outline.Read(), "fine", 0, Now.AddDays(9));
        Assert.Equal("document.final", Code(() => outline.AddArticle(null, "Tardi", "", null, Now)));
        Assert.Equal("document.not-handed-over", Code(() => document.Adopt("delibera 1/2026")));
        document.HandOver();
        document.Adopt("delibera 1/2026");
        Assert.Equal(DocumentState.Adopted, document.State);
    }

    private static string Code(Action act) => Assert.Throws<RuleViolation>(act).Code;

    private static (Document Document, Outline Outline) Draft()
    {
        var document = Document.Start(Id<Process>.New(), Id<Authority>.New(), DocumentKind.Regulation, "Regolamento", "", Now);
        return (document, new Outline(document, []));
    }

    private static (Document Document, Outline Outline) TwoArticles()
    {
        var (document, outline) = Draft();
        foreach (var (heading, text) in new[] { ("Finalità", "Uno."), ("Sede", "Due.") })
            outline.AddComma(outline.AddArticle(null, heading, "", null, Now), text, "", [], null, Now);
        return (document, outline);
    }

    private static (Document Document, Outline Outline) Open()
    {
        var (document, outline) = TwoArticles();
        document.Publish(outline.Read(), "", Now);
        document.Open(new(2026, 3, 2), new(2026, 3, 10), null, Now);
        return (document, outline);
    }

    private static Amendment Proposed()
    {
        var (document, outline) = Open();
        return Amendment.Propose(document, outline.Read()[1], 1, "X-E0001", "Due.", "Serve.", "", null, Now);
    }
}
