using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Search;

namespace Patto.Tests;

/// <summary>How a hand slips: one slip at a time, by seed.</summary>
internal static class SlippingHand
{
    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    public static readonly IReadOnlyList<string> Slips =
        ["swap", "drop", "double", "neighbour", "accent", "apostrophe", "plural", "order"];

    /// <summary>A query about a title: some of its words, one of them mistaken in the way that is named; null where the title has no place
    /// for such a slip.</summary>
    public static string? Ask(string title, string slip, Random random)
    {
        string[] parts = [.. title.Split(" ,.:;()«»\"?!/".ToCharArray(), StringSplitOptions.RemoveEmptyEntries)];
        string[] long_ = [.. parts.Where(p => p.Length >= 5 && p.All(c => char.IsLetter(c) || c is '\'' or '’')).Distinct()];
        if (long_.Length < 2) return null;
        var from = random.Next(Math.Max(1, long_.Length - 3));
        List<string> words = [.. long_.Skip(from).Take(4)];
        if (slip == "order") { words.Reverse(); return string.Join(' ', words); }
        var fit = Enumerable.Range(0, words.Count).Where(i => Slip(words[i], slip, new Random(1)) is { } s && s != words[i]).ToList();
        if (fit.Count == 0) return null;
        var at = fit[random.Next(fit.Count)];
        words[at] = Slip(words[at], slip, random) ?? words[at];
        return string.Join(' ', words);
    }

    private static string? Slip(string word, string slip, Random random)
    {
        var i = random.Next(1, word.Length - 1);
        var lower = word.ToLowerInvariant();
        return slip switch
        {
            "swap" => $"{lower[..i]}{lower[i + 1]}{lower[i]}{lower[(i + 2)..]}",
            "drop" => lower.Remove(i, 1),
            "double" => lower.Insert(i, lower[i].ToString()),
            "neighbour" => Beside(lower[i], random) is { } other ? $"{lower[..i]}{other}{lower[(i + 1)..]}" : null,
            "accent" => lower.Any(c => c > 127 && char.IsLetter(c)) ? Deliberation.Similarity.ItalianText.Fold(word) : null,
            "apostrophe" => word.Contains('\'') || word.Contains('’') ? lower.Replace("'", "").Replace("’", "") : null,
            "plural" => lower[^1] switch { 'o' or 'e' => lower[..^1] + "i", 'a' => lower[..^1] + "e", 'i' => lower[..^1] + "o", _ => null },
            _ => throw new ArgumentOutOfRangeException(nameof(slip), slip, null),
        };
    }

    private static char? Beside(char c, Random random)
    {
        var row = Rows.FirstOrDefault(r => r.Contains(c));
        if (row is null) return null;
        var at = row.IndexOf(c, StringComparison.Ordinal);
        var other = at + (random.Next(2) == 0 ? -1 : 1);
        return other >= 0 && other < row.Length ? row[other] : row[at == 0 ? 1 : at - 1];
    }
}

