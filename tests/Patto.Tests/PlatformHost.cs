using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;

namespace Patto.Tests;

public sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;
    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>The whole platform on a database of its own, cloned from a prepared one; PATTO_TEST_POSTGRES moves it to PostgreSQL.</summary>
public sealed class PlatformHost : WebApplicationFactory<Program>
{
    private readonly string _name = $"patto_{Guid.CreateVersion7():N}";
    private readonly string _folder;
    private static readonly string? Postgres = Environment.GetEnvironmentVariable("PATTO_TEST_POSTGRES") is { Length: > 0 } set
        ? set : null;
    private static readonly Lazy<(string Folder, string Database)> Template = new(MakeTemplate);

    /// <summary>Monday 2 March 2026, ten in the morning in Rome, unless a test moves it.</summary>
    public FixedClock Clock { get; } = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public static bool OnPostgres => Postgres is not null;

    /// <summary>Of what does not depend on the engine (who may come where, which words a page says): all on SQLite, one in eight on
    /// PostgreSQL, all on both in a long run.</summary>
    public static IEnumerable<T> Asked<T>(IEnumerable<T> all) => OnPostgres ? TestRun.Drawn(all, 8) : all;

    /// <summary>The loops (mail, openings) run only where a test wants them.</summary>
    public bool WithLoops { get; init; }

    /// <summary>Whether <c>?pdf</c> gives a PDF, which takes a browser and seconds; otherwise the print view, as where there is no
    /// Chromium.</summary>
    public bool Prints { get; init; }

    /// <summary>Settings as the environment would give them.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>Services that a test puts in the place of ours.</summary>
    public Action<IServiceCollection>? Also { get; init; }

    /// <summary>Where a letter's link leads its reader; nobody else sees it.</summary>
    public string LinkOf(Mail.Letter letter) => Services.GetRequiredService<Mail.LetterSeals>().LinkOf(letter)!;

    /// <summary>What its reader reads.</summary>
    public string TextOf(Mail.Letter letter) => Services.GetRequiredService<Mail.LetterSeals>().Open(letter, letter.Body);

    /// <summary>What it made stays when it is disposed, for others to begin from.</summary>
    public bool Keeps { get; init; }

    public PlatformHost() : this(Template.Value) { }

    /// <summary>Begins with all that an earlier host, by now at rest, left behind.</summary>
    public PlatformHost(PlatformHost like) : this((like._folder, like._name)) { }

    /// <summary>Begins with a data folder and, on PostgreSQL, a database that came from elsewhere.</summary>
    public static PlatformHost Of(string folder, string database, string environment) => new((folder, database)) { As = environment };

    /// <summary>Testing, or what a test about a real installation says.</summary>
    public string As { get; init; } = "Testing";

    /// <summary>Database, files and keys of this host.</summary>
    public string Folder => _folder;

    /// <summary>Its connection string on PostgreSQL; null on SQLite.</summary>
    public string? Connection => Postgres is null ? null : $"{Postgres};Database={_name}";

    /// <summary>Marks the longer tests that have no platform: the engine makes no difference to them, so that bin/test asks them
    /// once.</summary>
    public const string Needs = "needs", Nothing = "nothing";

