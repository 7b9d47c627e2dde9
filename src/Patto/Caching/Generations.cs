using System.Collections.Concurrent;

namespace Patto.Caching;

/// <summary>The page is the same for everybody who is not signed in, and may be kept for a moment. It must hold no form with a
/// token.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicCacheAttribute : Attribute;

/// <summary>A number per authority that grows with every committed act: pages kept under an older number are not asked for again.</summary>
public sealed class CacheGenerations
{
    private readonly ConcurrentDictionary<Guid, long> _numbers = [], _kept = [];
    private long _all, _keptOfAny;

    /// <summary>False while this node may be missing what others changed: nothing is served from memory then.</summary>
    public bool IsTrusted { get; set; } = true;

    /// <summary>Grows when something of the authority that is <see cref="Database.ICachedEntity"/> changes, and with acts outside any
    /// authority.</summary>
    public string OfKept(Guid authority) => $"{Interlocked.Read(ref _all)}.{_kept.GetValueOrDefault(authority)}";

    /// <summary>Grows when any of those grows, and before it does.</summary>
    public string OfAnyKept => $"{Interlocked.Read(ref _all)}.{Interlocked.Read(ref _keptOfAny)}";

    public string Of(Guid authority) => $"{Interlocked.Read(ref _all)}.{_numbers.GetValueOrDefault(authority)}";
    public void Bump(Guid authority) => _numbers.AddOrUpdate(authority, 1, static (_, n) => n + 1);
    public void BumpKept(Guid authority)
    {
        Interlocked.Increment(ref _keptOfAny);
        _kept.AddOrUpdate(authority, 1, static (_, n) => n + 1);
        Bump(authority);
    }

    public void BumpAll() => Interlocked.Increment(ref _all);
}