/// <summary>A mistaken word finds the right thing, and says what it took it for.</summary>
public sealed class NearWordsTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Spelled Word(string word) => Assert.Single(NearWords.Of(word));

    [Theory]
    [InlineData("trasproto", "trasporto"), InlineData("pulman", "pullman"), InlineData("pullmann", "pullman"),
        InlineData("bibliotcea", "biblioteca"),
        InlineData("partecipazoine", "partecipazione"), InlineData("lanziano", "anziano"), InlineData("dellacqua", "acqua"),
        InlineData("attivita", "attività"), InlineData("scuoal", "scuola"), InlineData("trasproti", "trasporto")]
    public void A_slip_shares_a_key_with_what_was_meant_and_is_near_it(string typed, string meant)
    {
        var (asked, word) = (Word(typed), Word(meant));
        Assert.NotNull(NearWords.Between(asked, word));
        Assert.NotEmpty(NearWords.ReadingsOf(asked).SelectMany(NearWords.KeysOf).Intersect(NearWords.KeysOf(word)));
    }

    [Theory]
    [InlineData("casa", "gatto"), InlineData("sera", "strada"), InlineData("bus", "bar"), InlineData("anziani", "giovani")]
    public void What_is_another_word_is_not_near(string typed, string other) => Assert.Null(NearWords.Between(Word(typed), Word(other)));

    [Fact]
    public void The_distance_is_symmetric_zero_only_for_the_same_and_one_slip_costs_at_most_one()
    {
        var seed = TestRun.Seed();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        string Made(int n) => string.Concat(Enumerable.Range(0, n).Select(_ => (char)('a' + random.Next(26))));
        for (var n = 0; n < 400; n++)
        {
            var (a, b) = (Made(random.Next(3, 12)), Made(random.Next(3, 12)));
            Assert.Equal(NearWords.Distance(a, b), NearWords.Distance(b, a), 9);
            Assert.Equal(a == b, NearWords.Distance(a, b) == 0);
            var i = random.Next(a.Length);
            Assert.InRange(NearWords.Distance(a, a.Remove(i, 1)), 0.5, 1);
            Assert.InRange(NearWords.Distance(a, a.Insert(i, "q")), 0.5, 1);
            // One letter missing leaves a key in common, whatever the word.
            if (a.Length > 4) Assert.NotEmpty(NearWords.KeysOf(new(a, a)).Intersect(NearWords.KeysOf(new(a.Remove(i, 1), a.Remove(i, 1)))));
        }
    }

    /// <summary>Asked as the page asks: as typed, and if nothing holds that, as it was probably meant.</summary>
    private static async Task<IReadOnlyList<Found>> FindAsync(SearchBook search, string words)
    {
        var found = await search.FindAsync(words, Reader.Anybody, 20, cancel: Cancel);
        return found.Count > 0 ? found : (await search.FindNearAsync(words, Reader.Anybody, 20, cancel: Cancel)).Things;
    }

    [Fact]
    public async Task A_slipping_hand_finds_the_title_among_the_first_five()
    {
        var (seed, many) = (TestRun.Seed(), TestRun.IsLong ? 2000 : 240);
        await demo.Host.Act(demo.Town, null, async write =>
        {
            var titles = (await write.Db.Set<SearchEntry>().AsNoTracking().Where(e => e.Visibility == Visibility.Public
                    && e.Authority == demo.Town.Id).OrderBy(e => e.Number).Select(e => new { e.Title, e.Text }).ToListAsync(Cancel))
                .Select(e => e.Title.Any(char.IsDigit) && e.Title.Length < 16 ? e.Text.Split('.')[0] : e.Title)
                .Where(t => t.Length is > 12 and < 120).Distinct().ToList();
            Assert.True(titles.Count > 100, $"{titles.Count} titles");
            var random = new Random(seed);
            var (asked, missed) = (0, new List<string>());
            for (var n = 0; asked < many && n < many * 20; n++)
            {
                var (title, slip) = (titles[random.Next(titles.Count)], SlippingHand.Slips[n % SlippingHand.Slips.Count]);
                if (SlippingHand.Ask(title, slip, random) is not { } query) continue;
                asked++;
                var found = await FindAsync(write.Get<SearchBook>(), query);
                if (!found.Take(5).Any(f => f.Title == title || f.Text.StartsWith(title, StringComparison.Ordinal)))
                    missed.Add($"{slip}: «{query}» for «{title}» gave {found.Count}");
            }
            TestContext.Current.TestOutputHelper!
                .WriteLine($"seed {seed}: {asked} queries on {titles.Count} titles, {missed.Count} missed");
            foreach (var one in missed) TestContext.Current.TestOutputHelper!.WriteLine(one);
            Assert.True(asked >= many && missed.Count <= asked * 0.05, $"{missed.Count} of {asked}: {string.Join("; ", missed.Take(12))}");
            return 0;
        });
    }

    [Fact]
    public async Task The_page_says_what_it_took_a_mistaken_word_for()
    {
        var word = await demo.Host.Act(demo.Town, null, async write => (await write.Db.Set<SearchEntry>().AsNoTracking()
            .Where(e => e.Visibility == Visibility.Public && e.Authority == demo.Town.Id).OrderBy(e => e.Number).Select(e => e.Title)
            .ToListAsync(Cancel)).SelectMany(t => NearWords.Of(t)).First(w => w.Word.Length >= 9).Word);
        var wrong = $"{word[..3]}{word[4]}{word[3]}{word[5..]}";
        var page = await demo.Host.Visitor().ReadAsync($"/cerca?parole={wrong}");
        Assert.Contains("Forse cercavi:", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(word, page.QuerySelector("main a[href^='/cerca?parole=']")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll(".found li"));
    }
}

/// <summary>Words come with what is put into the index and go with the last thing that held them; nothing is told of what the reader may
/// not read.</summary>
public sealed class SearchWordTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<NearlyFound> NearAsync(Authority town, string words) =>
        _host.Act(town, null, write => write.Get<SearchBook>().FindNearAsync(words, Reader.Anybody, cancel: Cancel));

    private Task<int> CountAsync(string word) =>
        _host.InDb(db => db.Set<SearchWord>().CountAsync(w => w.Word == word, Cancel));

    [Fact]
    public async Task Words_are_learnt_forgotten_and_never_tell_what_may_not_be_read()
    {
        var town = await _host.AuthorityAsync();
        Subject[] things = [.. Enumerable.Range(0, 3).Select(_ => new Subject("contribution", Guid.CreateVersion7()))];
        Task IndexAsync(int n, string title, Visibility visibility) => _host.Act(town, null, async write =>
        {
            await write.Get<SearchBook>().IndexAsync(things[n], title, "", "/a", visibility, town.Id.Value, write.Now);
            return 0;
        });
        await IndexAsync(0, "Trasporto per gli anziani soli", Visibility.Public);
        await IndexAsync(1, "Il pullman della sera, l'attività di Quizzolandia", Visibility.Public);
        await IndexAsync(2, "Graticolato riservato", Visibility.Staff);
        var near = await NearAsync(town, "trasproto");
        Assert.Equal("trasporto", near.Meant);
        Assert.Equal(["Trasporto per gli anziani soli"], near.Things.Select(t => t.Title));
        Assert.Equal("anziani soli", (await NearAsync(town, "anzani sloi")).Meant);
        Assert.Equal("pullman sera", (await NearAsync(town, "pulman sera")).Meant);
        Assert.Equal("attivita", (await NearAsync(town, "lattivita")).Meant);
        Assert.Equal("", (await NearAsync(town, "graticolatto")).Meant);
        Assert.Empty((await NearAsync(town, "\" OR 1=1 --")).Things);
        Assert.Empty((await NearAsync(town, "'); DROP")).Things);

        Assert.NotEqual(0, await CountAsync("quizzolandia"));
        await IndexAsync(1, "Il pullman della sera", Visibility.Public);
        Assert.Equal(0, await CountAsync("quizzolandia"));
        await _host.Act(town, null, async write => { await write.Get<SearchBook>().RemoveAsync(things[2], Cancel); return 0; });
        Assert.Equal(0, await CountAsync("graticolato"));
        await IndexAsync(2, "Un altro pullman", Visibility.Public);
        await _host.Act(town, null, async write => { await write.Get<SearchBook>().RemoveAsync(things[1], Cancel); return 0; });
        Assert.NotEqual(0, await CountAsync("pullman"));
        Assert.Equal("pullman", (await NearAsync(town, "pulman")).Meant);
    }
}
