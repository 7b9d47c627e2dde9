using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Audit;

/// <summary>The hash of one thing's content as one act left it. Only the last one of a thing keeps its salt: earlier words cannot be tried
/// against theirs, erased ones against none.</summary>
public sealed class ContentSeal
{
    private ContentSeal() { }

    public Guid Authority { get; private set; }
    /// <summary>The row of the chain that answers for it.</summary>
    public long Seq { get; private set; }
    public Subject Subject { get; private set; }
    /// <summary>The names of the fields, parted by commas; empty where the content was erased.</summary>
    public string Fields { get; private set; } = "";
    public string Hash { get; private set; } = "";
    public string? Salt { get; private set; }

    /// <summary>Writes what an act left behind in the running transaction; gives the root that its row keeps.</summary>
    internal static async Task<string> WriteAsync(AppDb db, Guid authority, long seq, IReadOnlyList<LeftBehind> left,
        CancellationToken cancel)
    {
        var known = left.Where(l => !l.IsNew).Select(l => l.Subject).ToList();
        foreach (var some in known.Chunk(500))
            await db.Set<ContentSeal>().Where(s => some.Contains(s.Subject) && s.Salt != null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Salt, (string?)null), cancel);
        // The same thing saved twice in one act before its row is counted is one thing.
        var made = left.GroupBy(l => l.Subject).Select(g => Of(authority, seq, g.Last())).ToList();
        if (made.Count > 200 && db.Database.CurrentTransaction is not null) await db.InsertAsync(made, cancel);
        else db.AddRange(made);
        return Root(made.Select(s => (s.Subject, s.Hash)));
    }

    private static ContentSeal Of(Guid authority, long seq, LeftBehind left)
    {
        var salt = left.IsErased ? null : Contents.NewSalt();
        return new()
        {
            Authority = authority,
            Seq = seq,
            Subject = left.Subject,
            Fields = left.Fields,
            Salt = salt,
            Hash = salt is null ? ""
            : Contents.Hash(salt, left.Line)
        };
    }

    internal static string Root(IEnumerable<(Subject Subject, string Hash)> seals) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', seals.Select(s => $"{s.Subject} {s.Hash}").Order(StringComparer.Ordinal)))));
}

internal sealed class ContentSealMapping : IEntityTypeConfiguration<ContentSeal>
{
    public void Configure(EntityTypeBuilder<ContentSeal> builder)
    {
        builder.ToTable("ContentSeals").HasKey(s => new { s.Authority, s.Seq, s.Subject });
        builder.Property(s => s.Fields).HasMaxLength(400);
        builder.Property(s => s.Hash).HasMaxLength(64);
        builder.Property(s => s.Salt).HasMaxLength(64);
        builder.HasIndex(s => s.Subject);
    }
}

/// <summary>Content was changed, or erased, by something that told nothing else of it.</summary>
/// <param name="Count">How many things were.</param>
[Sentence("Il contenuto di qualcosa è stato aggiornato.")]
public sealed record ContentChanged(Subject About, int Count) : IDomainEvent;

/// <summary>What stood in the database when it began to answer for contents.</summary>
/// <param name="Count">How many things were there.</param>
[Sentence("I contenuti già presenti sono entrati nel registro.")]
public sealed record ContentsSealed(Subject About, int Count) : IDomainEvent;

/// <summary>The contents of a database of 0.1.0 are sealed once, each on the chain of its authority; the rows of 0.1.0 stay as they
/// are.</summary>
internal sealed class SealWhatIsThere : DataStep
{
    // After all steps of the release that still change contents.
    public override string Name => "0.2.0/90-seal-contents";

    public override async Task RunAsync(AppDb db, CancellationToken cancel)
    {
        var places = await PlacesAsync(db, cancel);
        var found = new List<(Guid Authority, LeftBehind Left)>();
        foreach (var type in Contents.Declared.Keys.OrderBy(t => t.Name, StringComparer.Ordinal))
            await ((Task)Read.MakeGenericMethod(type).Invoke(null, [db, places, found, cancel])!);
        foreach (var mine in found.GroupBy(f => f.Authority))
        {
            var head = await db.Set<AuditHead>().SingleOrDefaultAsync(h => h.Authority == mine.Key, cancel);
            if (head is null) db.Add(head = AuditHead.Of(mine.Key));
            var all = mine.Select(m => m.Left).ToList();
            var told = new ContentsSealed(new("authority", mine.Key), all.Count);
            var root = await ContentSeal.WriteAsync(db, mine.Key, head.Seq + 1, all, cancel);
            db.Add(AuditRow.After(head, DateTimeOffset.UtcNow, nameof(ContentsSealed), told.About.ToString(), null, null,
                System.Text.Json.JsonSerializer.Serialize(told, Json.Options), isPublic: true, root));
        }
    }

    /// <summary>What is not said to belong to anybody, by itself or by its process, is on the chain of the only authority, or of the
    /// installation.</summary>
    private sealed record Places(IReadOnlyDictionary<Guid, Guid> OfProcess, Guid Otherwise);

    private static async Task<Places> PlacesAsync(AppDb db, CancellationToken cancel)
    {
        var authorities = await db.Set<Authority>().AsNoTracking().Select(a => a.Id).ToListAsync(cancel);
        var processes = await db.Database.SqlQueryRaw<Owned>("""SELECT "Id" AS "Thing", "Authority" FROM "Processes" """).ToListAsync(cancel);
        return new(processes.ToDictionary(p => p.Thing, p => p.Authority), authorities is [var only] ? only.Value : System.Guid.Empty);
    }

    internal sealed record Owned(Guid Thing, Guid Authority);

    private static readonly System.Reflection.MethodInfo Read =
        typeof(SealWhatIsThere).GetMethod(nameof(ReadAsync),
            System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!;

    private static async Task ReadAsync<T>(AppDb db, Places places, List<(Guid, LeftBehind)> found, CancellationToken cancel)
        where T : Entity
    {
        var (type, declared) = (db.Model.FindEntityType(typeof(T))!, Contents.Declared[typeof(T)]);
        var fields = Contents.FieldsOf(type, declared).ToList();
        var (authority, process) = (type.FindProperty("Authority"), type.FindProperty("Process"));
        await foreach (var one in db.Set<T>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            found.Add((Of(authority, one) ?? (Of(process, one) is { } id && places.OfProcess.TryGetValue(id, out var of) ? of
                : places.Otherwise),
                LeftBehind.Of(type, declared, fields, one)));
    }

    private static Guid? Of(Microsoft.EntityFrameworkCore.Metadata.IProperty? property, object one) =>
        property?.GetTypeMapping().Converter?.ConvertToProvider(property.GetGetter().GetClrValueUsingContainingEntity(one)) as Guid?;
}
