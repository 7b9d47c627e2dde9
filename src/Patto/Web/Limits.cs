using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;

namespace Patto.Web;

/// <summary>How many times the same thing may be done within a while.</summary>
/// <param name="Name">Keeps the counts of different doors apart.</param>
public sealed record Limit(string Name, int Times, TimeSpan Within)
{
    /// <summary>Anonymous writes of one kind from one address: a family or a library desk behind one line passes, a script does
    /// not.</summary>
    public static readonly Limit Anonymous = new("anonymous", 20, TimeSpan.FromMinutes(10));

    /// <summary>Writes of one kind by one account: a person types no faster, a script with somebody's password does.</summary>
    public static readonly Limit Account = new("account", 200, TimeSpan.FromMinutes(10));

    /// <summary>Writes on one printed slip: it is written once, and corrected a few times before that.</summary>
    public static readonly Limit Slip = new("slip", 10, TimeSpan.FromMinutes(10));

    /// <summary>Wrong passwords from one address, for whatever accounts.</summary>
    public static readonly Limit SignIns = new("sign-in", 60, TimeSpan.FromMinutes(10));

    /// <summary>Letters that anybody can have sent to an address.</summary>
    public static readonly Limit Letters = new("letters", 3, TimeSpan.FromHours(1));

    /// <summary>Writes that carry the code of a running meeting, all together: three hundred people writing ten times each.</summary>
    public static readonly Limit Room = new("room", 3000, TimeSpan.FromMinutes(5));

    /// <summary>Secrets and room codes tried in vain from one address.</summary>
    public static readonly Limit Guesses = new("guesses", 30, TimeSpan.FromMinutes(10));
}

/// <summary>Too many: 429, and when to try again.</summary>
/// <param name="sentence">Where the general one does not fit; {0} stands for the seconds to wait.</param>
public sealed class RateLimitExceeded(TimeSpan wait, string? sentence = null) : Exception("Too many requests.")
{
    public TimeSpan Wait { get; } = wait;
    public string? Sentence { get; } = sentence;
}

/// <summary>Counts what is done without a name, by salted address or by the code of a room. It lives in memory and forgets by itself; each
/// node counts for itself.</summary>
public sealed class Limits(TimeProvider clock)
{
    private const int Most = 200_000;
    private readonly ConcurrentDictionary<string, Counter> _counters = new();
    private readonly Lock _saltLock = new();
    private (DateOnly Day, byte[] Salt) _salt;

    /// <summary>Counts one more. The salt changes every day and is never stored, so that no address can be recovered from a
    /// count.</summary>
    /// <exception cref="RateLimitExceeded">It is one too many.</exception>
    public void Count(Limit limit, IPAddress? address) => Count(limit, Salted(address));

    /// <summary>Counts one more for a name that is nobody's address: the code of a room.</summary>
    /// <exception cref="RateLimitExceeded">It is one too many.</exception>
    public void Count(Limit limit, string name)
    {
        var now = clock.GetUtcNow();
        if (_counters.Count > Most) Forget(now);
        if (_counters.GetOrAdd($"{limit.Name}:{name}", _ => new()).Add(limit, now) is { } wait) throw new RateLimitExceeded(wait);
    }

    /// <summary>Counts one more write of a kind: in a room all together by its code, of a signed-in person by account, else by
    /// address.</summary>
    /// <param name="room">The code of a running meeting that the writer is in.</param>
    public void CountWrite(string kind, HttpContext http, Grants.CurrentUser currentUser, string? room = null)
    {
        if (room is not null) Count(Limit.Room, room);
        else if (currentUser.Account is { } account) Count(Limit.Account with { Name = $"{Limit.Account.Name}-{kind}" },
            account.ToString());
        else Count(Limit.Anonymous with { Name = $"{Limit.Anonymous.Name}-{kind}" }, http.Connection.RemoteIpAddress);
    }

    /// <summary>Counts one more unless it would be too many; false when it would.</summary>
    public bool CountUpTo(Limit limit, string name)
    {
        try
        {
            Count(limit, name);
            return true;
        }
        catch (RateLimitExceeded)
        {
            return false;
        }
    }

    public bool CountUpTo(Limit limit, IPAddress? address) => CountUpTo(limit, Salted(address));

