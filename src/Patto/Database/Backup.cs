using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Patto.Database;

/// <summary>Why a copy could not be made or put back, in Italian; whatever was begun has been undone.</summary>
public sealed class BackupFailed(string sentence) : Exception(sentence);

/// <summary>What a copy says of itself.</summary>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Migration">The last migration that the database had seen.</param>
/// <param name="Key">The fingerprint of the key that the restored database will ask for; the key itself is never in a copy.</param>
/// <param name="Tables">With PostgreSQL: tables and their columns, in the order in which they can be filled.</param>
public sealed record BackupSheet(string Engine, string? Migration, DateTimeOffset Made, string? Key, IReadOnlyList<BackupTable> Tables);

public sealed record BackupTable(string Name, IReadOnlyList<string> Columns);

/// <summary>One file with everything the installation knows: database, stored files, sealing keys. Made while it runs; no other program is
/// needed.</summary>
public static class Backup
{
    private const string SheetName = "copia.json";
    private const string Tables = "tabelle";
    private static readonly string[] Parts = ["files", "keys"];

    /// <summary>Writes the copy; a copy that failed leaves no file.</summary>
    public static async Task WriteAsync(Storage storage, string target, CancellationToken cancel = default)
    {
        var work = Directory.CreateTempSubdirectory("patto-copia").FullName;
        try
        {
            // What the database names lies beside it: what goes while the copy is made was copied before, what comes is copied after.
            if (!storage.IsPostgres) CopyParts(storage, work);
            var sheet = storage.IsPostgres ? await CopyPostgresAsync(storage.Postgres!, work, cancel)
                : await CopySqliteAsync(storage, Path.Combine(work, "patto.db"), cancel);
            if (!storage.IsPostgres) CopyParts(storage, work);
            await File.WriteAllTextAsync(Path.Combine(work, SheetName), JsonSerializer.Serialize(sheet, Json.Options), cancel);
            await PackAsync(work, target, cancel);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task PackAsync(string work, string target, CancellationToken cancel)
    {
        var partial = target + ".incompleta";
        try
        {
            Private.NewFile(partial);
            await using (var file = new FileStream(partial, FileMode.Truncate))
            await using (var zip = new GZipStream(file, CompressionLevel.Fastest))
                await TarFile.CreateFromDirectoryAsync(work, zip, includeBaseDirectory: false, cancel);
            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>A consistent copy of the embedded database, made while others write.</summary>
    internal static async Task<BackupSheet> CopySqliteAsync(Storage storage, string target, CancellationToken cancel)
    {
        var source = Path.Combine(storage.Folder, "patto.db");
        if (!File.Exists(source)) throw new BackupFailed(
            $"In {storage.Folder} non c'è una banca dati: indica la cartella dei dati con --data.");
        await using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder(storage.Sqlite)
        {
            Pooling = false,
            Mode = SqliteOpenMode.ReadWrite
        }.ToString()))
        {
            await connection.OpenAsync(cancel);
            await using var copy = connection.CreateCommand();
            copy.CommandText = "VACUUM INTO $target";
            copy.Parameters.AddWithValue("$target", target);
            await copy.ExecuteNonQueryAsync(cancel);
        }
        Private.NewFile(target);
        var (migration, key) = await ReadSheetAsync(target, cancel);
        return new("sqlite", migration, DateTimeOffset.UtcNow, key, []);
    }

    private static async Task<(string? Migration, string? Key)> ReadSheetAsync(string database, CancellationToken cancel)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = database, Pooling = false, Mode = SqliteOpenMode.ReadOnly }
            .ToString();
        await using var connection = new SqliteConnection(source);
        await connection.OpenAsync(cancel);
        await using var ask = connection.CreateCommand();
        return (await ReadAsync(ask, "__EFMigrationsHistory", LastMigration), await ReadAsync(ask, "InstallationMarks", KeyMark));

        async Task<string?> ReadAsync(SqliteCommand ask, string table, string question)
        {
            ask.CommandText = $"SELECT count(*) FROM sqlite_master WHERE name = '{table}'";
            if (await ask.ExecuteScalarAsync(cancel) is 0L) return null;
            ask.CommandText = question;
            return await ask.ExecuteScalarAsync(cancel) as string;
        }
    }

    private const string LastMigration = """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """;
    private const string KeyMark = """SELECT "Value" FROM "InstallationMarks" WHERE "Name" = 'key'""";

    // All tables as of one instant, in the engine's own binary form.
    private static async Task<BackupSheet> CopyPostgresAsync(string source, string work, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Unpooled(source));
        await connection.OpenAsync(cancel);
        await using var instant = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var tables = await TablesAsync(connection, cancel);
        Directory.CreateDirectory(Path.Combine(work, Tables));
        foreach (var table in tables)
        {
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY {Columns(table)} TO STDOUT (FORMAT BINARY)", cancel);
            await using var file = File.Create(Path.Combine(work, Tables, table.Name));
            await rows.CopyToAsync(file, cancel);
        }
        return new("postgres", await ReadAsync("__EFMigrationsHistory", LastMigration), DateTimeOffset.UtcNow,
            await ReadAsync("InstallationMarks", KeyMark), tables);

