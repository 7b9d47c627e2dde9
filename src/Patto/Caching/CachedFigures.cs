using System.Collections.Concurrent;
using System.Diagnostics;

namespace Patto.Caching;

/// <summary>Figures that need a look at many rows, kept for a moment: a page may show them as old as <paramref name="life"/>, never
/// older.</summary>
public sealed class CachedFigures(TimeSpan life)
{
    private const int Most = 2000;
    private readonly ConcurrentDictionary<string, (object Value, long At)> _known = [];

    public async ValueTask<T> GetAsync<T>(string key, Func<Task<T>> count) where T : notnull
    {
        if (_known.TryGetValue(key, out var known) && Stopwatch.GetElapsedTime(known.At) < life) return (T)known.Value;
        var value = await count();
        if (_known.Count > Most) _known.Clear();
        _known[key] = (value, Stopwatch.GetTimestamp());
        return value;
    }
}
