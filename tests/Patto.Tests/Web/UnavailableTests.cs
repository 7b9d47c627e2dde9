using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Patto.Database;
using Patto.Tests.Processes;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>The database goes away, or the disk is full: what can go on goes on, the rest says so in plain words.</summary>
public sealed class UnavailableTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly Trouble _trouble = new();
    private readonly PlatformHost _host;

    public UnavailableTests() => _host = new() { Also = services => services.AddSingleton<IInterceptor>(_trouble) };
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_public_page_goes_on_from_memory_and_the_others_say_503()
    {
        var process = await _host.ProcessAsync(await _host.AuthorityAsync(), starts: new DateOnly(2026, 1, 7));
        var visitor = _host.Visitor();
        Assert.Contains(process.Title, (await visitor.ReadAsync("/percorsi")).Body!.TextContent, StringComparison.Ordinal);
        _trouble.IsAway = true;
        for (var minute = 0; minute < 3; minute++)
        {
            _host.Clock.Now += TimeSpan.FromMinutes(7);
            Assert.Contains(process.Title, (await visitor.ReadAsync("/percorsi")).Body!.TextContent, StringComparison.Ordinal);
        }
        var page = await visitor.GetAsync($"/percorsi/{process.Slug}/proposte?mai=letta");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "30"), (page.StatusCode, page.Headers.RetryAfter?.ToString()));
        var words = await Visitor.ParseAsync(page);
        Assert.Equal(("it", "Il sito per ora non riesce a lavorare sui suoi dati"),
            (words.DocumentElement.GetAttribute("lang"), words.QuerySelector("h1")!.TextContent));
        var api = await visitor.GetAsync($"/api/v1/processes/{process.Slug}/proposals");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"),
            (api.StatusCode, api.Content.Headers.ContentType?.MediaType));
        await StatusSaysAsync(HttpStatusCode.ServiceUnavailable, "il database non risponde", "il database non risponde");
        _trouble.IsAway = false;
        _host.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/percorsi/{process.Slug}/proposte?mai=letta")).StatusCode);
        await StatusSaysAsync(HttpStatusCode.OK, "ok", "ok");
    }

    [Fact]
    public async Task With_a_full_disk_pages_are_read_and_what_was_typed_stays_on_the_page()
    {
        var process = await _host.ProcessAsync(await _host.AuthorityAsync(), starts: new DateOnly(2026, 1, 7));
        var visitor = _host.Visitor();
        _trouble.IsFull = true;
        var answer = await visitor.PostAsync($"/percorsi/{process.Slug}/contributi/nuovo",
            new() { ["Text"] = "Una voce lunga da scrivere.", ["Consent"] = "true" });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "30"), (answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        var page = await Visitor.ParseAsync(answer);
        Assert.Equal("Una voce lunga da scrivere.", page.QuerySelector("textarea[name=Text]")!.TextContent.Trim());
        Assert.Contains("guasto nostro", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/percorsi?a=b")).StatusCode);
        await StatusSaysAsync(HttpStatusCode.ServiceUnavailable, "ok", "il disco è pieno");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_sentence()
    {
        var storage = new Storage("/srv/patto", null);
        foreach (var fault in new Exception[] { new UnauthorizedAccessException(),
            new SqliteException("attempt to write a readonly database", 8), new SqliteException("unable to open", 14),
            new IOException("in the way") })
            Assert.StartsWith("Il programma non parte: ", Starting.Refusal(fault, storage), StringComparison.Ordinal);
        Assert.Contains("/srv/patto", Starting.Refusal(new UnauthorizedAccessException(), storage), StringComparison.Ordinal);
        Assert.Null(Starting.Refusal(new InvalidOperationException("a fault of the program"), storage));
    }

    [Fact]
    public async Task A_balancer_takes_a_node_out_while_its_database_is_away_and_in_again_afterwards()
    {
        _host.Listen();
        Assert.Equal("200", await ProbeAsync());
        _trouble.IsAway = true;
        Assert.Equal("503", await ProbeAsync());
        _trouble.IsAway = false;
        _host.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("200", await ProbeAsync());
    }

    // As HAProxy looks after its servers: HTTP 1.0, no host, only the status counts.
    private async Task<string> ProbeAsync()
    {
        using var line = new TcpClient();
        await line.ConnectAsync(IPAddress.Loopback, _host.ClientOptions.BaseAddress.Port, Cancel);
        var stream = line.GetStream();
        await stream.WriteAsync("GET /status HTTP/1.0\r\n\r\n"u8.ToArray(), Cancel);
        using var answer = new StreamReader(stream);
        return (await answer.ReadToEndAsync(Cancel)).Split(' ')[1];
    }

    private async Task StatusSaysAsync(HttpStatusCode status, string reads, string writes)
    {
        var answer = await _host.Visitor().GetAsync("/status");
        var told = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal((status, reads, writes), (answer.StatusCode, (string?)told["database"], (string?)told["writes"]));
    }

    /// <summary>Fails as the engines do.</summary>
    private sealed class Trouble : DbCommandInterceptor
    {
        public bool IsAway { get; set; }
        public bool IsFull { get; set; }

        private void Check(DbCommand command)
        {
            if (IsAway) throw new NpgsqlException("Failed to connect");
            var writes = command.CommandText.Contains("INSERT ", StringComparison.Ordinal)
                || command.CommandText.Contains("UPDATE ", StringComparison.Ordinal);
            if (IsFull && writes) throw PlatformHost.OnPostgres ? new PostgresException("could not extend file", "ERROR", "ERROR", "53100")
                : new SqliteException("database or disk is full", 13);
        }

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData,
            InterceptionResult<DbDataReader> result)
        { Check(command); return result; }
        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData,
            InterceptionResult<int> result)
        { Check(command); return result; }
        public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData,
            InterceptionResult<object> result)
        { Check(command); return result; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData,
            InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        { Check(command); return new(result); }
        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData,
            InterceptionResult<int> result, CancellationToken cancellationToken = default)
        { Check(command); return new(result); }
        public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData,
            InterceptionResult<object> result, CancellationToken cancellationToken = default)
        { Check(command); return new(result); }
    }
}
