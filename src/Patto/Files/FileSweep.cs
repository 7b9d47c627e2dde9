using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;

namespace Patto.Files;

/// <summary>Clears away the bytes that no file names any more: of what was removed, replaced or erased, or came with an act that was
/// refused. The bytes go by nothing else, so two files with the same content never take them from one another.</summary>
public sealed class FileSweep(IServiceScopeFactory scopes, ILogger<FileSweep> log) : Loop(scopes, log, TimeSpan.FromMinutes(15))
{
    internal const string Arriving = ".new";
    private const int Handful = 200;

    internal static string FolderOf(Storage storage) => Path.Combine(storage.Folder, "files");

    protected override Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel) => RunAsync(services, cancel);

    /// <summary>One round; true when there may be more.</summary>
    public static async Task<bool> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (storage, db) = (services.GetRequiredService<Storage>(), services.GetRequiredService<AppDb>());
        services.GetRequiredService<CurrentAuthority>().MoveTo(null);
        var idle = storage.IsPostgres ? await IdleChunksAsync(db, cancel) : await IdleFilesAsync(storage, db, cancel);
        // An act sends every kept page away: none where there is nothing to do.
        if (idle.Count == 0) return false;
        await services.GetRequiredService<Writes>().RunAsync(write => storage.IsPostgres ? DropChunksAsync(write.Db, idle, cancel)
            : DropFilesAsync(storage, write.Db, idle, cancel), cancel);
        return idle.Count == Handful;
    }

    /// <summary>From here to the end of the act nobody else stores or clears these bytes.</summary>
    internal static async Task StandInLineAsync(AppDb db, string sha256, CancellationToken cancel)
    {
        var line = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes("file " + sha256)));
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({line})", cancel);
    }

    private static IQueryable<StoredFile> Naming(AppDb db) => db.Set<StoredFile>().AsNoTracking().Where(f => f.Ended == null);

    private static Task<List<string>> IdleChunksAsync(AppDb db, CancellationToken cancel) => db.Set<FileChunk>().AsNoTracking()
        .Where(c => c.Number == 0 && !db.Set<StoredFile>().Any(f => f.Ended == null
            && (f.Sha256 == c.Sha256 || f.MediumSha256 == c.Sha256 || f.SmallSha256 == c.Sha256)))
        .OrderBy(c => c.Sha256).Select(c => c.Sha256).Take(Handful).ToListAsync(cancel);

    private static async Task DropChunksAsync(AppDb db, List<string> idle, CancellationToken cancel)
    {
        foreach (var sha256 in idle)
        {
            await StandInLineAsync(db, sha256, cancel);
            await db.Set<FileChunk>().Where(c => c.Sha256 == sha256 && !db.Set<StoredFile>().Any(f => f.Ended == null
                && (f.Sha256 == sha256 || f.MediumSha256 == sha256 || f.SmallSha256 == sha256))).ExecuteDeleteAsync(cancel);
        }
    }

    private static async Task<List<string>> IdleFilesAsync(Storage storage, AppDb db, CancellationToken cancel)
    {
        if (!Directory.Exists(FolderOf(storage))) return [];
        var named = await NamedAsync(db, cancel);
        return [.. Directory.EnumerateFiles(FolderOf(storage), "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))
            .Where(f => !named.Contains(f)).Take(Handful)];
    }

    // Whoever stores a file stands in line for the act: what nobody names here is named by nobody.
    private static async Task DropFilesAsync(Storage storage, AppDb db, List<string> idle, CancellationToken cancel)
    {
        var named = await NamedAsync(db, cancel);
        foreach (var name in idle.Where(f => !named.Contains(f))) File.Delete(Path.Combine(FolderOf(storage), name[..2], name));
    }

    private static async Task<HashSet<string>> NamedAsync(AppDb db, CancellationToken cancel) =>
        [.. (await Naming(db).Select(f => new { f.Sha256, f.MediumSha256, f.SmallSha256 }).ToListAsync(cancel))
            .SelectMany(f => new[] { f.Sha256, f.MediumSha256, f.SmallSha256 }).Where(s => s.Length > 0)];
}
