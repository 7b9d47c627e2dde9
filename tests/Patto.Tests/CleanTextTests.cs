using System.Net;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Processes;
using Patto.Provenance;
using Patto.Search;
using Patto.Tests.Processes;

namespace Patto.Tests;

/// <summary>What is pasted from a PDF brings characters along that no feed can carry.</summary>
public sealed class CleanTextTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Whatever_is_cleaned_can_stand_in_XML_and_nothing_else_is_lost()
    {
        var dice = new Random(4);
        for (var round = 0; round < 3000; round++)
        {
            var text = new string([.. Enumerable.Range(0, dice.Next(12))
                .Select(_ => (char)(dice.Next(3) == 0 ? dice.Next(0x20) : dice.Next(0x10000)))]);
            var clean = CleanText.Of(text + "\u0002\ud800x\ud83c\udf3b\uffff");
            Assert.True(CleanText.Is(clean));
            Assert.Equal(clean, CleanText.Of(clean));
            Assert.EndsWith("x\ud83c\udf3b", clean, StringComparison.Ordinal);
            Assert.Equal(clean.ReplaceLineEndings("\n"),
                XElement.Parse(new XElement("t", clean).ToString(), LoadOptions.PreserveWhitespace).Value.ReplaceLineEndings("\n"));
            if (CleanText.Is(text)) Assert.Same(text, CleanText.Of(text));
        }
    }

    [Fact]
    public async Task A_voice_pasted_from_a_PDF_is_kept_without_its_strange_characters()
    {
        var (_, process) = await TownAsync();
        var answer = await _host.Visitor().PostAsync($"/percorsi/{process.Slug}/contributi/nuovo",
            new() { ["Text"] = "Il wel\u0002fare di tutti\uFFFE.", ["Consent"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("Il welfare di tutti.", await _host.InDb(db => db.Set<Contribution>().Select(c => c.Text).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task What_nobody_sees_is_no_text_and_turns_no_letters_round()
    {
        Assert.Equal("abc.exe", CleanText.Of("abc\u202e.exe\u200b\u2060\ufeff"));
        // Persian and Arabic need the joiner and the mark of direction; so does a family of emoji.
        Assert.True(CleanText.Is("می\u200cخواهم، \u200fنعم \u200e👩\u200d👧 \u2067سلام\u2069"));
        var (_, process) = await TownAsync();
        var answer = await _host.Visitor().PostAsync($"/percorsi/{process.Slug}/contributi/nuovo",
            new() { ["Text"] = "\u200b\u200b\u2060", ["Consent"] = "true" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_null_character_is_refused_before_anything_is_written()
    {
        // The server's own reader of forms stops at it; no browser sends one by itself.
        var (_, process) = await TownAsync();
        var answer = await _host.Visitor().PostAsync($"/percorsi/{process.Slug}/contributi/nuovo",
            new() { ["Text"] = "Prima\0dopo.", ["Consent"] = "true" });
        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Equal(0, await _host.InDb(db => db.Set<Contribution>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task What_comes_by_another_way_than_a_form_is_cleaned_before_it_is_stored()
    {
        var (town, process) = await TownAsync();
        await _host.Act(town, null, async write =>
        {
            await write.Get<SearchBook>().IndexAsync(process.Subject, "Titolo\u0001", "Testo\u0002 \ud800", "/x", Visibility.Public,
                process.Id.Value, write.Now, Cancel);
            return 0;
        });
        var entry = await _host.InDb(db => db.Set<SearchEntry>().OrderByDescending(e => e.Number).FirstAsync(e => e.Url == "/x", Cancel));
        Assert.Equal(("Titolo", "Testo "), (entry.Title, entry.Text));
    }

    [Fact]
    public async Task What_was_stored_before_is_mended_once_in_texts_and_in_lists_of_texts()
    {
        var (_, process) = await TownAsync();
        await _host.InDb(async db =>
        {
            await db.Database.ExecuteSqlAsync($"""UPDATE "Processes" SET "Title" = {"Wel\u0002fare\uFFFE"}, "Themes" = {"""[{"key":"a","name":"wel\u0002fare \\u0002 \ud83c\udf3b","question":"","retired":false}]"""} WHERE "Slug" = {process.Slug}""", Cancel);
            await db.Database.ExecuteSqlAsync($"""DELETE FROM "DataSteps" WHERE "Name" = {"0.2.0/10-clean-text"}""", Cancel);
            await DataStep.RunAllAsync(db, Cancel);
            return 0;
        });
        var mended = await _host.InDb(db => db.Set<Process>().AsNoTracking().SingleAsync(p => p.Id == process.Id, Cancel));
        Assert.Equal("Welfare", mended.Title);
        Assert.Equal("welfare \\u0002 \ud83c\udf3b", mended.Themes[0].Name);
    }

    [Fact]
    public async Task A_text_longer_than_its_column_is_refused_alike_on_both_engines()
    {
        var (town, process) = await TownAsync();
        var broken = await Assert.ThrowsAsync<RuleViolation>(() => _host.Act(town, null, async write =>
        {
            await write.Get<SearchBook>().IndexAsync(process.Subject, "Titolo", string.Join(' ', Enumerable.Range(0, 90_000)), "/lungo",
                Visibility.Public, process.Id.Value, write.Now, Cancel);
            return 0;
        }));
        Assert.Equal("text.long", broken.Code);
        Assert.Contains(broken.Field, (string[])["Text", "Stems"]);
    }

    /// <summary>Every way to shorten a text, found by its mark.</summary>
    [Fact]
    public void Every_text_can_be_shortened_and_stays_a_text()
    {
        var ways = OwnTypes.All.SelectMany(t =>
            t.GetMethods(
                System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
            .Where(m => m.GetCustomAttributes(typeof(ShortensTextAttribute), false).Length > 0).ToList();
        string[] texts = ["", " ", "a", new string('x', 180), new string('x', 180) + " y", "  " + new string(' ', 400),
            string.Concat(Enumerable.Repeat("\ud83c\udf3b", 200)), "x" + string.Concat(Enumerable.Repeat("e\u0301", 200)),
                string.Join(' ', Enumerable.Repeat("parola", 90)), new string('\n', 300), "👩‍👩‍👧‍👦" + new string('y', 300)];
        var shortened = 0;
        foreach (var way in ways)
            foreach (var text in texts)
                for (var most = 0; most <= 200; most++)
                {
                    var result = (string)way.Invoke(null, [text, most])!;
                    shortened++;
                    Assert.True(result.Length <= most + 1 && CleanText.Is(result),
                        $"{way.Name}({text.Length}, {most}) gave {result.Length} characters");
                    if (text.Length <= most) Assert.Equal(text, result);
                }
        TestContext.Current.TestOutputHelper?.WriteLine($"{ways.Count} ways to shorten a text, {shortened} times.");
        Assert.True(ways.Count >= 2);
    }

    [Theory, InlineData("ogni anziano ha diritto", 14, "ogni anziano…"), InlineData("precipitevolissimevolmente", 10, "precipitev…"),
        InlineData("a precipitevolissimevolmente", 10, "a precipit…")]
    public void An_excerpt_ends_with_a_whole_word_where_there_is_one(string text, int most, string expected) =>
        Assert.Equal(expected, Excerpt.Of(text, most));

    private async Task<(Authorities.Authority, Process)> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        return (town, await _host.ProcessAsync(town, published: true, starts: new DateOnly(2026, 1, 7)));
    }
}
