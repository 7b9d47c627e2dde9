using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Demo;
using Patto.Identity;
using Patto.Modules.Contributions;

namespace Patto.Tests.Upgrades;

/// <summary>A municipality that installed an earlier release starts this one on what it has.</summary>
public sealed class UpgradeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    public static TheoryData<string> Releases => [.. KeptDatabase.Releases];

    // What the program itself writes about the upgrade, or makes anew.
    // A start in earnest makes the sheet for the safe and the ring of keys, which a demo had not.
    private static readonly string[] MayGrow = ["__EFMigrationsHistory", "__EFMigrationsLock", "DataSteps", "AuditRows", "AuditHeads",
        "PublishedHeads", "ContentSeals", "InstallationMarks", "SealingKeys", "SealedSheets", "DataProtectionKeys", "sqlite_sequence"];

    private static readonly string[] PublicPages =
    [
        "/", "/percorsi", "/percorsi/laboratorio-welfare", "/percorsi/laboratorio-welfare/contributi",
            "/percorsi/laboratorio-welfare/incontri", "/percorsi/laboratorio-welfare/proposte",
        "/percorsi/laboratorio-welfare/documenti", "/percorsi/laboratorio-welfare/decisioni", "/percorsi/laboratorio-welfare/monitoraggio",
        "/percorsi/laboratorio-welfare/portatori",
        "/cerca?q=autobus", "/filo/LWF-C0025", "/osservatorio", "/registro", "/privacy", "/api/v1/processes", "/status",
    ];

    [Theory, MemberData(nameof(Releases))]
    public async Task A_town_that_upgrades_finds_all_it_had_and_its_pages_answer(string release)
    {
        await using var host = KeptDatabase.Of(release).Open();
        var before = await CountsAsync(host, Cancel);
        var town = await OpenAsync(host);
        var after = await CountsAsync(host, Cancel);
        var crowd = KeptDatabase.CrowdOf(release);
        Assert.True(before["Contributions"] > crowd + 100, $"{before["Contributions"]} voices");
        Assert.Empty(before.Where(t => MayGrow.Contains(t.Key) ? after[t.Key] < t.Value : after[t.Key] != t.Value)
            .Select(t => $"{t.Key}: {t.Value} before, {after[t.Key]} now"));
        await using var scope = host.Services.CreateAsyncScope();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<AuditCheck>().FirstBreakAsync(town.Id.Value, cancel: Cancel));
        var visitor = host.Visitor();
        List<string> faults = [];
        foreach (var page in crowd > 0 ? [.. PublicPages, "/filo/LWF-C10001"] : PublicPages)
            if (await visitor.GetAsync(page) is { StatusCode: not HttpStatusCode.OK } answer) faults.Add(
                $"{page}: {(int)answer.StatusCode}");
        Assert.Empty(faults);
        TestContext.Current.SendDiagnosticMessage(
            $"{release}: {before.Count} tables, {before.Values.Sum()} rows, {PublicPages.Length} public pages");
    }

    [Theory, InlineData(KeptDatabase.Crowded)]
    public async Task The_letters_of_authors_and_slips_go_on_and_are_kept_under_the_key(string release)
    {
        await using var host = KeptDatabase.Of(release).Open();
        await OpenAsync(host);
        Assert.Equal(HttpStatusCode.OK, (await host.Visitor().GetAsync($"/voce/{KeptDatabase.Letters}")).StatusCode);
        Assert.False(await host.InDb(db => db.Contributions.AnyAsync(c => c.SecretHash == Secrets.Plain(KeptDatabase.Letters), Cancel)));
        var key = host.Services.GetRequiredService<InstallationKey>();
        var blank = await host.InDb(db =>
            db.Slips.AsNoTracking().Where(s => s.Contribution == null && s.Secret != null).ToListAsync(Cancel));
        Assert.NotEmpty(blank);
        Assert.All(blank, s => Assert.Equal(s.SecretHash, Secrets.Hash(key.Open(s.Secret!), key)));
    }

    [Theory, MemberData(nameof(Releases))]
    public async Task What_stood_there_is_sealed_and_a_word_changed_in_the_database_is_found(string release)
    {
        await using var host = KeptDatabase.Of(release).Open();
        await OpenAsync(host);
        var report = await ContentsAsync(host);
        Assert.Empty(report.Faults);
        Assert.True(report.Whole > KeptDatabase.CrowdOf(release) + 500, $"{report.Whole}");
        var changed = KeptDatabase.CrowdOf(release) > 0 ? "LWF-C10001" : "LWF-C0025";
        await host.InDb(db => db.Contributions.Where(c => c.Code == changed)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.PublicText, "Tutto bene."), Cancel));
        Assert.Contains("il testo è cambiato", Assert.Single((await ContentsAsync(host)).Faults));
        TestContext.Current.SendDiagnosticMessage($"{release}: {report.Whole} contents sealed");
    }

    [Theory, MemberData(nameof(Releases))]
    public async Task Every_row_of_every_table_is_read_by_today_s_program(string release)
    {
        await using var host = KeptDatabase.Of(release).Open();
        await OpenAsync(host);
        var (tables, rows) = await host.InDb(async db =>
        {
            var count = 0;
            var types = db.Model.GetEntityTypes().Where(t => !t.IsOwned()).ToList();
            foreach (var type in types) count += await (Task<int>)Reading.MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
            return (types.Count, count);
        });
        Assert.True(tables > 60 && rows > 2 * KeptDatabase.CrowdOf(release) + 1_000, $"{tables} tables, {rows} rows");
        TestContext.Current.SendDiagnosticMessage($"{release}: {tables} tables, {rows} rows read");
    }

    private static readonly System.Reflection.MethodInfo Reading =
        typeof(UpgradeTests).GetMethod(nameof(ReadAllAsync),
            System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!;

    private static async Task<int> ReadAllAsync<T>(AppDb db) where T : class =>
        (await db.Set<T>().AsNoTracking().ToListAsync(Cancel)).Count;

    private static async Task<ContentReport> ContentsAsync(PlatformHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AuditCheck>().ContentsAsync(Cancel);
    }

    [Theory, MemberData(nameof(Releases))]
    public async Task Staff_sign_in_with_their_passwords_and_no_row_of_the_register_is_without_words(string release)
    {
        await using var host = KeptDatabase.Of(release).Open();
        await OpenAsync(host);
        var administrator = host.Visitor();
        var answer = await administrator.PostAsync("/accedi",
            new() { ["Email"] = "lorenzo.bassi@fontelieta.example", ["Password"] = Fontelieta.Password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        foreach (var page in new[] { "/area-personale", "/amministrazione/ente", "/amministrazione/persone" })
            await administrator.ReadAsync(page);
        var kinds = await host.InDb(db => db.Set<AuditRow>().Select(r => r.Kind).Distinct().ToListAsync(Cancel));
        Assert.DoesNotContain(kinds, k => Sentences.Of(k).Contains("oggi non si registra più", StringComparison.Ordinal));
        var (pages, next) = (0, "/registro");
        for (; next is not null && pages < 30; pages++)
        {
            var page = await administrator.ReadAsync(next);
            Assert.DoesNotContain("oggi non si registra più", page.Body!.TextContent);
            next = page.QuerySelector("a[href*='dopo=']")?.GetAttribute("href") is { } href ? href.StartsWith('?') ? "/registro" + href
                : href : null;
        }
        TestContext.Current.SendDiagnosticMessage($"{release}: {kinds.Count} kinds of events, {pages} pages of the register");
    }

    [Theory, MemberData(nameof(Releases))]
    public async Task Before_the_tables_are_changed_a_copy_is_kept_once(string release)
    {
        await using var host = KeptDatabase.Of(release).Open();
        var before = await CountsAsync(host, Cancel);
        await OpenAsync(host);
        var copy = Assert.Single(Directory.GetFiles(Path.Combine(host.Folder, Upgrade.Folder)));
        Assert.False(await host.InDb(db => Upgrade.IsDueAsync(db, Cancel)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        if (PlatformHost.OnPostgres) return; // what is in it: BackupTests
        await using var kept = new SqliteDb(DesignTime.Options<SqliteDb>().UseSqlite($"Data Source={copy};Pooling=false").Options,
            DesignTime.Services);
        Assert.Equal(before, await CountsAsync(kept, Cancel));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_in_words_and_left_as_it_is()
    {
        await using var host = new PlatformHost();
        await host.InDb(db => db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20991231000000_Later', '12.0.0')""", Cancel));
        var fault = await Assert.ThrowsAsync<NewerDatabase>(() =>
            host.InDb(async db => { await db.PrepareAsync(mayRunAhead: false, Cancel); return 0; }));
        Assert.Contains("versione più recente", fault.Message);
        Assert.Contains("20991231000000_Later", fault.Message);
    }

    [Fact]
    public async Task A_step_of_a_newer_program_is_refused_too()
    {
        await using var host = new PlatformHost();
        await host.InDb(db => db.Database.ExecuteSqlRawAsync("""INSERT INTO "DataSteps" ("Name", "At") VALUES ('9.0.0/10-later', '2099-12-31 00:00:00.0000000')""", Cancel));
        await Assert.ThrowsAsync<NewerDatabase>(() =>
            host.InDb(async db => { await db.PrepareAsync(mayRunAhead: false, Cancel); return 0; }));
    }

    [Fact]
    public async Task Names_ordered_by_an_earlier_version_of_the_library_are_no_newer_database()
    {
        await using var host = new PlatformHost();
        await host.InDb(db => db.Database.ExecuteSqlRawAsync("""UPDATE "DataSteps" SET "Name" = '0.2.0/21-name-keys-1' WHERE "Name" LIKE '0.2.0/21-name-keys-%'""", Cancel));
        Assert.Null(await host.InDb(db => DataStep.UnknownAsync(db, Cancel)));
        Assert.True(await host.InDb(db => DataStep.AreDueAsync(db, Cancel)));
    }

    // The first use starts the program, which brings the database up to date.
    private static async Task<Authority> OpenAsync(PlatformHost host) => await host.Act(null, null, async write =>
    {
        var town = await write.Db.Set<Authority>().SingleAsync();
        town.Describe(town.Name, town.SiteName, town.Tagline, town.Theme, [.. town.Hosts, "localhost"]);
        return town;
    });

    private static async Task<Dictionary<string, long>> CountsAsync(PlatformHost host, CancellationToken cancel)
    {
        await using AppDb db = host.Connection is { } postgres
            ? new PostgresDb(DesignTime.Options<PostgresDb>().UseNpgsql(postgres + ";Pooling=false").Options, DesignTime.Services)
            : new SqliteDb(DesignTime.Options<SqliteDb>()
                .UseSqlite($"Data Source={Path.Combine(host.Folder, "patto.db")};Pooling=false").Options, DesignTime.Services);
        return await CountsAsync(db, cancel);
    }

    private static async Task<Dictionary<string, long>> CountsAsync(AppDb db, CancellationToken cancel)
    {
        var tables = await db.Database.SqlQueryRaw<string>(db.Database.IsNpgsql()
            ? "SELECT table_name::text AS \"Value\" FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            : "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'SearchIndex%'").ToListAsync(cancel);
        var counts = new Dictionary<string, long>();
        foreach (var table in tables.Order(StringComparer.Ordinal))
#pragma warning disable EF1002 // the tables of our own model
            counts[table] = await db.Database.SqlQueryRaw<long>($"SELECT count(*) AS \"Value\" FROM \"{table}\"").SingleAsync(cancel);
#pragma warning restore EF1002
        return counts;
    }
}
