using System.Collections.Concurrent;

namespace Patto.Caching;

/// <summary>The page is the same for everybody who is not signed in, and may be kept for a moment. It must hold no form with a token.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SameForAllAttribute : Attribute;

/// <summary>A number per authority that grows with every committed act: pages kept under an older number are not asked for again.</summary>
public sealed class Generations
{
    private readonly ConcurrentDictionary<Guid, long> _numbers = [];
    private long _all;

    /// <summary>False while this node may be missing what others changed: nothing is served from memory then.</summary>
    public bool IsTrusted { get; set; } = true;

    /// <summary>Grows with what concerns every page: <see cref="Database.IKeptInMemory"/>, and acts outside any authority.</summary>
    public long OfAll => Interlocked.Read(ref _all);

    public string Of(Guid authority) => $"{Interlocked.Read(ref _all)}.{_numbers.GetValueOrDefault(authority)}";
    public void Bump(Guid authority) => _numbers.AddOrUpdate(authority, 1, static (_, n) => n + 1);
    public void BumpAll() => Interlocked.Increment(ref _all);
}
