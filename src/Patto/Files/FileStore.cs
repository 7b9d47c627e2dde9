using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Files;

/// <summary>A file that was given and read to its end, before anything of it is kept.</summary>
public sealed class GivenFile
{
    internal GivenFile(string name, FileContent content)
    {
        (Name, Content) = (name, content);
        Parts = [.. new[] { content.Bytes, content.Medium, content.Small }.OfType<byte[]>()
            .Select(bytes => (Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes))];
    }

    internal string Name { get; }
    internal FileContent Content { get; }
    internal IReadOnlyList<(string Sha256, byte[] Bytes)> Parts { get; }
    internal string Sha256 => Parts[0].Sha256;
    internal string MediumSha256 => Content.Medium is null ? "" : Parts[1].Sha256;
    internal string SmallSha256 => Content.Small is null ? "" : Parts[2].Sha256;
    internal long Size => Parts.Sum(p => (long)p.Bytes.Length);

    public bool IsPicture => Content.Type.Sort == FileSort.Picture;
    /// <summary>Somebody can be heard.</summary>
    public bool IsRecording => Content.Type.Sort is FileSort.Sound or FileSort.Video;

    /// <summary>Its electronic signatures, each checked.</summary>
    /// <exception cref="RuleViolation">There is none, or one does not hold.</exception>
    public IReadOnlyList<FileSignature> Signatures(string field, DateTimeOffset now)
    {
        try { return SignedFiles.Read(Content.Bytes, now); }
        catch (RuleViolation broken)
        {
            throw new RuleViolation(broken.Code, broken.Sentence, [.. broken.Values]) { Field = field };
        }
    }
}

/// <summary>Takes files in and gives them out.</summary>
public sealed class FileStore(AppDb db, Storage storage, CurrentAuthority currentAuthority, CurrentUser currentUser, TimeProvider clock)
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>Bytes of the largest file that the body takes.</summary>
    public static int LargestAt(Authority? authority) => (authority?.FileMegabytes ?? Authority.UsualFileMegabytes) * Megabyte;

    /// <summary>Looks at all of the file and decides by its bytes, not by its name, whether it is taken. Before the act, since it takes
    /// time.</summary>
    /// <exception cref="RuleViolation">Too large, empty, or of a type that is not taken.</exception>
    /// <param name="video">Whether a film will do too: only where it is what somebody says.</param>
    /// <param name="envelope">Whether a signed envelope (.p7m) will do too: only where a signature is what is asked for.</param>
    public async Task<GivenFile> ReadAsync(IFormFile given, string field, CancellationToken cancel, bool video = false,
        bool envelope = false)
    {
        var largest = LargestAt(currentAuthority.Authority);
        RuleViolation.UnlessAt(field, given.Length > 0, "file.empty", "Il file è vuoto: scegline un altro.");
        RuleViolation.UnlessAt(field, given.Length <= largest, "file.large", "Il file è troppo grande: il massimo è {0} MB.",
            largest / Megabyte);
        var bytes = new byte[given.Length];
        await using (var stream = given.OpenReadStream()) await stream.ReadExactlyAsync(bytes, cancel);
        try { return new(given.FileName, await Task.Run(() => FileTypes.Read(bytes, given.FileName, video, envelope), cancel)); }
        catch (RuleViolation broken)
        {
            throw new RuleViolation(broken.Code, broken.Sentence, [.. broken.Values]) { Field = field };
        }
    }

    /// <summary>Keeps the file, in the running act.</summary>
    /// <param name="visibility">The widest that it may become: what was not read yet by who answers for it begins within the staff.</param>
    /// <exception cref="RuleViolation">The body has no room left, or the words that go with it are missing.</exception>
    public async Task<StoredFile> KeepAsync(GivenFile given, string field, FileLabel label, FileOwner owner, CancellationToken cancel,
        Visibility visibility = Visibility.Public)
    {
        var (used, room) = await RoomAsync(cancel);
        RuleViolation.UnlessAt(field, used + given.Size <= room, "file.quota",
            "Lo spazio dell'ente per i file è finito ({0} MB): togli quelli che non servono più, o chiedi a chi amministra di ampliarlo.",
            room / Megabyte);
        foreach (var (sha256, bytes) in given.Parts) await StoreAsync(sha256, bytes, cancel);
        var file = StoredFile.Keep(given, label, owner, visibility, currentUser.Actor, clock.GetUtcNow());
        db.Add(file);
        return file;
    }

    /// <summary>Another file takes the place of this one, whose bytes go.</summary>
    public async Task<StoredFile> ReplaceAsync(StoredFile old, GivenFile given, string field, FileLabel label, FileOwner owner,
        CancellationToken cancel)
    {
        var file = await KeepAsync(given, field, label, owner, cancel, old.Visibility);
        old.Replace(file, clock.GetUtcNow());
        return file;
    }

    /// <summary>All that hangs on a thing goes with it.</summary>
    public async Task RemoveOfAsync(Subject owner, string why, CancellationToken cancel)
    {
        foreach (var file in await db.Set<StoredFile>().Where(f => f.Owner == owner && f.Ended == null).ToListAsync(cancel))
            file.Remove(why, clock.GetUtcNow());
    }

    /// <summary>Bytes that the body's files take, and how many they may take.</summary>
    public async Task<(long Used, long Room)> RoomAsync(CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        var megabytes = await db.Set<Authority>().Where(a => a.Id == authority).Select(a => a.FileSpaceMegabytes).SingleAsync(cancel);
        return (await db.Set<StoredFile>().Where(f => f.Authority == authority && f.Ended == null).SumAsync(f => f.Size, cancel),
            (long)megabytes * Megabyte);
    }

    /// <summary>The bytes of a file in one of its sizes; null when they are gone.</summary>
    public async Task<Stream?> OpenAsync(string sha256, CancellationToken cancel)
    {
        if (!storage.IsPostgres) return File.Exists(PathOf(sha256)) ? File.OpenRead(PathOf(sha256)) : null;
        var chunks = await db.Set<FileChunk>().AsNoTracking().Where(c => c.Sha256 == sha256).OrderBy(c => c.Number)
            .Select(c => c.Bytes).ToListAsync(cancel);
        if (chunks.Count == 0) return null;
        var all = new MemoryStream(chunks.Sum(c => c.Length));
        foreach (var chunk in chunks) all.Write(chunk);
        all.Position = 0;
        return all;
    }

    private async Task StoreAsync(string sha256, byte[] bytes, CancellationToken cancel)
    {
        if (storage.IsPostgres)
        {
            // Who clears away what nobody names any more stands in the same line.
            await FileSweep.StandInLineAsync(db, sha256, cancel);
            if (db.Set<FileChunk>().Local.Any(c => c.Sha256 == sha256)
                || await db.Set<FileChunk>().AnyAsync(c => c.Sha256 == sha256, cancel)) return;
            foreach (var (number, chunk) in bytes.Chunk(Megabyte).Index()) db.Add(FileChunk.Of(sha256, number, chunk));
            return;
        }
        var path = PathOf(sha256);
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var arriving = path + FileSweep.Arriving;
        await File.WriteAllBytesAsync(arriving, bytes, cancel);
        File.Move(arriving, path, overwrite: true);
    }

    private string PathOf(string sha256) => Path.Combine(FileSweep.FolderOf(storage), sha256[..2], sha256);
}
