using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Patto.Tests.Web;

/// <summary>Takes what an OTLP exporter sends (HTTP, protobuf), as a collector would; it outlives the host that sends.</summary>
public sealed class TraceSink : IDisposable
{
    private readonly WebApplication _collector;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _taken = [];

    public string Address { get; }

    public TraceSink()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // The machine gives the port: one that is guessed belongs to somebody else some day.
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _collector = builder.Build();
        _collector.Run(TakeAsync);
        // On threads of its own: a test that waits for the exporter must not keep it from being answered.
        Task.Run(() => _collector.StartAsync()).GetAwaiter().GetResult();
        Address = _collector.Urls.Single();
    }

    public IReadOnlyList<byte[]> At(string path) => [.. _taken.Where(t => t.Path == path).Select(t => t.Body)];

    /// <summary>The spans that came, as the collector reads them.</summary>
    public IReadOnlyList<ReceivedSpan> Spans => [.. At("/v1/traces").SelectMany(SpansIn)];

    private async Task TakeAsync(HttpContext asked)
    {
        using var body = new MemoryStream();
        await asked.Request.Body.CopyToAsync(body);
        _taken.Enqueue((asked.Request.Path, body.ToArray()));
        asked.Response.ContentType = "application/x-protobuf";
    }

    public void Dispose() => Task.Run(async () => await _collector.DisposeAsync()).GetAwaiter().GetResult();

    // opentelemetry/proto/trace/v1: request.resource_spans(1).scope_spans(2).spans(2); of a span name(5), kind(6), attributes(9).
    private static IEnumerable<ReceivedSpan> SpansIn(byte[] request) =>
        from resource in Fields(request, 1)
        from scope in Fields(resource, 2)
        from span in Fields(scope, 2)
        select new ReceivedSpan(Text(Fields(span, 5)), Numbers(span, 6).FirstOrDefault(),
            Fields(span, 9).ToLookup(a => Text(Fields(a, 1)), a => Text(Fields(a, 2).SelectMany(v => Fields(v, 1)))));

    private static string Text(IEnumerable<byte[]> field) => Encoding.UTF8.GetString(field.FirstOrDefault([]));

    private static IEnumerable<byte[]> Fields(byte[] message, int number) =>
        Read(message).Where(f => f.Number == number && f.Bytes is not null).Select(f => f.Bytes!);

    private static IEnumerable<ulong> Numbers(byte[] message, int number) =>
        Read(message).Where(f => f.Number == number && f.Bytes is null).Select(f => f.Value);

    private static IEnumerable<(int Number, byte[]? Bytes, ulong Value)> Read(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            switch (key & 7)
            {
                case 0: yield return ((int)(key >> 3), null, Varint(message, ref at)); break;
                case 1: yield return ((int)(key >> 3), null, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at))); at += 8; break;
                case 5: yield return ((int)(key >> 3), null, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at))); at += 4; break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return ((int)(key >> 3), message[at..(at + length)], 0);
                    at += length;
                    break;
                default: throw new FormatException($"wire type {key & 7}");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
            shift += 7;
        }
    }
}

/// <param name="Kind">2: a request that the program answered.</param>
public sealed record ReceivedSpan(string Name, ulong Kind, ILookup<string, string> Attributes);
