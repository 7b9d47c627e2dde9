using System.Collections.Concurrent;

namespace Patto.Caching;

/// <summary>Keeps what is <see cref="Database.IKeptInMemory"/> as it was read, until an act on any of them commits. What is handed out is for reading only.</summary>
public sealed class KeptInMemory(Generations generations)
{
    private const int Most = 500;
    private readonly ConcurrentDictionary<string, (long Generation, object Value)> _known = [];

    /// <param name="read">Reads it anew; null, what does not exist, is not kept.</param>
    public async ValueTask<T?> GetAsync<T>(string key, Func<Task<T?>> read) where T : class
    {
        if (!generations.IsTrusted) return await read();
        // The number is taken first: what commits while we read makes ours an old one.
        var generation = generations.OfAll;
        if (_known.TryGetValue(key, out var known) && known.Generation == generation) return (T)known.Value;
        if (await read() is not { } value) return null;
        if (_known.Count >= Most) _known.Clear();
        _known[key] = (generation, value);
        return value;
    }
}
