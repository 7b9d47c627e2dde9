using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Patto.Authorities;
using Patto.Database;
using IPNetwork = System.Net.IPNetwork;

namespace Patto.Web;

/// <summary>Whose word is taken for where a request comes from: this machine, what the installation was started with
/// (<c>PATTO_PROXIES</c>), and what was set on the page. To all others the visitor is whoever opened the connection.</summary>
public sealed class TrustedProxies(IServiceScopeFactory scopes, IConfiguration settings, ILoggerFactory logs, TimeProvider clock)
{
    internal const string Mark = "proxies";
    private const int WidestIPv4 = 8, WidestIPv6 = 16;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private volatile Known? _known; // one reference: requests read it side by side

    private sealed record Known(string Set, ForwardedHeadersMiddleware Reader, DateTimeOffset Read);

    /// <summary>What the installation was started with.</summary>
    public string Started => settings["PATTO_PROXIES"] ?? "";

    /// <exception cref="InvalidOperationException">What the installation was started with cannot be read.</exception>
    internal void DemandReadable()
    {
        try { Read(Started); }
        catch (RuleViolation wrong) { throw new InvalidOperationException($"PATTO_PROXIES: {wrong.Message}", wrong); }
    }

    /// <summary>Reads what a trusted proxy says of the request, then goes on.</summary>
    internal RequestDelegate Before(RequestDelegate next) => async http =>
        await (await ReaderAsync(next, http.RequestAborted)).Invoke(http);

    /// <summary>Asked for anew by the next request.</summary>
    internal void Forget() => _known = null;

    private async ValueTask<ForwardedHeadersMiddleware> ReaderAsync(RequestDelegate next, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_known is { } known && known.Read + Life > now && known.Read <= now) return known.Reader;
        var before = _known;
        var set = await StoredAsync(cancel) ?? before?.Set ?? "";
        var reader = before?.Set == set ? before.Reader : Make(next, set);
        _known = new(set, reader, now);
        return reader;
    }

    // Null while the database is away or not yet made: the last answer serves.
    private async Task<string?> StoredAsync(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await SetAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), cancel);
        }
        catch (Exception fault) when (StorageFault.Is(fault)) { return null; }
    }

    /// <summary>What was set on the page, parted by blanks.</summary>
    internal static async Task<string> SetAsync(AppDb db, CancellationToken cancel) =>
        await db.Set<InstallationMark>().AsNoTracking().Where(m => m.Name == Mark).Select(m => m.Value).SingleOrDefaultAsync(cancel) ?? "";

    internal static async Task SetAsync(WriteScope write, Authority by, string typed, CancellationToken cancel)
    {
        var proxies = string.Join(' ', Read(typed).Select(p => p.PrefixLength == Bits(p.BaseAddress) ? p.BaseAddress.ToString()
            : p.ToString()));
        RuleViolation.UnlessAt("Proxies", proxies.Length <= InstallationMark.Longest, "proxies.many",
            "Sono troppi indirizzi: scrivi una rete al posto dei suoi indirizzi, per esempio 10.0.0.0/24.");
        if (await write.Db.Set<InstallationMark>().FindAsync([Mark], cancel) is { } mark) mark.Change(proxies);
        else write.Db.Add(new InstallationMark(Mark, proxies));
        write.Db.Tell(new ProxiesTrusted(by.Id));
        write.Db.AfterCommit(() => { write.Get<TrustedProxies>().Forget(); return Task.CompletedTask; });
    }

    private ForwardedHeadersMiddleware Make(RequestDelegate next, string set)
    {
        // The chain is followed as long as each hop is one of ours.
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        foreach (var proxy in Read($"{Started} {set}")) options.KnownIPNetworks.Add(proxy);
        return new(next, logs, Options.Create(options));
    }

    /// <summary>Addresses and networks, parted by blanks, commas or lines.</summary>
    /// <exception cref="RuleViolation">One cannot be read, or holds nearly everybody.</exception>
    internal static IReadOnlyList<IPNetwork> Read(string typed) =>
        [.. typed.Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(ReadOne).Distinct()];

    private static IPNetwork ReadOne(string typed)
    {
        var parts = typed.Split('/');
        var address = IPAddress.TryParse(parts[0], out var read) ? read : null;
        var bits = address is null ? 0 : Bits(address);
        var length = parts.Length == 1 ? bits : parts.Length == 2 && int.TryParse(parts[1], out var said) ? said : -1;
        RuleViolation.UnlessAt("Proxies", address is not null && length >= 0 && length <= bits, "proxies.address",
            "«{0}» non è un indirizzo di rete: scrivi per esempio 10.0.0.5, oppure 10.0.0.0/24 per una rete intera.", typed);
        RuleViolation.UnlessAt("Proxies", length >= (bits == 32 ? WidestIPv4 : WidestIPv6), "proxies.wide",
            "«{0}» comprende quasi tutti: chiunque potrebbe farsi passare per un altro. Scrivi l'indirizzo del tuo proxy.", typed);
        return new(Masked(address!, length), length);
    }

    private static int Bits(IPAddress address) => address.GetAddressBytes().Length * 8;

    // 10.0.0.5/24 means 10.0.0.0/24.
    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var n = 0; n < bytes.Length; n++) bytes[n] &= (byte)(0xFF00 >> Math.Clamp(length - n * 8, 0, 8));
        return new(bytes);
    }
}

[Sentence("Sono stati cambiati i proxy di cui il sito si fida.")]
public sealed record ProxiesTrusted(Id<Authority> By) : IDomainEvent
{
    public Subject About => Subject.Of("authority", By);
}
