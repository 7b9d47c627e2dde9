using Deliberation.Similarity;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Search;

/// <summary>One thing found.</summary>
public sealed record Found(Subject Subject, string Title, string Text, string Url, DateTimeOffset At, long Number);

/// <summary>What was probably meant.</summary>
/// <param name="Meant">The words as the nearest thing has them, folded; empty where nothing comes near.</param>
public sealed record NearlyFound(string Meant, IReadOnlyList<Found> Things)
{
    public static readonly NearlyFound Nothing = new("", []);
}

/// <summary>What can be found, and finding it: newest first, only what the reader may see.</summary>
public sealed class SearchBook(AppDb db, CurrentAuthority currentAuthority)
{
    /// <summary>Puts a thing into the index, in the running transaction, or brings its entry up to date.</summary>
    /// <param name="scope">The process (or authority) whose staff may read it when it is not public.</param>
    public async Task IndexAsync(Subject subject, string title, string text, string url, Visibility visibility, Guid scope,
        DateTimeOffset at, CancellationToken cancel = default)
    {
        var entries = db.Set<SearchEntry>();
        var entry = entries.Local.FirstOrDefault(e => e.Subject == subject)
            ?? await entries.SingleOrDefaultAsync(e => e.Subject == subject, cancel);
        if (entry is null) entries.Add(entry = new()
        {
            Subject = subject,
            Authority = currentAuthority.Required.Id,
            Scope = scope,
            At = at
        });
        var (was, words) = (NearWords.Of($"{entry.Title} {entry.Text}"), NearWords.Of($"{title} {text}"));
        (entry.Title, entry.Text, entry.Url, entry.Visibility) = (title, text, url, visibility);
        entry.Stems = ItalianText.Stems($"{title} {text}");
        var authority = currentAuthority.Required.Id.Value;
        await SearchWords.LearnAsync(db, authority, [.. words.Except(was)], cancel);
        await SearchWords.ForgetAsync(db, authority, [.. was.Except(words)], [entry.Number], cancel);
    }

    /// <summary>Keeps the words of things that were put into the index together, past <see cref="IndexAsync"/>.</summary>
    public Task LearnAsync(IEnumerable<string> texts, CancellationToken cancel = default) =>
        SearchWords.LearnAsync(db, currentAuthority.Required.Id.Value, [.. texts.SelectMany(NearWords.Of).Distinct()], cancel);

    /// <summary>What only the staff of a process could find because the process was not public is found by everybody from now on.</summary>
    public async Task ShowAsync(Guid scope, CancellationToken cancel = default)
    {
        var entries = db.Set<SearchEntry>();
        await entries.Where(e => e.Scope == scope && e.Visibility == Visibility.Staff).LoadAsync(cancel);
        // The local ones too: a thing may have been put in by this very act.
        foreach (var entry in entries.Local.Where(e => e.Scope == scope && e.Visibility == Visibility.Staff)) entry.Visibility =
            Visibility.Public;
    }

    /// <summary>The reverse: what everybody could find of a process is found by its staff alone.</summary>
    public async Task HideAsync(Guid scope, CancellationToken cancel = default)
    {
        var entries = db.Set<SearchEntry>();
        await entries.Where(e => e.Scope == scope && e.Visibility == Visibility.Public).LoadAsync(cancel);
        foreach (var entry in entries.Local.Where(e => e.Scope == scope && e.Visibility == Visibility.Public)) entry.Visibility =
            Visibility.Staff;
    }

    /// <summary>Takes a thing out of the index: withdrawn, or no longer to be read.</summary>
    public async Task RemoveAsync(Subject subject, CancellationToken cancel = default)
    {
        if (await db.Set<SearchEntry>().SingleOrDefaultAsync(e => e.Subject == subject, cancel) is not { } entry) return;
        db.Remove(entry);
        var gone = db.ChangeTracker.Entries<SearchEntry>().Where(e => e.State == EntityState.Deleted).Select(e => e.Entity.Number);
        await SearchWords.ForgetAsync(db, entry.Authority.Value, NearWords.Of($"{entry.Title} {entry.Text}"), [.. gone], cancel);
    }