    /// <exception cref="RateLimitExceeded">One more would be too many.</exception>
    public void Demand(Limit limit, IPAddress? address)
    {
        if (IsFull(limit, address)) throw new RateLimitExceeded(limit.Within);
    }

    private const int FreeTries = 3;
    private static readonly TimeSpan LongestSlow = TimeSpan.FromMinutes(1), SlowLasts = TimeSpan.FromMinutes(30);
    private readonly ConcurrentDictionary<string, (int Tries, DateTimeOffset Last)> _slow = new();

    /// <summary>One more try at an account from an address. After three in vain each next one waits twice as long, up to a minute; other
    /// addresses wait nothing.</summary>
    /// <exception cref="RateLimitExceeded">It comes too early; it does not count.</exception>
    public void Slow(string account, IPAddress? address)
    {
        var (now, key) = (clock.GetUtcNow(), SlowKey(account, address));
        if (_slow.Count > Most) foreach (var (old, tries) in _slow) if (tries.Last + SlowLasts < now) _slow.TryRemove(old, out _);
        while (true)
        {
            var known = _slow.TryGetValue(key, out var found) && found.Last + SlowLasts > now ? found : default;
            var pause = known.Tries < FreeTries ? TimeSpan.Zero
                : TimeSpan.FromSeconds(Math.Min(LongestSlow.TotalSeconds, Math.Pow(2, known.Tries - FreeTries + 1)));
            if (known.Last + pause - now is var wait && wait > TimeSpan.Zero) throw new RateLimitExceeded(wait,
                "Troppi tentativi con questa e-mail: aspetta {0} secondi e riprova.");
            var next = (known.Tries + 1, now);
            // Whoever came in between is counted first.
            if (found == default ? _slow.TryAdd(key, next) : _slow.TryUpdate(key, next, found)) return;
        }
    }

    /// <summary>The right password was given there.</summary>
    public void ForgetSlow(string account, IPAddress? address) => _slow.TryRemove(SlowKey(account, address), out _);

    private string SlowKey(string account, IPAddress? address) => $"{Salted(address)}|{account.ToUpperInvariant()}";

    /// <summary>Whether one more would be too many, without counting it.</summary>
    public bool IsFull(Limit limit, IPAddress? address) =>
        _counters.TryGetValue($"{limit.Name}:{Salted(address)}", out var counter) && counter.IsFull(limit, clock.GetUtcNow());

    private string Salted(IPAddress? address)
    {
        var bytes = (address ?? IPAddress.None).MapToIPv6().GetAddressBytes();
        // A subscriber has a whole /64: the rest of the address is theirs to change at will.
        var known = address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? bytes.AsSpan(0, 8) : bytes.AsSpan();
        return Convert.ToHexString(HMACSHA256.HashData(SaltOfToday(), known));
    }

    private byte[] SaltOfToday()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        lock (_saltLock)
        {
            if (_salt.Day != today || _salt.Salt is null) _salt = (today, RandomNumberGenerator.GetBytes(32));
            return _salt.Salt;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (name, counter) in _counters)
            if (counter.IsOlderThan(now - TimeSpan.FromHours(1))) _counters.TryRemove(name, out _);
    }

    /// <summary>The instants of what was done, at most as many as the limit allows.</summary>
    private sealed class Counter
    {
        private readonly Queue<DateTimeOffset> _done = new();
        private DateTimeOffset _last;

        /// <returns>How long to wait when it is one too many; null when it was counted.</returns>
        public TimeSpan? Add(Limit limit, DateTimeOffset now)
        {
            lock (_done)
            {
                Drop(limit, now);
                if (_done.Count >= limit.Times) return _done.Peek() + limit.Within - now;
                _done.Enqueue(_last = now);
                return null;
            }
        }

        public bool IsFull(Limit limit, DateTimeOffset now)
        {
            lock (_done)
            {
                Drop(limit, now);
                return _done.Count >= limit.Times;
            }
        }

        public bool IsOlderThan(DateTimeOffset instant)
        {
            lock (_done) return _last < instant;
        }

        private void Drop(Limit limit, DateTimeOffset now)
        {
            while (_done.TryPeek(out var first) && first + limit.Within <= now) _done.Dequeue();
        }
    }
}
