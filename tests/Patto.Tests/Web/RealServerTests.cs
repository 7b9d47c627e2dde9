using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>What the web server itself refuses, before the product sees it: asked of a real one, on a socket.</summary>
public sealed class RealServerTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    private HttpClient _anybody = null!;

    public async ValueTask InitializeAsync()
    {
        _host.Listen();
        await _host.AuthorityAsync(host: "127.0.0.1");
        // Whoever asks first whether a body may come hears the refusal before sending it, however busy the machine is.
        _anybody = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(2) })
        {
            BaseAddress = _host.ClientOptions.BaseAddress,
        };
    }

    public ValueTask DisposeAsync()
    {
        _anybody.Dispose();
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task A_body_too_large_for_the_API_is_refused_with_the_limit_in_words()
    {
        var posts = _host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => "/" + e.RoutePattern.RawText!.TrimStart('/') is var path && path.StartsWith("/api", StringComparison.Ordinal)
                && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Any(m => m is "POST" or "PUT" or "PATCH"))
            .Select(e => "/" + Regex.Replace(e.RoutePattern.RawText!.Trim('/'), "{[^}]*}", "x")).Distinct().ToList();
        List<string> faults = [];
        foreach (var path in posts)
            foreach (var chunked in new[] { false, true })
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = new StringContent($"{{\"text\":\"{new string('x', FormReading.Most)}\"}}", Encoding.UTF8, "application/json"),
                };
                (request.Headers.ExpectContinue, request.Headers.TransferEncodingChunked) = (true, chunked);
                using var answer = await _anybody.SendAsync(request, Cancel);
                var told = await answer.Content.ReadAsStringAsync(Cancel);
                if (answer.StatusCode != HttpStatusCode.RequestEntityTooLarge
                    || answer.Content.Headers.ContentType?.MediaType != "application/problem+json"
                    || JsonDocument.Parse(told).RootElement is var problem && (problem.GetProperty("status").GetInt32() != 413
                        || !problem.GetProperty("title").GetString()!.Contains("il massimo è 10 MB", StringComparison.Ordinal)
                        || problem.GetProperty("code").GetString() != "body.large"))
                    faults.Add($"{path}{(chunked ? ", in pieces" : "")}: {(int)answer.StatusCode} {told}");
            }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        TestContext.Current.SendDiagnosticMessage($"{posts.Count} addresses of the API take a body");
        Assert.True(posts.Count >= 1, $"{posts.Count}");
    }

    [Fact]
    public async Task A_null_character_in_an_address_is_refused_by_the_web_server_and_harms_nobody()
    {
        List<string> faults = [];
        string[] addresses =
        [
            "/%00", "/percorsi/%00", "/filo/LWF-%00", "/lingua/%00", "/invito/a%00b", "/themes/%00.css", "/api/v1/processes/%00",
            "/api/%00", "/percorsi/\0", "/status%00",
        ];
        foreach (var address in addresses)
        {
            // An HTTP client mends such an address by itself: the line is written by hand.
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, _anybody.BaseAddress!.Port, Cancel);
            var stream = socket.GetStream();
            var line = $"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line), Cancel);
            var told = await new StreamReader(stream).ReadToEndAsync(Cancel);
            if (!told.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal)) faults.Add($"{address}: {told.Split('\r')[0]}");
        }
        Assert.Empty(faults);
        Assert.Equal(HttpStatusCode.OK, (await _anybody.GetAsync("/status", Cancel)).StatusCode);
        TestContext.Current.SendDiagnosticMessage($"{addresses.Length} addresses with a null character");
    }

    [Fact]
    public async Task A_program_that_starts_before_whoever_waits_for_it_is_ready_is_listened_to_all_the_same()
    {
        await using var host = new PlatformHost { Away = TimeSpan.FromSeconds(2) };
        host.Listen();
        using var anybody = new HttpClient { BaseAddress = host.ClientOptions.BaseAddress };
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync("/status", Cancel)).StatusCode);
    }
}
