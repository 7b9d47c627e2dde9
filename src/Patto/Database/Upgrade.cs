using Microsoft.EntityFrameworkCore;

namespace Patto.Database;

/// <summary>The database belongs to a later release than the program; nothing was changed.</summary>
public sealed class NewerDatabase(string unknown) : Exception(
    $"La banca dati è di una versione più recente del programma: contiene «{unknown}», che questa versione non conosce. Niente è stato cambiato. "
    + "Avvia la versione più recente, oppure ripristina la copia fatta prima dell'aggiornamento (cartella dei dati, «copie»).");

/// <summary>A database of an earlier release is brought to what the program expects, with a copy kept of how it was.</summary>
public static class Upgrade
{
    /// <summary>The folder of the copies made before an upgrade, in the data folder.</summary>
    public const string Folder = "copie";

    /// <summary>Whether the database holds anything, and lacks something that this release brings.</summary>
    public static async Task<bool> IsDueAsync(AppDb db, CancellationToken cancel = default)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        if (applied.Count == 0) return false;
        return DatabaseSetup.MigrationsOf(db).Except(applied).Any() || await DataStep.AreDueAsync(db, cancel);
    }

    /// <summary>Keeps a copy of the database as it is; gives its path.</summary>
    public static async Task<string> KeepCopyAsync(AppDb db, Storage storage, CancellationToken cancel = default)
    {
        var last = (await db.Database.GetAppliedMigrationsAsync(cancel)).Last();
        var folder = Path.Combine(storage.Folder, Folder);
        Private.Folder(folder);
        var path = Path.Combine(folder, $"{last}.{(storage.IsPostgres ? "tar.gz" : "db")}");
        // What an attempt that did not end left behind is no copy.
        var partial = path + ".parziale";
        File.Delete(partial);
        if (storage.IsPostgres) await Backup.WriteAsync(storage, partial, cancel: cancel);
        else await Backup.CopySqliteAsync(storage, partial, cancel);
        File.Move(partial, path, overwrite: true);
        return path;
    }

    /// <exception cref="NewerDatabase">Something stands there that this program does not know.</exception>
    internal static async Task RefuseNewerAsync(AppDb db, IEnumerable<string> applied, CancellationToken cancel)
    {
        if (applied.Except(DatabaseSetup.MigrationsOf(db)).FirstOrDefault() is { } migration) throw new NewerDatabase(migration);
        if (await DataStep.UnknownAsync(db, cancel) is { } step) throw new NewerDatabase(step);
    }
}

/// <summary>Files and folders that only the account of the program may read.</summary>
internal static class Private
{
    private const UnixFileMode OfFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Folder(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, OfFolder);
    }

    /// <summary>Makes the file when it is not there.</summary>
    public static void NewFile(string path)
    {
        if (OperatingSystem.IsWindows()) { if (!File.Exists(path)) File.Create(path).Dispose(); return; }
        new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = OfFile })
            .Dispose();
        File.SetUnixFileMode(path, OfFile);
    }

    /// <summary>Everything below a folder, and the folder.</summary>
    public static void Everything(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(folder, OfFolder);
        foreach (var below in Directory.EnumerateDirectories(folder, "*",
            SearchOption.AllDirectories)) File.SetUnixFileMode(below, OfFolder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) File.SetUnixFileMode(file, OfFile);
    }
}
