using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Search;

/// <summary>A word of the index under one of its keys, so that a mistaken word is found by looking up a bounded number of keys. It says
/// nothing of where the word stands: what it leads to is looked for in the index, with the reader's eyes.</summary>
internal sealed class SearchWord
{
    public Guid Authority { get; private set; }
    /// <summary>The word or its stem, whole or with one letter missing (<see cref="NearWords.KeysOf"/>).</summary>
    public string Key { get; private set; } = "";
    /// <summary>Folded: lower case, no accents.</summary>
    public string Word { get; private set; } = "";
    /// <summary>As the index has it.</summary>
    public string Stem { get; private set; } = "";
}

internal sealed class SearchWordMapping : IEntityTypeConfiguration<SearchWord>
{
    public void Configure(EntityTypeBuilder<SearchWord> builder)
    {
        builder.ToTable("SearchWords").HasKey(w => new { w.Authority, w.Key, w.Word, w.Stem });
        builder.Property(w => w.Key).HasMaxLength(NearWords.Longest);
        builder.Property(w => w.Word).HasMaxLength(NearWords.Longest);
        builder.Property(w => w.Stem).HasMaxLength(NearWords.Longest);
        // Forgetting a word.
        builder.HasIndex(w => new { w.Authority, w.Word });
    }
}

/// <summary>Keeps the words of the index: learnt with what is put in, forgotten with the last thing that held them.</summary>
internal static class SearchWords
{
    /// <summary>Words that are known already cost one look.</summary>
    public static async Task LearnAsync(AppDb db, Guid authority, IReadOnlyCollection<Spelled> words, CancellationToken cancel)
    {
        foreach (var some in words.OrderBy(w => w.Word, StringComparer.Ordinal).ThenBy(w => w.Stem, StringComparer.Ordinal).Chunk(500))
        {
            string[] forms = [.. some.Select(w => w.Word).Distinct()];
            var known = await db.Set<SearchWord>().Where(w => w.Authority == authority && forms.Contains(w.Key) && w.Key == w.Word)
                .Select(w => new { w.Word, w.Stem }).ToListAsync(cancel);
            // In one order for all, so that two acts that learn the same words wait for each other and never in a ring.
            var rows = some.Except(known.Select(w => new Spelled(w.Word, w.Stem)))
                .SelectMany(w => NearWords.KeysOf(w).Select(k => new[] { k, w.Word, w.Stem }))
                .OrderBy(r => r[0], StringComparer.Ordinal).ThenBy(r => r[1], StringComparer.Ordinal).ToList();
            if (rows.Count == 0) continue;
            var json = JsonSerializer.Serialize(rows);
            if (db.Database.IsNpgsql())
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO "SearchWords" ("Authority", "Key", "Word", "Stem")
                    SELECT {authority}, r->>0, r->>1, r->>2 FROM json_array_elements(CAST({json} AS json)) r ON CONFLICT DO NOTHING
                    """, cancel);
            else
                await db.Database.ExecuteSqlAsync($"""
                    INSERT OR IGNORE INTO "SearchWords" ("Authority", "Key", "Word", "Stem")
                    SELECT {authority}, json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]'), json_extract(r.value, '$[2]')
                    FROM json_each({json}) r
                    """, cancel);
        }
    }

    /// <summary>Forgets those of these words whose stem stands in no other entry.</summary>
    /// <param name="gone">The numbers of the entries that this act takes out or changes.</param>
    public static async Task ForgetAsync(AppDb db, Guid authority, IReadOnlyCollection<Spelled> words, IReadOnlyCollection<long> gone,
        CancellationToken cancel)
    {
        if (words.Count == 0) return;
        var (json, numbers) = (JsonSerializer.Serialize(words.Select(w => new[] { w.Word, w.Stem })), JsonSerializer.Serialize(gone));
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"""
                DELETE FROM "SearchWords" WHERE "Authority" = {authority} AND "Word" IN (
                    SELECT r->>0 FROM json_array_elements(CAST({json} AS json)) r WHERE NOT EXISTS (
                        SELECT 1 FROM "SearchEntries" e WHERE e."Authority" = {authority}
                            AND to_tsvector('simple', e."Stems") @@ to_tsquery('simple', '''' || (r->>1) || '''')
                            AND e."Number" NOT IN (SELECT CAST(n AS bigint) FROM json_array_elements_text(CAST({numbers} AS json)) n)))
                """, cancel);
        else
            await db.Database.ExecuteSqlAsync($"""
                DELETE FROM "SearchWords" WHERE "Authority" = {authority} AND "Word" IN (
                    SELECT json_extract(r.value, '$[0]') FROM json_each({json}) r WHERE NOT EXISTS (
                        SELECT 1 FROM "SearchEntries" e WHERE e."Authority" = {authority}
                            AND e."Number" IN (SELECT rowid FROM "SearchIndex"
                                WHERE "SearchIndex" MATCH '"' || json_extract(r.value, '$[1]') || '"')
                            AND e."Number" NOT IN (SELECT value FROM json_each({numbers}))))
                """, cancel);
    }
}

/// <summary>What was put into the index before its words were kept.</summary>
internal sealed class LearnTheWords : DataStep
{
    public override string Name => "0.3.0/10-search-words";

    public override async Task RunAsync(AppDb db, CancellationToken cancel)
    {
        Dictionary<Guid, HashSet<Spelled>> words = [];
        var entries = db.Set<SearchEntry>().AsNoTracking().Select(e => new { e.Authority, e.Title, e.Text });
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!words.TryGetValue(entry.Authority.Value, out var known)) words[entry.Authority.Value] = known = [];
            known.UnionWith(NearWords.Of($"{entry.Title} {entry.Text}"));
        }
        foreach (var (authority, known) in words) await SearchWords.LearnAsync(db, authority, known, cancel);
    }
}
