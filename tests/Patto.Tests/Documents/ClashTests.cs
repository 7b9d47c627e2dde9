using Patto.Modules.Documents;

namespace Patto.Tests.Documents;

/// <summary>Which amendments to one *comma* touch each other, which come to the same, what comes out of several, in which order they are
/// voted.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed class ClashTests
{
    private const string Comma = "La Consulta è composta da quindici persone, nominate con atto del Sindaco, e resta in carica tre anni.";
    private static int Cases => TestRun.IsLong ? 20_000 : 400;

    private static Random Draw(int salt)
    {
        var seed = TestRun.Seed(int.MaxValue - 1) ^ salt;
        TestContext.Current.TestOutputHelper!.WriteLine("PATTO_TEST_SEED={0}, {1} cases", seed ^ salt, Cases);
        return new(seed);
    }

    [Fact]
    public void Two_amendments_to_the_same_word_clash_and_the_words_are_told()
    {
        var clash = Assert.Single(Clashes.Between(Comma,
            [new("E1", Comma.Replace("quindici", "diciotto")), new("E2", Comma.Replace("quindici", "venti")),
                new("E3", Comma.Replace("tre anni", "due anni"))]));
        Assert.Equal(new Clash("E1", "E2", "quindici"), clash);
    }

    [Fact]
    public void Who_takes_the_comma_out_clashes_with_everybody_and_two_words_at_one_place_clash()
    {
        Assert.Equal(new Clash("E1", "E2", ""), Assert.Single(Clashes.Between(Comma, [new("E1", ""), new("E2", Comma + " Sempre.")])));
        Assert.Equal("persone,", Assert.Single(Clashes.Between(Comma,
            [new("E1", Comma.Replace("persone,", "persone, almeno due per quartiere,")),
                new("E2", Comma.Replace("persone,", "persone, di cui tre con disabilità,"))])).Words);
    }

    [Theory]
    [InlineData("Le sedute sono pubbliche.", "le  sedute, sono pubbliche")]
    [InlineData("L'avviso è unico", "L’AVVISO è unico!")]
    public void Blanks_capitals_and_signs_do_not_make_another_amendment(string one, string other) =>
        Assert.Equal(["E1", "E3"], Assert.Single(Clashes.Twins([new("E1", one), new("E2", "Altro."), new("E3", other)])));

    [Fact]
    public void Any_two_texts_are_joined_by_their_edits()
    {
        var random = Draw(1);
        for (var n = 0; n < Cases; n++)
        {
            var (before, after) = (RandomText.Of(random), RandomText.Of(random));
            if (n % 3 > 0) after = RandomText.Changed(random, before);
            Assert.Equal(after, Edit.Apply(before, Edit.Between(before, after)));
        }
    }

    // The definition, character by character: what each takes away, where each puts something.
    private static bool ByHand(string text, Edit one, Edit other)
    {
        bool Takes(Edit e, int i) => e.At <= i && i < e.At + e.Length;
        bool All(Edit e) => text.Length > 0 && Enumerable.Range(0, text.Length).All(i => Takes(e, i));
        bool Puts(Edit e) => e.Length == 0;
        if (one.At == other.At && one.Length == other.Length && one.Words == other.Words) return false;
        if (All(one) || All(other)) return true;
        for (var i = 0; i < text.Length; i++) if (Takes(one, i) && Takes(other, i)) return true;
        for (var i = 1; i < text.Length; i++)
            if (Puts(one) && one.At == i && Takes(other, i - 1) && Takes(other, i)
                || Puts(other) && other.At == i && Takes(one, i - 1) && Takes(one, i)) return true;
        if (!Puts(one) || !Puts(other)) return false;
        for (var i = Math.Min(one.At, other.At); i < Math.Max(one.At, other.At); i++) if (!char.IsWhiteSpace(text[i])) return false;
        return true;
    }

    [Fact]
    public void Clashes_are_those_of_the_definition()
    {
        var random = Draw(2);
        var (found, all) = (0, 0);
        for (var n = 0; n < Cases; n++)
        {
            var text = RandomText.Of(random);
            var wishes = RandomText.Wishes(random, text, 2 + random.Next(4));
            var expected = (from i in Enumerable.Range(0, wishes.Count)
                            from j in Enumerable.Range(i + 1, wishes.Count - i - 1)
                            where Edit.Between(text, wishes[i].Wanted).Any(a => Edit.Between(text, wishes[j].Wanted)
                                .Any(b => ByHand(text, a, b)))
                            select (wishes[i].Code, wishes[j].Code)).ToList();
            Assert.Equal(expected, Clashes.Between(text, wishes).Select(c => (c.One, c.Other)));
            (found, all) = (found + expected.Count, all + wishes.Count * (wishes.Count - 1) / 2);
        }
        TestContext.Current.TestOutputHelper!.WriteLine("{0} of {1} pairs clash", found, all);
        Assert.InRange(found, all / 20, all * 19 / 20);
    }

    [Fact]
    public void Edits_that_touch_different_words_are_all_in_the_text_and_no_word_is_lost_or_invented()
    {
        var random = Draw(3);
        for (var n = 0; n < Cases; n++)
        {
            // Words that all differ, changed at places that are at least one word apart: what must come out is known beforehand.
            List<string> words = [.. Enumerable.Range(0, 6 + random.Next(30)).Select(i => $"parola{i}")];
            List<string> expected = [];
            List<Wish> wishes = [];
            var text = string.Join(' ', words);
            for (var i = 0; i < words.Count; i++)
            {
                string[] changes = ["", $"nuova{i}", $"{words[i]} aggiunta{i}"];
                var changed = i % 2 == 1 && random.Next(3) > 0 ? changes[random.Next(3)] : words[i];
                if (changed.Length > 0) expected.Add(changed);
                if (changed == words[i]) continue;
                var by = random.Next(4);
                if (by < wishes.Count) wishes[by] = wishes[by] with { Wanted = Change(wishes[by].Wanted, words[i], changed) };
                else wishes.Add(new($"E{wishes.Count}", Change(text, words[i], changed)));
            }
            if (wishes.Exists(w => Rewritten(text, w.Wanted))) continue;
            var merging = Merging.Of(text, wishes);
            Assert.Empty(merging.Contested);
            var merged = merging.Text([]);
            Assert.Equal(expected.SelectMany(e => e.Split(' ')), merged.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.All(wishes, w => Assert.True(merging.Enters(w, [])));
            Assert.Equal(merged, Merging.Of(text, [.. wishes.AsEnumerable().Reverse()]).Text([]));
        }
    }

    // So few words stay that it counts as another text.
    private static bool Rewritten(string text, string wanted) =>
        Edit.Between(text, wanted) is [{ At: 0 } only] && only.Length == text.Length;

    private static string Change(string text, string word, string changed) => string.Join(' ', text.Split(' ')
        .Select(w => w == word ? changed : w).Where(w => w.Length > 0));

    [Fact]
    public void Whatever_is_chosen_the_text_holds_it_and_what_nobody_touched()
    {
        var random = Draw(4);
        var contested = 0;
        for (var n = 0; n < Cases; n++)
        {
            var text = RandomText.Of(random);
            var wishes = RandomText.Wishes(random, text, 2 + random.Next(4));
            var merging = Merging.Of(text, wishes);
            contested += merging.Contested.Count;
            // Who is followed wherever something is contested has all of it in the text.
            foreach (var wish in wishes)
            {
                List<string> chosen = [.. merging.Contested.Select(c => c.Options.Where(o => o.Codes.Contains(wish.Code))
                    .Select(o => o.Words).FirstOrDefault(c.Present))];
                Assert.True(merging.Enters(wish, chosen));
            }
            // Where each change touches another's and nobody is followed, the text is the one of now.
            var all = wishes.Select(w => Edit.Between(text, w.Wanted)).ToList();
            if (all.All(mine => mine.All(e => all.Exists(others => others.Any(o => Edit.Clash(text, e, o))))))
                Assert.Equal(text, merging.Text([.. merging.Contested.Select(c => c.Present)]));
            foreach (var (one, other) in merging.Contested.Zip(merging.Contested.Skip(1))) Assert.True(one.At + one.Length <= other.At);
        }
        Assert.True(contested > Cases / 10, $"{contested} contested places");
    }

    [Fact]
    public void One_amendment_alone_or_asked_for_twice_gives_its_own_text()
    {
        var random = Draw(5);
        for (var n = 0; n < Cases; n++)
        {
            var text = RandomText.Of(random);
            var wish = new Wish("E1", RandomText.Changed(random, text));
            Assert.Equal(wish.Wanted, Merging.Of(text, [wish]).Text([]));
            Assert.Equal(wish.Wanted, Merging.Of(text, [wish, wish with { Code = "E2" }]).Text([]));
        }
    }

    [Fact]
    public void Contested_words_are_told_with_whose_they_are_and_own_words_get_the_blanks_of_the_place()
    {
        Wish[] wishes = [new("E1", Comma.Replace("persone,", "persone, almeno due per quartiere,").Replace("quindici", "diciotto")),
            new("E2", Comma.Replace("persone,", "persone, di cui tre con disabilità,").Replace("tre anni", "due anni"))];
        var merging = Merging.Of(Comma, wishes);
        var place = Assert.Single(merging.Contested);
        Assert.Equal(["E1", "E2"], place.Options.SelectMany(o => o.Codes));
        var own = Merging.Fit(place, "almeno due per quartiere e tre con disabilità,");
        Assert.Equal("La Consulta è composta da diciotto persone, almeno due per quartiere e tre con disabilità, nominate con atto del "
            + "Sindaco, e resta in carica due anni.", merging.Text([own]));
        Assert.Equal((null, null), (merging.Enters(wishes[0], [own]), merging.Enters(wishes[1], [own])));
        Assert.Equal((true, (bool?)null), (merging.Enters(wishes[0], [place.Options[0].Words]), merging.Enters(wishes[1],
            [place.Options[0].Words])));
        Wish[] two = [new("E1", Comma.Replace("quindici", "diciotto")), new("E2", Comma.Replace("quindici", "venti"))];
        Assert.False(Merging.Of(Comma, two).Enters(two[1], ["diciotto"]));
    }

    [Fact]
    public void An_amendment_to_an_older_text_is_carried_over_to_the_words_of_now()
    {
        var now = Comma.Replace("tre anni", "quattro anni");
        Assert.Equal((now.Replace("quindici", "diciotto"), true), Merging.Rebase(Comma, Comma.Replace("quindici", "diciotto"), now));
        Assert.False(Merging.Rebase(Comma, Comma.Replace("tre anni", "due anni"), now).Fits);
        Assert.Equal(("", true), Merging.Rebase(Comma, "", now));
    }

    [Fact]
    public void Removals_are_voted_first_then_the_farthest_from_the_text_and_twins_at_once()
    {
        var order = VotingOrder.Of("art_1__para_1", Comma,
        [
            new("E1", Comma + " Le sedute sono pubbliche."), new("E2", Comma.Replace("quindici", "diciotto")), new("E3", ""),
            new("E4", Comma.Replace("quindici persone", "diciotto abitanti e associazioni")),
            new("E5", Comma.Replace(", nominate con atto del Sindaco,", "")),
            new("E6", Comma.Replace("quindici", "DICIOTTO")),
        ]);
        Assert.Equal(["E3", "E5", "E4", "E2 E6", "E1"], order.Select(v => string.Join(' ', v.Codes)));
        Assert.Equal([VotingKind.Removing, VotingKind.Cutting, VotingKind.Changing, VotingKind.Changing, VotingKind.Adding],
            order.Select(v => v.Kind));
    }

    [Fact]
    public void Everyone_is_voted_once_and_never_after_one_that_is_nearer_to_the_text()
    {
        var random = Draw(6);
        for (var n = 0; n < Cases; n++)
        {
            var text = RandomText.Of(random);
            List<Wish> wishes = [.. Enumerable.Range(0, 1 + random.Next(8)).Select(i => new Wish($"E{i}", random.Next(6) == 0 ? ""
                : RandomText.Changed(random, text)))];
            var order = VotingOrder.Of("x", text, wishes);
            Assert.Equal(wishes.Select(w => w.Code).Order(), order.SelectMany(v => v.Codes).Order());
            foreach (var (one, next) in order.Zip(order.Skip(1)))
                Assert.True(one.Kind < next.Kind || one.Kind == next.Kind && one.Distance >= next.Distance);
        }
    }
}

/// <summary>Sentences of a few words, and the same with some of them changed.</summary>
internal static class RandomText
{
    private static readonly string[] Words = ["casa", "della", "nonna", "dell'", "è", "25", "pubblica", "seduta", "entro", "giorni", "sei"];
    private static readonly string[] Between = [" ", " ", " ", ", ", ". ", "\n"];

    public static string Of(Random random) => string.Concat(Enumerable.Range(0, 1 + random.Next(24))
        .Select(i => (i == 0 ? "" : Between[random.Next(Between.Length)]) + Words[random.Next(Words.Length)]));

    public static List<Wish> Wishes(Random random, string text, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Wish($"E{i}", Changed(random, text)))];

    /// <returns>Never the same text.</returns>
    public static string Changed(Random random, string text)
    {
        List<string> words = [.. text.Split(' ')];
        var before = text;
        do
            switch (random.Next(3))
            {
                case 0 when words.Count > 1: words.RemoveAt(random.Next(words.Count)); break;
                case 1: words.Insert(random.Next(words.Count + 1), Words[random.Next(Words.Length)]); break;
                default: words[random.Next(words.Count)] = Words[random.Next(Words.Length)] + random.Next(3); break;
            }
        while (random.Next(2) == 0 || string.Join(' ', words) == before);
        return string.Join(' ', words);
    }
}
