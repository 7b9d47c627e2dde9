using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OutputCaching;

namespace Patto.Caching;

/// <summary>Whether the database answered the last time it was asked.</summary>
public sealed class Availability(TimeProvider clock)
{
    /// <summary>For so long nobody asks again what can be answered from memory.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private long _awayUntil;

    public bool IsAway => clock.GetUtcNow().UtcTicks < Interlocked.Read(ref _awayUntil);
    public void MarkAway() => Interlocked.Exchange(ref _awayUntil, (clock.GetUtcNow() + Pause).UtcTicks);
}

/// <summary>Keeps, beside the pages that are fresh, the last of each that was: they go on being shown while the database is away.</summary>
internal sealed partial class LastPages(IOutputCacheStore fresh, Availability availability) : IOutputCacheStore
{
    /// <summary>What makes two copies of the same page different in time stands between these in the key.</summary>
    public static string Dated(string generation) => $"‹{generation}›";

    private const long MostBytes = 8 * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _last = [];
    private readonly Queue<string> _order = [];
    private long _bytes;

    public async ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        await fresh.GetAsync(key, cancellationToken) ?? (availability.IsAway ? Last(key) : null);

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        Keep(Timeless(key), value);
        return fresh.SetAsync(key, value, tags, validFor, cancellationToken);
    }

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) => fresh.EvictByTagAsync(tag, cancellationToken);

    private byte[]? Last(string key)
    {
        lock (_lock) return _last.GetValueOrDefault(Timeless(key));
    }

    private void Keep(string key, byte[] page)
    {
        if (page.Length > MostBytes / 8) return;
        lock (_lock)
        {
            if (_last.TryGetValue(key, out var before)) _bytes -= before.Length;
            else _order.Enqueue(key);
            (_last[key], _bytes) = (page, _bytes + page.Length);
            while (_bytes > MostBytes && _order.TryDequeue(out var oldest))
                if (_last.Remove(oldest, out var gone)) _bytes -= gone.Length;
        }
    }

    private static string Timeless(string key) => Date().Replace(key, "");

    [GeneratedRegex("‹[^›]*›")] private static partial Regex Date();
}
