using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Files;

/// <summary>A file that somebody gave: its name and type here, its bytes under their SHA-256.</summary>
public sealed class StoredFile : Entity<StoredFile>, IVisible
{
    private StoredFile() { }

    internal static StoredFile Keep(Id<Authority> authority, Subject about, string name, string contentType, string sha256, long size,
        Visibility visibility, Guid scope, DateTimeOffset now)
    {
        var file = new StoredFile
        {
            Authority = authority,
            Owner = about,
            Name = name,
            ContentType = contentType,
            Sha256 = sha256,
            Size = size,
            Visibility = visibility,
            Scope = scope,
            Since = now
        };
        file.Raise(new FileKept(file.Id, about, sha256));
        return file;
    }

    public Id<Authority> Authority { get; private set; }
    public Subject Owner { get; private set; }
    public string Name { get; private set; } = "";
    public string ContentType { get; private set; } = "";
    public string Sha256 { get; private set; } = "";
    /// <summary>Bytes.</summary>
    public long Size { get; private set; }
    public Visibility Visibility { get; private set; }
    public Guid Scope { get; private set; }
    public DateTimeOffset Since { get; private set; }

    public string Url => $"/file/{Id.Value:N}/{Uri.EscapeDataString(Name)}";
}

[Sentence("È stato conservato un file.")]
public sealed record FileKept(Id<StoredFile> File, Subject Owner, string Sha256) : IDomainEvent
{
    public Subject About => Subject.Of("file", File);
}

/// <summary>A piece of a file's bytes, where the database keeps them so that web nodes keep nothing.</summary>
public sealed class FileChunk
{
    private FileChunk() { }
    internal static FileChunk Of(string sha256, int number, byte[] bytes) => new() { Sha256 = sha256, Number = number, Bytes = bytes };
    public string Sha256 { get; private set; } = "";
    public int Number { get; private set; }
    public byte[] Bytes { get; private set; } = [];
}

/// <summary>Takes files in and gives them out.</summary>
public sealed class FileStore(AppDb db, Storage storage, CurrentAuthority currentAuthority, TimeProvider clock)
{
    /// <summary>Ten megabytes: a scanned act of some thirty pages.</summary>
    public const int Largest = 10 * 1024 * 1024;
    private const int ChunkSize = 1024 * 1024;

    /// <summary>Keeps a file whose type is told from its bytes, not from its name.</summary>
    /// <exception cref="RuleViolation">Too large, empty, or of a type that is not taken.</exception>
    public async Task<StoredFile> KeepAsync(IFormFile given, string field, Subject owner, Visibility visibility, Guid scope,
        CancellationToken cancel)
    {
        RuleViolation.UnlessAt(field, given.Length > 0, "file.empty", "Il file è vuoto: scegline un altro.");
        RuleViolation.UnlessAt(field, given.Length <= Largest, "file.large", "Il file è troppo grande: il massimo è {0} MB.",
            Largest / ChunkSize);
        using var memory = new MemoryStream((int)given.Length);
        await given.CopyToAsync(memory, cancel);
        var bytes = memory.ToArray();
        var type = FileTypes.Sniff(bytes);
        RuleViolation.UnlessAt(field, type is not null, "file.type",
            "Questo tipo di file non si può caricare: vanno bene PDF, immagini (PNG, JPEG, WebP), documenti di testo e fogli di calcolo, CSV.");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await StoreAsync(sha256, bytes, cancel);
        var file = StoredFile.Keep(currentAuthority.Required.Id, owner, FileTypes.SafeName(given.FileName, type!), type!.ContentType,
            sha256, bytes.Length, visibility, scope, clock.GetUtcNow());
        db.Add(file);
        return file;
    }

    public async Task<byte[]?> ReadAsync(StoredFile file, CancellationToken cancel)
    {
        if (!storage.IsPostgres) return File.Exists(PathOf(file.Sha256)) ? await File.ReadAllBytesAsync(PathOf(file.Sha256), cancel) : null;
        var chunks = await db.Set<FileChunk>().AsNoTracking().Where(c => c.Sha256 == file.Sha256).OrderBy(c => c.Number)
            .Select(c => c.Bytes).ToListAsync(cancel);
        return chunks.Count == 0 ? null : [.. chunks.SelectMany(c => c)];
    }

    private async Task StoreAsync(string sha256, byte[] bytes, CancellationToken cancel)
    {
        if (storage.IsPostgres)
        {
            if (await db.Set<FileChunk>().AnyAsync(c => c.Sha256 == sha256, cancel)) return;
            foreach (var (number, chunk) in bytes.Chunk(ChunkSize).Index()) db.Add(FileChunk.Of(sha256, number, chunk));
            return;
        }
        var path = PathOf(sha256);
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var arriving = path + ".new";
        await File.WriteAllBytesAsync(arriving, bytes, cancel);
        File.Move(arriving, path, overwrite: true);
    }

    private string PathOf(string sha256) => Path.Combine(storage.Folder, "files", sha256[..2], sha256);
}

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("Files");
        builder.Property(f => f.Name).HasMaxLength(200);
        builder.Ignore(f => f.Url);
        builder.HasIndex(f => f.Owner);
        builder.HasIndex(f => f.Sha256);
    }
}

internal sealed class FileChunkMapping : IEntityTypeConfiguration<FileChunk>
{
    public void Configure(EntityTypeBuilder<FileChunk> builder) => builder.ToTable("FileChunks").HasKey(c => new { c.Sha256, c.Number });
}
