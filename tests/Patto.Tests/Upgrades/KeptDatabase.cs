using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Patto.Tests.Upgrades;

/// <summary>A database that a release left behind; a crowd of 20,000 is poured into that of the first one, in its own form, before today's
/// program has seen it.</summary>
public sealed class KeptDatabase
{
    public const int Crowd = 20_000;

    /// <summary>The release whose database the crowd is poured into; those of later ones are the demo as it was played.</summary>
    public const string Crowded = "0.1.0";

    // The key that databases since 0.2.0 were kept under: no secret of anybody.
    private static readonly string Key = Convert.ToBase64String(new byte[32]);

    public static int CrowdOf(string release) => release == Crowded ? Crowd : 0;

    /// <summary>The letters of LWF-C10001, kept by 0.1.0 as a plain hash.</summary>
    public const string Letters = "ABCDEFGH";

    private KeptDatabase(string folder, string name) => (Folder, Name) = (folder, name);

    public string Folder { get; }
    public string Name { get; }

    private static string Kept => Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "Upgrades");

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    /// <summary>The releases whose databases are kept, by their files.</summary>
    public static IReadOnlyList<string> Releases => [.. Directory.GetFiles(Kept, "*.sqlite.gz")
        .Select(f => Path.GetFileName(f).Replace(".sqlite.gz", "", StringComparison.Ordinal)).Order()];

    private static readonly Dictionary<string,
        Lazy<KeptDatabase>> Poured = Releases.ToDictionary(r => r, r => new Lazy<KeptDatabase>(() => Pour(r)));

    public static KeptDatabase Of(string release) => Poured[release].Value;

    /// <summary>A host of its own on a copy of it, on the day after it was kept: the demo's roles begin in that year.</summary>
    public PlatformHost Open()
    {
        var host = PlatformHost.Of(Folder, Name, "Production");
        host.Clock.Now = new(2026, 11, 29, 11, 0, 0, TimeSpan.Zero);
        return host;
    }

    private static KeptDatabase Pour(string release)
    {
        var kept = new KeptDatabase(Directory.CreateTempSubdirectory("patto-kept").FullName,
            $"patto_kept_{release.Replace('.', '_')}_{Environment.ProcessId}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Directory.Delete(kept.Folder, recursive: true);
            if (PlatformHost.OnPostgres) PlatformHost.Sql($"DROP DATABASE IF EXISTS {kept.Name} WITH (FORCE)");
        };
        File.WriteAllText(Path.Combine(kept.Folder, "patto.key"), Key);
        if (PlatformHost.OnPostgres) PourPostgres(release, kept.Name);
        else PourSqlite(release, Path.Combine(kept.Folder, "patto.db"));
        return kept;
    }

    private static void PourSqlite(string release, string file)
    {
        using (var from = Unzip(release, "sqlite.gz"))
        using (var to = File.Create(file)) from.CopyTo(to);
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        if (CrowdOf(release) == 0) return;
        using var all = connection.BeginTransaction();
        Run(connection, File.ReadAllText(Path.Combine(Kept, "crowd.sqlite.sql")));
        TellOfTheCrowd(connection, "");
        all.Commit();
    }

    private static void PourPostgres(string release, string name)
    {
        PlatformHost.Sql($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        PlatformHost.Sql($"CREATE DATABASE {name}");
        using var connection =
            new NpgsqlConnection($"{Environment.GetEnvironmentVariable("PATTO_TEST_POSTGRES")};Database={name};Pooling=false");
        connection.Open();
        using (var dump = new StreamReader(Unzip(release, "postgres.sql.gz"))) Restore(connection, dump);
        if (CrowdOf(release) == 0) return;
        using var all = connection.BeginTransaction();
        Run(connection, File.ReadAllText(Path.Combine(Kept, "crowd.postgres.sql")));
        TellOfTheCrowd(connection, "public.");
        all.Commit();
    }

    private static GZipStream Unzip(string release, string kind) =>
        new(File.OpenRead(Path.Combine(Kept, $"{release}.{kind}")), CompressionMode.Decompress);

    // As psql reads a dump: statements, and rows where a COPY announces them.
    private static void Restore(NpgsqlConnection connection, StreamReader dump)
    {
        var statement = new StringBuilder();
        while (dump.ReadLine() is { } line)
        {
            if (line.StartsWith("COPY ", StringComparison.Ordinal))
            {
                using var rows = connection.BeginTextImport(line.TrimEnd(';'));
                while (dump.ReadLine() is { } row && row != "\\.") rows.Write(row + "\n");
                continue;
            }
            if (line.StartsWith('\\') || line.StartsWith("--", StringComparison.Ordinal)) continue;
            statement.AppendLine(line);
            if (!line.EndsWith(';')) continue;
            Run(connection, statement.ToString());
            statement.Clear();
        }
    }

    private static void Run(System.Data.Common.DbConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.CommandTimeout = 300;
        command.ExecuteNonQuery();
    }

    // One row per voice on the chain, by the formula of 0.1.0 written out here: what the program computes today must agree with it.
    private static void TellOfTheCrowd(System.Data.Common.DbConnection connection, string schema)
    {
        var (authority, seq, hash, voices) = Read(connection, schema);
        using var add = connection.CreateCommand();
        add.CommandText = $"""
            INSERT INTO {schema}"AuditRows"
                ("Authority", "Seq", "At", "Kind", "About", "Process", "Actor", "Facts", "IsPublic", "Previous", "Hash")
            VALUES (@authority, @seq, @at, 'ContributionRecorded', @about, @process, NULL, @facts, @public, @previous, @hash)
            """;
        foreach (var (name, value) in new (string, object)[] { ("authority", authority), ("seq", 0L), ("at", 0), ("about", ""),
            ("process", ""), ("facts", ""), ("public", false), ("previous", ""), ("hash", "") })
            add.Parameters.Add(Parameter(add, name, value));
        var at = new DateTime(2026, 11, 28, 9, 0, 0, DateTimeKind.Utc);
        foreach (var (id, process, code) in voices)
        {
            var (about, place, facts, previous) = ($"contribution:{id}", $"process:{process}", $$"""{"code":"{{code}}"}""", hash);
            hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', previous, Guid.Parse(authority),
                (++seq).ToString(CultureInfo.InvariantCulture),
                at.Ticks.ToString(CultureInfo.InvariantCulture), "ContributionRecorded", about, place, "", facts, "False"))));
            Set(add, "authority", PlatformHost.OnPostgres ? Guid.Parse(authority) : authority);
            Set(add, "seq", seq);
            Set(add, "at", PlatformHost.OnPostgres ? at : at.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
            Set(add, "about", about);
            Set(add, "process", place);
            Set(add, "facts", facts);
            Set(add, "previous", previous);
            Set(add, "hash", hash);
            add.ExecuteNonQuery();
        }
        Run(connection, $"""UPDATE {schema}"Contributions" SET "SecretHash" = '{Convert.ToHexStringLower(SHA256.HashData("voce:ABCDEFGH"u8))}' WHERE "Code" = 'LWF-C10001'""");
        Run(connection, $"""UPDATE {schema}"AuditHeads" SET "Seq" = {seq}, "Hash" = '{hash}'""");
    }

    private static (string Authority, long Seq, string Hash,
        List<(string Id, string Process, string Code)> Voices) Read(System.Data.Common.DbConnection connection, string schema)
    {
        using var ask = connection.CreateCommand();
        ask.CommandText = $"""SELECT "Authority", "Seq", "Hash" FROM {schema}"AuditHeads" """;
        string authority, hash;
        long seq;
        using (var head = ask.ExecuteReader())
        {
            head.Read();
            (authority, seq, hash) = (head.GetValue(0).ToString()!, head.GetInt64(1), head.GetString(2));
        }
        ask.CommandText = $"""SELECT "Id", "Process", "Code" FROM {schema}"Contributions" WHERE "Number" > 10000 ORDER BY "Number" """;
        using var answer = ask.ExecuteReader();
        List<(string, string, string)> voices = [];
        while (answer.Read()) voices.Add((answer.GetValue(0).ToString()!.ToLowerInvariant(), answer.GetValue(1)
            .ToString()!.ToLowerInvariant(), answer.GetString(2)));
        return (authority, seq, hash, voices);
    }

    private static System.Data.Common.DbParameter Parameter(System.Data.Common.DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        return parameter;
    }

    private static void Set(System.Data.Common.DbCommand command, string name, object value) => command.Parameters[name].Value = value;
}
