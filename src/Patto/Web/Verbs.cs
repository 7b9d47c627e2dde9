using Patto.Database;

namespace Patto.Web;

/// <summary>What the program does instead of serving, said as its first word; and how it opens its database.</summary>
public static class Verbs
{
    /// <summary><c>backup FILE</c> and <c>restore FILE</c>: neither brings the database up to date.</summary>
    /// <returns>Whether there was such a word; the exit code says how it went.</returns>
    public static async Task<bool> RunAsync(WebApplication app, string[] args)
    {
        if (args is not ["backup" or "restore", ..]) return false;
        await SayingAsync(async () =>
        {
            if (args is not [var verb, { Length: > 0 } file, ..]
                || file.StartsWith('-')) throw new BackupFailed($"Manca il nome del file: {args[0]} FILE.tar.gz --data CARTELLA.");
            var (storage, path) = (app.Services.GetRequiredService<Storage>(), Path.GetFullPath(file));
            await using var scope = app.Services.CreateAsyncScope();
            if (verb == "backup") await Backup.WriteAsync(storage, path);
            else await Backup.RestoreAsync(storage, scope.ServiceProvider.GetRequiredService<AppDb>(), path,
                InstallationKey.Find(app.Configuration, storage));
            Console.WriteLine(verb == "backup"
                ? $"Copia scritta in {path}. La chiave dell'installazione non è nella copia: è in {InstallationKey.Find(app.Configuration, storage)?.Where ?? "(ancora nessuna)"}. "
                  + "Conservala altrove: senza, la copia non si ripristina."
                : $"Ripristinato da {path}: avvia il programma con la stessa cartella dei dati.");
        });
        return true;
    }

    /// <summary>Opens the database: a newer one is refused, an older one copied and brought up to date.</summary>
    /// <returns>Whether it is open; otherwise the reason was said and the exit code is 1.</returns>
    public static Task<bool> OpenAsync(WebApplication app) => SayingAsync(async () =>
    {
        var storage = app.Services.GetRequiredService<Storage>();
        Private.Folder(storage.Folder);
        if (!storage.IsPostgres)
        {
            Private.NewFile(Path.Combine(storage.Folder, "patto.db"));
            Private.Folder(storage.Keys);
        }
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (app.Environment.IsProduction() && await Upgrade.IsDueAsync(db))
            Console.WriteLine($"La banca dati viene aggiornata; una copia di com'era è in {await Upgrade.KeepCopyAsync(db, storage)}.");
        var mark = await InstallationMark.ReadAsync(db, InstallationMark.Key);
        var key = InstallationKey.Demand(app.Configuration, storage, mark);
        await db.PrepareAsync(!app.Environment.IsProduction());
        if (mark is null)
        {
            db.Add(new InstallationMark(InstallationMark.Key, key.Fingerprint));
            await db.SaveChangesAsync();
        }
    }, app.Services.GetRequiredService<Storage>());

    private static async Task<bool> SayingAsync(Func<Task> work, Storage? storage = null)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception fault) when (fault is BackupFailed or NewerDatabase or KeyMissing or IOException or UnauthorizedAccessException
            or System.Data.Common.DbException)
        {
            var refusal = storage is not null ? Starting.Refusal(fault, storage) : null;
            Console.Error.WriteLine(fault is BackupFailed or NewerDatabase or KeyMissing ? fault.Message
                : refusal ?? $"Non riesco: {fault.Message}");
            Environment.ExitCode = 1;
            return false;
        }
    }
}
