using System.Runtime.CompilerServices;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Patto.Web;

/// <summary>Measures and traces by OpenTelemetry, where somebody collects them: with <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> set. Otherwise none
/// of its libraries is loaded.</summary>
internal static class Telemetry
{
    public static void Add(WebApplicationBuilder builder)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 }) Export(builder.Services);
    }

    // A method of its own: the libraries are looked for when it is entered.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Export(IServiceCollection services) => services.AddOpenTelemetry()
        .WithMetrics(m => m.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter("Npgsql")
            .AddOtlpExporter())
        // Paths hold secrets of authors and tickets: a trace keeps the route, never the address.
        .WithTracing(t => t.AddAspNetCoreInstrumentation(o => o.EnrichWithHttpRequest = (activity, request) => Hide(activity))
            .AddSource("Npgsql").AddOtlpExporter());

    private static void Hide(System.Diagnostics.Activity activity)
    {
        foreach (var tag in new[] { "url.path", "url.query", "url.full", "http.target", "http.url" }) activity.SetTag(tag, null);
    }
}