    private PlatformHost((string Folder, string Database) like)
    {
        if (TestContext.Current.TestClass?.Traits.TryGetValue(Needs, out var needs) == true && needs.Contains(Nothing))
            throw new InvalidOperationException("A test that is asked on one engine only has no platform: take the mark from its class.");
        _folder = Path.Combine(Path.GetTempPath(), _name);
        Copy(like.Folder, _folder);
        if (Postgres is not null) Sql($"CREATE DATABASE {_name} TEMPLATE {like.Database} STRATEGY=file_copy");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(As);
        builder.UseSetting("data", _folder);
        if (Postgres is not null) builder.UseSetting("PATTO_DATABASE", $"{Postgres};Database={_name}");
        builder.UseSetting("loops", WithLoops ? "on" : "off");
        if (!Prints) builder.UseSetting("chromium", "none");
        if (_listens) builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        foreach (var (name, value) in Settings) builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)).AddSingleton<IStartupFilter, SayRoute>();
            // How strong a password's hash is makes no difference to these tests; at full strength all the sign-ins take half a minute.
            services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000);
            SharedPages.In(services);
            Refusing.In(services);
            Also?.Invoke(services);
        });
    }

    /// <summary>Answers at a free port of this machine, as <see cref="WebApplicationFactory{T}.ClientOptions"/> then says.</summary>
    public void Listen()
    {
        _listens = true;
        UseKestrel();
        StartServer();
    }

    private bool _listens;

    /// <summary>Reads or arranges with a database of its own.</summary>
    public async Task<T> InDb<T>(Func<AppDb, Task<T>> look)
    {
        await using var scope = Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    /// <summary>How long this thread is away once the program is built: on a busy machine the program goes on meanwhile.</summary>
    public TimeSpan Away { get; init; }

    /// <summary>Without what the framework does between the two: it changes the addresses of a program that has begun to start by itself,
    /// and where that is the faster of the two the program refuses.</summary>
    protected override IHost CreateHost(IHostBuilder builder)
    {
        var host = builder.Build();
        Thread.Sleep(Away);
        host.Start();
        return host;
    }

    /// <summary>Runs an act as the pages do, at that authority, by that account (nobody: null).</summary>
    public async Task<T> Act<T>(Authority? authority, Account? by, Func<WriteScope, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(authority);
        if (by is not null) scope.ServiceProvider.GetRequiredService<CurrentUser>().SignIn(by.Id, by.Name, by.Actor);
        return await scope.ServiceProvider.GetRequiredService<Writes>().RunAsync(act);
    }

    /// <summary>Writes the letters of the mailings that acts have posted, as the loop does.</summary>
    public async Task WriteMailingsAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        while (await Mail.MailingWriter.RunAsync(scope.ServiceProvider, default)) { }
    }

    public Task<Authority> AuthorityAsync(string name = "Comune di Fontelieta", string host = "localhost") => Act(null, null, write =>
    {
        var authority = Authority.Found(name, $"{name} Partecipa");
        authority.Describe(name, $"{name} Partecipa", "", "acqua", [host]);
        write.Db.Add(authority);
        return Task.FromResult(authority);
    });

    /// <summary>An account with a password that the tests know, and a role where one is given.</summary>
    public async Task<Account> AccountAsync(string name, Authority authority, Role? role = null, Subject? scope = null)
    {
        var email = string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant() + Guid.NewGuid().ToString("N")[..6]
            + "@fontelieta.example";
        await using var services = Services.CreateAsyncScope();
        var account = new Account { UserName = email, Email = email, EmailConfirmed = true, Name = name, Created = Clock.Now };
        var made = await services.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, Password);
        Assert.True(made.Succeeded, string.Join("; ", made.Errors.Select(e => e.Description)));
        if (role is { } given)
            await Act(authority, null, write =>
            {
                write.Db.Add(RoleGrant.Give(account.Id, given, authority.Id, scope ?? Subject.Of("authority", authority.Id), Clock.Now));
                return Task.FromResult(0);
            });
        return account;
    }

    public const string Password = "quattro lampioni accesi";

    /// <summary>A browser without pictures: keeps cookies, follows nothing by itself.</summary>
    public Visitor Visitor(string host = "localhost") =>
        new(CreateClient(new()
        {
            AllowAutoRedirect = false,
            HandleCookies = true,
            BaseAddress = host == "localhost"
            ? ClientOptions.BaseAddress : new Uri($"http://{host}")
        }));

    /// <summary>The same, signed in through the sign-in page.</summary>
    public async Task<Visitor> SignedInAsync(Account account, string host = "localhost")
    {
        var visitor = Visitor(host);
        var answer = await visitor.PostAsync("/accedi", new() { ["Email"] = account.Email!, ["Password"] = Password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Postgres is null) SqliteConnection.ClearAllPools();
        else if (Keeps) NpgsqlConnection.ClearAllPools();
        else Sql($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        if (Keeps) DeleteAtTheEnd(_folder);
        else Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Every answer says which route gave it, so that tests can tell which were visited.</summary>
    private sealed class SayRoute : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, go) =>
            {
                if (IPAddress.TryParse(http.Request.Headers["X-Test-From"], out var from)) http.Connection.RemoteIpAddress = from;
                http.Response.OnStarting(() =>
                {
                    if (http.GetEndpoint() is RouteEndpoint route) http.Response.Headers["x-route"] = "/"
                        + route.RoutePattern.RawText?.TrimStart('/');
                    return Task.CompletedTask;
                });
                return go(http);
            });
            next(app);
        };
    }

    private static (string Folder, string Database) MakeTemplate()
    {
        var folder = Directory.CreateTempSubdirectory("patto").FullName;
        DeleteAtTheEnd(folder);
        var name = $"patto_template_{Environment.ProcessId}";
        if (Postgres is null)
        {
            Prepare(new SqliteDb(DesignTime.Options<SqliteDb>().UseSqlite(new Storage(folder, null).Sqlite).Options, DesignTime.Services));
            SqliteConnection.ClearAllPools();
            return (folder, name);
        }
        Sql($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        Sql($"CREATE DATABASE {name}");
        Prepare(new PostgresDb(DesignTime.Options<PostgresDb>().UseNpgsql($"{Postgres};Database={name};Pooling=false").Options,
            DesignTime.Services));
        return (folder, name);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*",
            SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file,
            Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    private static void DeleteAtTheEnd(string folder) => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        try { Directory.Delete(folder, recursive: true); }
        catch (IOException) { /* a file is still open: the system clears its temporary folder by itself */ }
    };

    private static void Prepare(AppDb db)
    {
        using (db) db.PrepareAsync(mayRunAhead: true).GetAwaiter().GetResult();
    }

    internal static void Sql(string statement)
    {
        using var connection = new NpgsqlConnection($"{Postgres};Database=postgres;Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }
}