    /// <summary>The newest things that hold all the words, in any Italian inflection.</summary>
    /// <param name="before">The number of the last thing of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<Found>> FindAsync(string words, Reader reader, int count = 20, long? before = null, Guid? scope = null,
        CancellationToken cancel = default)
    {
        var stems = ItalianText.Stems(words).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords).ToList();
        if (stems.Count == 0) return [];
        var authority = currentAuthority.Required.Id;
        return await Matching([.. stems.Select(s => (IReadOnlyList<string>)[s])])
            .Where(e => e.Authority == authority && (before == null || e.Number < before) && (scope == null || e.Scope == scope))
            .Where(Visible.To<SearchEntry>(reader))
            .OrderByDescending(e => e.Number).Take(count)
            .Select(e => new Found(e.Subject, e.Title, e.Text, e.Url, e.At, e.Number)).ToListAsync(cancel);
    }

    private const int MostWords = 8;
    private const int MostAlternatives = 4;
    private const int MostRanked = 200;

    /// <summary>What was probably meant, where nothing holds all the words as they were typed: words with a slip of the hand are exchanged
    /// for the nearest ones that the index holds. The nearest first, then what says it in its title, then the newest.</summary>
    /// <param name="count">At most so many; there is no further page.</param>
    public async Task<NearlyFound> FindNearAsync(string words, Reader reader, int count = 20, Guid? scope = null,
        CancellationToken cancel = default)
    {
        var asked = NearWords.Asked(words, MostWords);
        var meant = await AlternativesAsync(asked, cancel);
        if (asked.Count == 0 || meant.Any(m => m.Count == 0)) return NearlyFound.Nothing;
        var authority = currentAuthority.Required.Id;
        var hits = await Matching([.. meant.Select(any => (IReadOnlyList<string>)[.. any.Select(m => m.Spelled.Stem).Distinct()])])
            .Where(e => e.Authority == authority && (scope == null || e.Scope == scope)).Where(Visible.To<SearchEntry>(reader))
            .OrderByDescending(e => e.Number).Take(MostRanked).ToListAsync(cancel);
        var ranked = hits.Select(e => (Entry: e, Read: Read(meant, e))).OrderBy(h => h.Read.Cost)
            .ThenByDescending(h => h.Entry.Number).Take(count).ToList();
        return ranked.Count == 0 ? NearlyFound.Nothing : new(string.Join(' ', ranked[0].Read.Words),
            [.. ranked.Select(h => new Found(h.Entry.Subject, h.Entry.Title, h.Entry.Text, h.Entry.Url, h.Entry.At, h.Entry.Number))]);
    }

    private readonly record struct Alternative(Spelled Spelled, double Cost);

    // One statement for all the keys of all the words; for each word asked for, the nearest that the index holds.
    private async Task<IReadOnlyList<IReadOnlyList<Alternative>>> AlternativesAsync(IReadOnlyList<Spelled> asked, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id.Value;
        string[] keys = [.. asked.SelectMany(NearWords.ReadingsOf).SelectMany(NearWords.KeysOf).Distinct()];
        var words = (await db.Set<SearchWord>().AsNoTracking().Where(w => w.Authority == authority && keys.Contains(w.Key))
            .Select(w => new { w.Word, w.Stem }).Distinct().ToListAsync(cancel)).ConvertAll(w => new Spelled(w.Word, w.Stem));
        return [.. asked.Select(one => AlternativesOf(one, words))];
    }

    private static IReadOnlyList<Alternative> AlternativesOf(Spelled asked, List<Spelled> words)
    {
        // Codes and numbers are not guessed.
        if (asked.Word.Any(char.IsDigit)) return [new(asked, 0)];
        var near = words.Select(w => (Word: w, Cost: NearWords.Between(asked, w))).Where(w => w.Cost is not null)
            .OrderBy(w => w.Cost).ThenBy(w => w.Word.Word, StringComparer.Ordinal).ThenBy(w => w.Word.Stem, StringComparer.Ordinal)
            .ToList();
        var stems = near.Select(w => w.Word.Stem).Distinct().Take(MostAlternatives).ToHashSet();
        return [.. near.Where(w => stems.Contains(w.Word.Stem)).Select(w => new Alternative(w.Word, w.Cost!.Value))];
    }

    // The words of this very thing that come nearest to what was typed: only what the reader reads is ever said back.
    private static (double Cost, IReadOnlyList<string> Words) Read(IReadOnlyList<IReadOnlyList<Alternative>> meant, SearchEntry entry)
    {
        var title = NearWords.Of(entry.Title).Select(w => w.Word).ToHashSet();
        var text = NearWords.Of($"{entry.Title} {entry.Text}");
        List<string> words = [];
        var cost = 0.0;
        foreach (var near in meant)
        {
            var byWord = near.GroupBy(n => n.Spelled.Word).ToDictionary(g => g.Key, g => g.Min(n => n.Cost));
            var byStem = near.GroupBy(n => n.Spelled.Stem).ToDictionary(g => g.Key, g => g.Min(n => n.Cost));
            // The index holds stems: the thing may have another form of the word that is near.
            var (word, far) = text.Where(w => byStem.ContainsKey(w.Stem))
                .Select(w => (w.Word, Far: (byWord.TryGetValue(w.Word, out var same) ? same : byStem[w.Stem] + 0.1)
                    + (title.Contains(w.Word) ? 0 : 0.3)))
                .OrderBy(w => w.Far).ThenBy(w => w.Word, StringComparer.Ordinal).FirstOrDefault((near[0].Spelled.Word, near[0].Cost + 0.3));
            words.Add(word);
            cost += far;
        }
        return (cost, words);
    }

    // Stems are letters and digits only, so that quoting them is enough; the statement is composed around this one.
    private IQueryable<SearchEntry> Matching(IReadOnlyList<IReadOnlyList<string>> stems)
    {
        if (db.Database.IsNpgsql())
        {
            var query = string.Join(" & ", stems.Select(any => $"({string.Join(" | ", any.Select(s => $"'{s}'"))})"));
            return db.Set<SearchEntry>().FromSql($"""SELECT * FROM "SearchEntries" WHERE to_tsvector('simple', "Stems") @@ to_tsquery('simple', {query})""").AsNoTracking();
        }
        var match = string.Join(" AND ", stems.Select(any => $"({string.Join(" OR ", any.Select(s => $"\"{s}\""))})"));
        return db.Set<SearchEntry>().FromSql($"""SELECT e.* FROM "SearchEntries" e WHERE e."Number" IN (SELECT rowid FROM "SearchIndex" WHERE "SearchIndex" MATCH {match})""").AsNoTracking();
    }
}
