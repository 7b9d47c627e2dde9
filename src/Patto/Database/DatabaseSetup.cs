using System.Data.Common;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Patto.Database;

/// <summary>Where the installation keeps what it knows.</summary>
/// <param name="Folder">Database file, stored files and keys when the database is embedded.</param>
/// <param name="Postgres">A PostgreSQL connection string; null for the embedded SQLite.</param>
public sealed record Storage(string Folder, string? Postgres)
{
    public bool IsPostgres => Postgres is not null;

    /// <summary>Where a node that is alone keeps the keys that seal cookies and forms.</summary>
    public string Keys => Path.Combine(Folder, "keys");

    public string Sqlite =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "patto.db"), DefaultTimeout = 30, Pooling = true }.ToString();
}

public static class DatabaseSetup
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(s => StorageOf(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IInterceptor, SqliteSettings>();
        // Opening the database has made sure that it is there.
        services.AddSingleton(s => InstallationKey.Find(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<Storage>())
            ?? throw new KeyMissing(InstallationKey.PathOf(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<Storage>()),
                another: false));
        services.AddSingleton<WriteTurn>();
        services.AddScoped<Writes>();
        services.AddScoped<Codes>();
        if (StorageOf(builder.Configuration).IsPostgres)
            services.AddDbContext<AppDb, PostgresDb>((s, o) => o.UseNpgsql(s.GetRequiredService<Storage>().Postgres)
                .AddInterceptors(s.GetServices<IInterceptor>().Where(i => i is not SqliteSettings)));
        else
            services.AddDbContext<AppDb, SqliteDb>((s, o) => o.UseSqlite(s.GetRequiredService<Storage>().Sqlite)
                .AddInterceptors(s.GetServices<IInterceptor>()));
    }

    private static Storage StorageOf(IConfiguration settings) =>
        new(Path.GetFullPath(settings["data"] ?? "data"), settings["PATTO_DATABASE"] is { Length: > 0 } postgres ? postgres : null);

    /// <summary>Brings the tables to what the program expects. A test or development run whose model is ahead of the migrations makes the
    /// tables directly.</summary>
    public static async Task PrepareAsync(this AppDb db, bool mayRunAhead, CancellationToken cancel = default)
    {
        if (mayRunAhead && (s_runsAhead ??= db.Database.HasPendingModelChanges())) await db.Database.EnsureCreatedAsync(cancel);
        else
        {
            var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
            await Upgrade.RefuseNewerAsync(db, applied, cancel);
            // Asked first: to say that nothing is to be done, the migration itself builds the whole model a second time and looks through
            // every type.
            if (MigrationsOf(db).Except(applied).Any()) await db.Database.MigrateAsync(cancel);
        }
        foreach (var statement in SearchTables.Statements(db.Database.IsNpgsql()))
            await db.Database.ExecuteSqlRawAsync(statement, cancel);
        await DataStep.RunAllAsync(db, cancel);
    }

    internal static IEnumerable<string> MigrationsOf(AppDb db) => OwnTypes.All
        .Where(t => t.IsSubclassOf(typeof(Migration)) && t.GetCustomAttribute<DbContextAttribute>()!.ContextType == db.GetType())
        .Select(t => t.GetCustomAttribute<MigrationAttribute>()!.Id);

    // The same for every database of one run of the program, and slow to find out.
    private static bool? s_runsAhead;

    /// <summary>Full durability, and readers that do not wait for the writer. Said once to each connection: the pool gives back the same
    /// ones.</summary>
    private sealed class SqliteSettings : DbConnectionInterceptor
    {
        private const string OfReaders = "PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON;";
        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; " + OfReaders;
        private static readonly object Told = new();
        private readonly ConditionalWeakTable<object, object> _told = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default)
        {
            Apply(connection);
            return Task.CompletedTask;
        }

        private void Apply(DbConnection connection)
        {
            // The handle is the connection to the file; what holds it is made anew at every opening.
            if (((SqliteConnection)connection).Handle is not { } handle || !_told.TryAdd(handle, Told)) return;
            using var command = connection.CreateCommand();
            // The migration looks for the file with a connection that may only read: it cannot bring a restored copy back to its log.
            command.CommandText = new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly
                ? OfReaders : Pragmas;
            command.ExecuteNonQuery();
        }
    }
}
