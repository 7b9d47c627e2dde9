using System.Collections.Concurrent;

namespace Patto.Caching;

/// <summary>Keeps what is <see cref="Database.ICachedEntity"/> as it was read, until an act on any of them at the same authority commits.
/// What is handed out is for reading only.</summary>
public sealed class EntityCache(CacheGenerations generations)
{
    internal const int Most = 500;
    private readonly ConcurrentDictionary<string, Kept> _known = [];
    private long _asked;

    /// <param name="whose">The authority that it belongs to.</param>
    /// <param name="read">Reads it anew; null, what does not exist, is not kept.</param>
    public async ValueTask<T?> GetAsync<T>(string key, Func<T, Guid> whose, Func<Task<T?>> read) where T : class
    {
        if (!generations.IsTrusted) return await read();
        if (_known.TryGetValue(key, out var known) && known.Generation == generations.OfKept(known.Authority))
        {
            known.Asked = Interlocked.Increment(ref _asked);
            return (T)known.Value;
        }
        // The number is taken first: what commits while we read makes ours an old one, and it is not kept.
        var before = generations.OfAnyKept;
        if (await read() is not { } value) return null;
        var generation = generations.OfKept(whose(value));
        if (generations.OfAnyKept != before) return value;
        _known[key] = new(whose(value), generation, value) { Asked = Interlocked.Increment(ref _asked) };
        if (_known.Count > Most) Forget();
        return value;
    }

    internal int Count => _known.Count;

    // A tenth goes at once, what nobody asked for the longest, so that this is seldom done.
    private void Forget()
    {
        foreach (var old in _known.OrderBy(k => k.Value.Asked).Take(_known.Count - Most + Most / 10).ToList()) _known.TryRemove(old);
    }

    private sealed class Kept(Guid authority, string generation, object value)
    {
        public Guid Authority { get; } = authority;
        public string Generation { get; } = generation;
        public object Value { get; } = value;
        public long Asked { get; set; }
    }
}
