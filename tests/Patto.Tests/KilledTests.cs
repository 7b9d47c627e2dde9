using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions;
using Patto.Tests.Processes;

namespace Patto.Tests;

/// <summary>The program as a process of its own, in production, ended at once (kill -9) again and again while eight people write.</summary>
public sealed class KilledTests
{
    private const int Writers = 8;
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Patto.Host");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_confirmed_is_there_after_the_server_was_killed_and_what_was_sent_again_is_there_once()
    {
        var kills = TestRun.IsLong ? 25 : 2;
        var seed = TestRun.Seed();
        var random = new Random(seed);
        await using var town = new PlatformHost();
        town.Clock.Now = DateTimeOffset.UtcNow;
        var process = await town.ProcessAsync(await town.AuthorityAsync("Comune di Fontelieta", "127.0.0.1"),
            starts: Texts.RomeDay(town.Clock.Now).AddDays(-54));
        var address = $"http://127.0.0.1:{FreePort()}";
        var voices = new Uri($"{address}/api/v1/processes/{process.Slug}/contributions");
        ConcurrentDictionary<Guid, string> sent = [], confirmed = [];
        ConcurrentBag<string> refused = [];
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var again = 0;
        for (var kill = 0; kill <= kills; kill++)
        {
            using var server = await StartAsync(town, address, client);
            // What got no answer is sent once more, with the key it had.
            foreach (var (key, text) in sent.Where(s => !confirmed.ContainsKey(s.Key)))
            {
                again++;
                if (await SendAsync(client, voices, key, text, refused) is { } code) confirmed[key] = code;
            }
            if (kill < kills)
            {
                using var dead = new CancellationTokenSource();
                var writing = Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
                {
                    while (!dead.IsCancellationRequested)
                    {
                        var (key, text) = (Guid.NewGuid(), $"Una panchina in più {Guid.NewGuid():N}");
                        sent[key] = text;
                        try
                        {
                            if (await SendAsync(client, voices, key, text, refused) is { } code) confirmed[key] = code;
                        }
                        catch (HttpRequestException) { return; } // The server is gone.
                    }
                }, Cancel)).ToList();
                await Task.Delay(random.Next(200, 1500), Cancel);
                server.Kill();
                await dead.CancelAsync();
                await Task.WhenAll(writing);
            }
            else server.Kill();
            await server.WaitForExitAsync(Cancel);
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{kills} kills, {sent.Count} voices, {again} of them sent again, seed {seed}");
        Assert.Empty(refused);
        Assert.True(sent.Count > kills, $"only {sent.Count} voices were written");
        Assert.Equal(sent.Keys.Order(), confirmed.Keys.Order());
        await using var db = Open(town);
        var found = await db.Set<Contribution>().AsNoTracking().ToListAsync(Cancel);
        Assert.Equal(sent.Select(s => (confirmed[s.Key], s.Value)).Order(), found.Select(c => ($"{c.Code}", c.Text)).Order());
        using var check = Start(town, "verify-audit");
        var said = await check.StandardOutput.ReadToEndAsync(Cancel);
        await check.WaitForExitAsync(Cancel);
        Assert.True(check.ExitCode == 0, said);
        Assert.Contains("catena integra", said, StringComparison.Ordinal);
    }

    // Null where the answer was no confirmation; a server that is gone throws.
    private static async Task<string?> SendAsync(HttpClient client, Uri to, Guid key, string text, ConcurrentBag<string> refused)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = JsonContent.Create(new { text, consent = true }) };
        request.Headers.Add("Idempotency-Key", key.ToString());
        // Eight people at home, not one who writes without end.
        request.Headers.Add("X-Forwarded-For", $"10.{key.ToByteArray()[0]}.{key.ToByteArray()[1]}.{key.ToByteArray()[2]}");
        using var answer = await client.SendAsync(request, Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        if (answer.StatusCode == HttpStatusCode.Created) return JsonNode.Parse(body)!["code"]!.GetValue<string>();
        refused.Add($"{(int)answer.StatusCode} {body}");
        return null;
    }

    private static async Task<Process> StartAsync(PlatformHost town, string address, HttpClient client)
    {
        var server = Start(town, "--urls", address);
        server.OutputDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        while (true)
        {
            Assert.False(server.HasExited, "the program ended by itself");
            try
            {
                using var answer = await client.GetAsync(new Uri(address + "/status"), Cancel);
                if (answer.IsSuccessStatusCode) return server;
            }
            catch (HttpRequestException) { /* not yet */ }
            await Task.Delay(50, Cancel);
        }
    }

    private static Process Start(PlatformHost town, params string[] words)
    {
        var start = new ProcessStartInfo(Program, words) { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["data"] = town.Folder;
        if (town.Connection is { } postgres) start.Environment["PATTO_DATABASE"] = postgres;
        return Process.Start(start)!;
    }

    private static AppDb Open(PlatformHost town) => town.Connection is { } postgres
        ? new PostgresDb(DesignTime.Options<PostgresDb>().UseNpgsql(postgres).Options, DesignTime.Services)
        : new SqliteDb(DesignTime.Options<SqliteDb>().UseSqlite(new Storage(town.Folder, null).Sqlite).Options, DesignTime.Services);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