        async Task<string?> ReadAsync(string table, string question)
        {
            if (tables.All(t => t.Name != table)) return null;
            await using var ask = new NpgsqlCommand(question, connection);
            return await ask.ExecuteScalarAsync(cancel) as string;
        }
    }

    private static string Columns(BackupTable table) => $"\"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c}\""))})";

    // Two open transactions beside one another, and none that stays open behind.
    private static string Unpooled(string source) => new NpgsqlConnectionStringBuilder(source) { Pooling = false }.ToString();

    private static async Task<List<BackupTable>> TablesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var columns = await ReadAsync(connection, """
            SELECT c.table_name, c.column_name FROM information_schema.columns c
                JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
            ORDER BY 1, c.ordinal_position
            """, cancel);
        var needs = (await ReadAsync(connection, """
            SELECT DISTINCT a.relname::text, b.relname::text FROM pg_constraint f
                JOIN pg_class a ON a.oid = f.conrelid JOIN pg_class b ON b.oid = f.confrelid
            WHERE f.contype = 'f' AND f.connamespace = current_schema()::regnamespace AND a.oid <> b.oid
            """, cancel)).ToLookup(n => n.First, n => n.Second);
        var (left, placed) = (columns.GroupBy(c => c.First, c => c.Second).ToDictionary(t => t.Key, t => t.ToList()),
            new List<BackupTable>());
        while (left.Keys.Where(t => !needs[t].Any(left.ContainsKey)).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } next)
            foreach (var table in next) { placed.Add(new(table, left[table])); left.Remove(table); }
        return left.Count == 0 ? placed
            : throw new BackupFailed($"Le tabelle {string.Join(", ", left.Keys)} si richiamano in cerchio: la copia non è stata fatta.");
    }

    private static async Task<List<(string First, string Second)>> ReadAsync(NpgsqlConnection connection, string question,
        CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand(question, connection);
        await using var answer = await ask.ExecuteReaderAsync(cancel);
        List<(string, string)> rows = [];
        while (await answer.ReadAsync(cancel)) rows.Add((answer.GetString(0), answer.GetString(1)));
        return rows;
    }

    private static void CopyParts(Storage storage, string work)
    {
        foreach (var part in Parts) CopyFolder(Path.Combine(storage.Folder, part), Path.Combine(work, part));
    }

    // A file is written under another name and never changed afterwards: what is half there is no file yet.
    private static void CopyFolder(string from, string to)
    {
        if (!Directory.Exists(from)) return;
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*",
            SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".new",
            StringComparison.Ordinal))) CopyFile(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    private static void CopyFile(string from, string to)
    {
        if (File.Exists(to)) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }
        catch (FileNotFoundException) { } // removed in this moment: the database no longer names it
    }

    /// <summary>Puts a copy back where nothing is: an empty data folder, an empty PostgreSQL database. A restore that failed leaves nothing
    /// and may be tried again.</summary>
    public static async Task RestoreAsync(Storage storage, AppDb db, string source, InstallationKey? key,
        CancellationToken cancel = default)
    {
        if (!File.Exists(source)) throw new BackupFailed($"Il file {source} non c'è.");
        var work = Path.Combine(storage.Folder, ".ripristino");
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true); // of an attempt that was cut off
        var existed = Directory.Exists(storage.Folder);
        if (existed && Directory.EnumerateFileSystemEntries(storage.Folder).Any())
            throw new BackupFailed(
                $"La cartella {storage.Folder} non è vuota: indica con --data una cartella vuota, niente viene sovrascritto.");
        try
        {
            Private.Folder(work);
            var sheet = await UnpackAsync(source, work, cancel);
            if (sheet.Engine != (storage.IsPostgres ? "postgres" : "sqlite"))
                throw new BackupFailed(
                    $"La copia è di {(storage.IsPostgres ? "SQLite" : "PostgreSQL")}, l'installazione usa {(storage.IsPostgres ? "PostgreSQL" : "SQLite")}: "
                    + "cambia PATTO_DATABASE e riprova.");
            if (sheet.Key is not null && sheet.Key != key?.Fingerprint)
                throw new BackupFailed(key is null
                    ? "La copia si ripristina solo con la chiave dell'installazione da cui viene: indicala con --key FILE o PATTO_KEY."
                    : $"La chiave in {key.Where} non è quella dell'installazione da cui viene la copia.");
            if (storage.IsPostgres) await FillAsync(storage.Postgres!, db, sheet, work, cancel);
            else await MoveInAsync(storage, work, cancel);
            if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
            if (sheet.Key is not null && File.Exists(key!.Where)) key.WriteTo(Path.Combine(storage.Folder, InstallationKey.FileName));
        }
        catch (Exception fault)
        {
            if (Directory.Exists(storage.Folder)) Clear(storage.Folder, existed);
            if (fault is BackupFailed or NewerDatabase or OperationCanceledException) throw;
            throw new BackupFailed($"Il ripristino non è riuscito e niente è rimasto nella cartella: {fault.Message}");
        }
    }

    private static void Clear(string folder, bool keepIt)
    {
        foreach (var left in Directory.EnumerateDirectories(folder)) Directory.Delete(left, recursive: true);
        foreach (var left in Directory.EnumerateFiles(folder)) File.Delete(left);
        if (!keepIt) Directory.Delete(folder);
    }

    private static async Task<BackupSheet> UnpackAsync(string source, string work, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(source);
            await using var zip = new GZipStream(file, CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(zip, work, overwriteFiles: false, cancel);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or IOException)
        {
            throw new BackupFailed($"Il file {source} non è una copia intera: {fault.Message}");
        }
        Private.Everything(work);
        var sheet = Path.Combine(work, SheetName);
        // Copies of 0.1.0 have no sheet.
        if (File.Exists(sheet)) return JsonSerializer.Deserialize<BackupSheet>(await File.ReadAllTextAsync(sheet, cancel), Json.Options)!;
        return File.Exists(Path.Combine(work, "patto.db")) ? new("sqlite", null, default, null, [])
            : throw new BackupFailed($"Nel file {source} non c'è una banca dati.");
    }

    private static async Task MoveInAsync(Storage storage, string work, CancellationToken cancel)
    {
        await CheckAsync(Path.Combine(work, "patto.db"), cancel);
        File.Delete(Path.Combine(work, SheetName));
        foreach (var part in Directory.EnumerateDirectories(work)) Directory.Move(part,
            Path.Combine(storage.Folder, Path.GetFileName(part)));
        foreach (var part in Directory.EnumerateFiles(work)) File.Move(part, Path.Combine(storage.Folder, Path.GetFileName(part)));
    }

    private static async Task CheckAsync(string database, CancellationToken cancel)
    {
        if (!File.Exists(database)) throw new BackupFailed("Nella copia non c'è la banca dati.");
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }
            .ToString());
        await connection.OpenAsync(cancel);
        await using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check";
        if (await check.ExecuteScalarAsync(cancel) is not "ok") throw new BackupFailed("La banca dati nella copia è danneggiata.");
    }

    // The tables as they were at the time of the copy; what came later comes with the next start.
    private static async Task FillAsync(string target, AppDb db, BackupSheet sheet, string work, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Unpooled(target));
        await connection.OpenAsync(cancel);
        if ((await TablesAsync(connection, cancel)).Count > 0)
            throw new BackupFailed(
                "La banca dati PostgreSQL non è vuota: indicane una vuota in PATTO_DATABASE, niente viene sovrascritto.");
        if (sheet.Migration is null || !DatabaseSetup.MigrationsOf(db)
            .Contains(sheet.Migration)) throw new NewerDatabase(sheet.Migration ?? "?");
        try
        {
            await db.GetService<IMigrator>().MigrateAsync(sheet.Migration, cancel);
            await using var all = await connection.BeginTransactionAsync(cancel);
            foreach (var table in sheet.Tables) await FillAsync(connection, table, Path.Combine(work, Tables, table.Name), cancel);
            await all.CommitAsync(cancel);
        }
        catch
        {
            foreach (var table in (await TablesAsync(connection, CancellationToken.None)).AsEnumerable().Reverse())
                await RunAsync(connection, $"DROP TABLE IF EXISTS \"{table.Name}\" CASCADE", CancellationToken.None);
            throw;
        }
    }

    private static async Task FillAsync(NpgsqlConnection connection, BackupTable table, string rows, CancellationToken cancel)
    {
        // The migrations themselves have left rows: what they did is in the copy.
        await RunAsync(connection, $"DELETE FROM \"{table.Name}\"", cancel);
        await using (var into = await connection.BeginRawBinaryCopyAsync($"COPY {Columns(table)} FROM STDIN (FORMAT BINARY)", cancel))
        await using (var file = File.OpenRead(rows)) await file.CopyToAsync(into, cancel);
        foreach (var (column, series) in await ReadAsync(connection, $"""
            SELECT column_name::text, pg_get_serial_sequence('"{table.Name}"', column_name)
            FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table.Name}' AND is_identity = 'YES'
            """, cancel))
            await RunAsync(connection, $"""SELECT setval('{series}', coalesce((SELECT max("{column}") FROM "{table.Name}"), 0) + 1, false)""", cancel);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
