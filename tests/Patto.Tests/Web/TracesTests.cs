using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Patto.Tests.Web;

/// <summary>What leaves by OpenTelemetry, read by a receiver of its own.</summary>
public sealed class TracesTests
{
    [Fact]
    public async Task A_collector_receives_traces_and_measures_by_route_and_no_address()
    {
        const string Secret = "SEGRETISSIMO";
        using var sink = new TraceSink();
        await using (var host = new PlatformHost
        {
            Settings = new()
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "3000",
            },
        })
        {
            await host.AuthorityAsync();
            foreach (var url in new[] { "/", $"/filo/{Secret}", $"/cerca?q={Secret}", $"/conferma/{Secret}" })
            {
                (await host.Visitor().GetAsync(url)).Dispose();
            }
            Assert.True(host.Services.GetRequiredService<TracerProvider>().ForceFlush(10_000));
            Assert.True(host.Services.GetRequiredService<MeterProvider>().ForceFlush(10_000));
        }
        var asked = sink.Spans.Where(s => s.Kind == 2).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{asked.Count} requests traced: "
            + string.Join(", ", asked.Select(s => s.Name).Distinct()));
        foreach (var route in new[] { "filo/{code?}", "cerca" })
            Assert.Contains(asked, s => s.Attributes["http.route"].Any(r => r.Contains(route, StringComparison.Ordinal)));
        Assert.NotEmpty(sink.At("/v1/metrics"));
        string[] addresses = ["url.path", "url.query", "url.full", "http.target", "http.url"];
        Assert.Empty(asked.SelectMany(s => s.Attributes.Select(a => a.Key)).Intersect(addresses));
        foreach (var body in sink.At("/v1/traces").Concat(sink.At("/v1/metrics")))
            Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(body), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Where_nobody_collects_nothing_is_traced()
    {
        await using var host = new PlatformHost();
        await host.AuthorityAsync();
        (await host.Visitor().GetAsync("/")).Dispose();
        Assert.Null(host.Services.GetService<TracerProvider>());
        Assert.Null(host.Services.GetService<MeterProvider>());
    }
}
