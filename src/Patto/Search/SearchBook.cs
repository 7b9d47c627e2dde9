using Deliberation.Similarity;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Search;

/// <summary>One thing found.</summary>
public sealed record Found(Subject Subject, string Title, string Text, string Url, DateTimeOffset At, long Number);

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
        (entry.Title, entry.Text, entry.Url, entry.Visibility) = (title, text, url, visibility);
        entry.Stems = ItalianText.Stems($"{title} {text}");
    }

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
        if (await db.Set<SearchEntry>().SingleOrDefaultAsync(e => e.Subject == subject, cancel) is { } entry) db.Remove(entry);
    }

    /// <summary>The newest things that hold all the words, in any Italian inflection.</summary>
    /// <param name="before">The number of the last thing of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<Found>> FindAsync(string words, Reader reader, int count = 20, long? before = null, Guid? scope = null,
        CancellationToken cancel = default)
    {
        var stems = ItalianText.Stems(words).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(8).ToList();
        if (stems.Count == 0) return [];
        var authority = currentAuthority.Required.Id;
        return await Matching(stems)
            .Where(e => e.Authority == authority && (before == null || e.Number < before) && (scope == null || e.Scope == scope))
            .Where(Visible.To<SearchEntry>(reader))
            .OrderByDescending(e => e.Number).Take(count)
            .Select(e => new Found(e.Subject, e.Title, e.Text, e.Url, e.At, e.Number)).ToListAsync(cancel);
    }

    // Stems are letters and digits only, so that quoting them is enough; the statement is composed around this one.
    private IQueryable<SearchEntry> Matching(IReadOnlyList<string> stems)
    {
        if (db.Database.IsNpgsql())
        {
            var query = string.Join(" & ", stems.Select(s => $"'{s}'"));
            return db.Set<SearchEntry>().FromSql($"""SELECT * FROM "SearchEntries" WHERE to_tsvector('simple', "Stems") @@ to_tsquery('simple', {query})""").AsNoTracking();
        }
        var match = string.Join(" AND ", stems.Select(s => $"\"{s}\""));
        return db.Set<SearchEntry>().FromSql($"""SELECT e.* FROM "SearchEntries" e WHERE e."Number" IN (SELECT rowid FROM "SearchIndex" WHERE "SearchIndex" MATCH {match})""").AsNoTracking();
    }
}
