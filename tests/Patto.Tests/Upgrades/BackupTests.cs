using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Host;
using Patto.Tests.Attachments;
using Patto.Tests.Processes;
using Patto.Web;

namespace Patto.Tests.Upgrades;

/// <summary>The day the machine breaks: what was copied starts again elsewhere.</summary>
public sealed class BackupTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    private readonly string _work = Directory.CreateTempSubdirectory("patto-backup").FullName;
    private InstallationKey Key => _host.Services.GetRequiredService<InstallationKey>();
    private string Copy => Path.Combine(_work, "copia.tar.gz");

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_work, recursive: true);
    }

    [Fact]
    public async Task A_copy_made_while_the_town_writes_starts_again_elsewhere_with_its_chain_whole()
    {
        var town = await _host.AuthorityAsync();
        for (var n = 1; n <= 10; n++) await NoticeAsync(town, n);
        using var stop = new CancellationTokenSource();
        var load = Task.Run(async () => { for (var n = 11; !stop.IsCancellationRequested; n++) await NoticeAsync(town, n); }, Cancel);
        await Backup.WriteAsync(_host.Services.GetRequiredService<Storage>(), Copy, Cancel);
        await stop.CancelAsync();
        await load;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
        await using var elsewhere = await RestoredAsync(Key);
        Assert.True(await elsewhere.InDb(db => db.Set<PrivacyNotice>().CountAsync(Cancel)) >= 10);
        await using var scope = elsewhere.Services.CreateAsyncScope();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<AuditCheck>().FirstBreakAsync(town.Id.Value, cancel: Cancel));
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Visitor().GetAsync("/privacy")).StatusCode);
        // It is not for reading only.
        await elsewhere.Act(town, null, write =>
            { write.Db.Add(PrivacyNotice.Publish(town.Id, 9999, new string('x', 200), write.Now)); return Task.FromResult(0); });
        if (!PlatformHost.OnPostgres) Assert.Equal("wal",
            await elsewhere.InDb(async db =>
            (await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").ToListAsync(Cancel))[0]));
    }

    [Fact]
    public async Task Backup_and_restore_carry_the_files_that_people_attached()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Grants.Role.Secretariat));
        var photo = SampleFiles.PhotoWithPlace();
        var itself = Subject.Of("process", process.Id);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.AttachAsync(itself, "a.pdf", SampleFiles.Pdf())).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.AttachAsync(itself, "b.jpg", photo)).StatusCode);
        await Backup.WriteAsync(_host.Services.GetRequiredService<Storage>(), Copy, Cancel);
        await using var elsewhere = await RestoredAsync(Key);
        var files = await elsewhere.InDb(db => db.Set<Files.StoredFile>().AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(2, files.Count);
        foreach (var url in files.SelectMany(f => new[] { f.Url, f.MediumUrl, f.SmallUrl }).Distinct())
        {
            var (here, there) = (await _host.Visitor().GetAsync(url), await elsewhere.Visitor().GetAsync(url));
            Assert.Equal(HttpStatusCode.OK, there.StatusCode);
            Assert.Equal(await here.Content.ReadAsByteArrayAsync(Cancel), await there.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    [Fact]
    public async Task The_program_itself_refuses_a_copy_without_its_key_leaves_nothing_and_then_restores_it()
    {
        await NoticeAsync(await _host.AuthorityAsync(), 1);
        await Backup.WriteAsync(_host.Services.GetRequiredService<Storage>(), Copy, Cancel);
        var key = Path.Combine(_work, "chiave");
        Key.WriteTo(key);
        var (storage, drop) = Target();
        try
        {
            await RunAsync(storage, "restore", Copy);
            Assert.False(Directory.Exists(storage.Folder) && Directory.EnumerateFileSystemEntries(storage.Folder).Any());
            await RunAsync(storage, "restore", Copy, "--key", key);
            await using var db = Db(storage);
            Assert.Equal(1, await db.Set<PrivacyNotice>().CountAsync(Cancel));
            var again = Path.Combine(_work, "di-nuovo.tar.gz");
            await RunAsync(storage, "backup", again, "--key", key);
            Assert.True(File.Exists(again));
        }
        finally
        {
            drop();
        }
    }

    // The whole program, built and run as its Main does.
    private static async Task RunAsync(Storage storage, params string[] words)
    {
        string[] args = [.. words, "--data", storage.Folder, "--environment", "Testing",
            .. storage.Postgres is { } postgres ? ["--PATTO_DATABASE", postgres] : Array.Empty<string>()];
        await using var app = Composition.Builder(args).Build();
        app.UseRooms();
        app.MapRooms();
        app.MapModules();
        Assert.True(await Verbs.RunAsync(app, args));
    }

    [Theory]
    [InlineData("backup", "/srv/copie/patto.tar.gz"), InlineData("restore", "/srv/copie/patto.tar.gz"), InlineData("second", "sheet")]
    public void A_file_named_by_its_whole_path_takes_no_option_away(string verb, string word)
    {
        var settings = Composition.Builder([verb, word, "--data", "/srv/dati", "--key", "/srv/chiave"]).Configuration;
        Assert.Equal(("/srv/dati", "/srv/chiave"), (settings["data"], settings["key"]));
    }

    [Fact]
    public async Task The_database_of_an_older_release_is_restored_as_it_was_and_then_brought_up_to_date()
    {
        await using var old = KeptDatabase.Of("0.1.0").Open();
        var storage = new Storage(old.Folder, old.Connection);
        await Backup.WriteAsync(storage, Copy, Cancel);
        await using var elsewhere = await RestoredAsync(null, "Production");
        Assert.Equal(KeptDatabase.Crowd + 152, await elsewhere.InDb(db => db.Set<Patto.Modules.Contributions.Contribution>()
            .CountAsync(Cancel)));
        // New numbers go on after those that were restored.
        await elsewhere.InDb(async db =>
            {
                db.Add(new Patto.Search.SearchEntry
                {
                    Subject = new("x", Guid.NewGuid()),
                    Title = "x",
                    Text = "x",
                    Stems = "x",
                    Url = "/",
                    At = elsewhere.Clock.Now
                }); return await db.SaveChangesAsync(Cancel);
            });
    }

    [Theory, InlineData("half"), InlineData("noise"), InlineData("empty")]
    public async Task A_restore_that_fails_leaves_nothing_and_may_be_tried_again(string fault)
    {
        await _host.AuthorityAsync();
        await Backup.WriteAsync(_host.Services.GetRequiredService<Storage>(), Copy, Cancel);
        var whole = await File.ReadAllBytesAsync(Copy, Cancel);
        var broken = Path.Combine(_work, "rotta.tar.gz");
        await File.WriteAllBytesAsync(broken, fault switch
        {
            "half" => whole[..(whole.Length / 2)],
            "noise" => new byte[5000],
            _ => []
        }, Cancel);
        var (storage, drop) = Target();
        try
        {
            await Assert.ThrowsAsync<BackupFailed>(() => RestoreAsync(storage, broken, Key));
            Assert.False(Directory.Exists(storage.Folder));
            await RestoreAsync(storage, Copy, Key);
            Assert.NotEmpty(await TablesAsync(storage));
        }
        finally
        {
            drop();
        }
    }

    [Fact]
    public async Task A_folder_with_anything_in_it_is_refused_and_keeps_it()
    {
        await Backup.WriteAsync(_host.Services.GetRequiredService<Storage>(), Copy, Cancel);
        var (storage, drop) = Target();
        Directory.CreateDirectory(storage.Folder);
        await File.WriteAllTextAsync(Path.Combine(storage.Folder, "appunti.txt"), "miei", Cancel);
        Assert.Contains("non è vuota", (await Assert.ThrowsAsync<BackupFailed>(() => RestoreAsync(storage, Copy, Key))).Message);
        Assert.Equal("miei", await File.ReadAllTextAsync(Path.Combine(storage.Folder, "appunti.txt"), Cancel));
        drop();
    }

    [Fact]
    public async Task A_copy_holds_no_key_and_is_restored_only_with_the_one_it_was_made_under()
    {
        await Backup.WriteAsync(_host.Services.GetRequiredService<Storage>(), Copy, Cancel);
        await using (var zip = new System.IO.Compression.GZipStream(File.OpenRead(Copy), System.IO.Compression.CompressionMode.Decompress))
        {
            var tar = new System.Formats.Tar.TarReader(zip);
            while (await tar.GetNextEntryAsync(cancellationToken: Cancel) is { } entry) Assert.DoesNotContain(InstallationKey.FileName,
                entry.Name);
        }
        var (storage, drop) = Target();
        Assert.Contains("--key", (await Assert.ThrowsAsync<BackupFailed>(() => RestoreAsync(storage, Copy, null))).Message);
        var other = InstallationKey.Make(Path.Combine(_work, "altra.key"));
        Assert.Contains("non è quella", (await Assert.ThrowsAsync<BackupFailed>(() => RestoreAsync(storage, Copy, other))).Message);
        Assert.False(Directory.Exists(storage.Folder));
        await RestoreAsync(storage, Copy, Key);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(storage.Folder, InstallationKey.FileName)));
        drop();
    }

    [Fact]
    public async Task What_lies_in_the_data_folder_is_readable_by_the_program_alone()
    {
        await _host.AuthorityAsync();
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Assert.Equal((UnixFileMode)0,
            File.GetUnixFileMode(_host.Folder) & (others | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));
        string[] files = [.. Directory.EnumerateFiles(_host.Folder)];
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, f => (File.GetUnixFileMode(f) & others) != 0);
    }

    private async Task<int> NoticeAsync(Authority town, int version) => await _host.Act(town, null, write =>
    {
        write.Db.Add(PrivacyNotice.Publish(town.Id, version, new string('x', 200), write.Now));
        return Task.FromResult(0);
    });

    private async Task<PlatformHost> RestoredAsync(InstallationKey? key, string environment = "Testing")
    {
        var (storage, drop) = Target();
        await RestoreAsync(storage, Copy, key);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var host = PlatformHost.Of(storage.Folder, storage.Postgres is null ? ""
            : new Npgsql.NpgsqlConnectionStringBuilder(storage.Postgres).Database!, environment);
        drop();
        return host;
    }

    // An empty place: a folder that is not there, and an empty database on PostgreSQL.
    private (Storage Storage, Action Drop) Target()
    {
        var name = $"patto_restored_{Guid.CreateVersion7():N}";
        if (PlatformHost.OnPostgres) PlatformHost.Sql($"CREATE DATABASE {name}");
        var postgres = PlatformHost.OnPostgres
            ? $"{Environment.GetEnvironmentVariable("PATTO_TEST_POSTGRES")};Database={name};Pooling=false" : null;
        return (new(Path.Combine(_work, name), postgres), () =>
            { if (PlatformHost.OnPostgres) PlatformHost.Sql($"DROP DATABASE IF EXISTS {name} WITH (FORCE)"); }
        );
    }

    private static AppDb Db(Storage storage) => storage.Postgres is { } postgres
        ? new PostgresDb(DesignTime.Options<PostgresDb>().UseNpgsql(postgres).Options, DesignTime.Services)
        : new SqliteDb(DesignTime.Options<SqliteDb>().UseSqlite($"{storage.Sqlite};Pooling=false").Options, DesignTime.Services);

    private static async Task RestoreAsync(Storage storage, string copy, InstallationKey? key)
    {
        await using var db = Db(storage);
        await Backup.RestoreAsync(storage, db, copy, key, Cancel);
    }

    private static async Task<IEnumerable<string>> TablesAsync(Storage storage)
    {
        await using var db = Db(storage);
        return await db.Database.GetAppliedMigrationsAsync(Cancel);
    }
}
