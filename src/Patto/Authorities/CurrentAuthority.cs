using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Authorities;

/// <summary>Which public body this request came to; none when the host is unknown on an installation of several.</summary>
public sealed class CurrentAuthority(Sites sites) : IActingAuthority
{
    public Authority? Authority { get; private set; }

    /// <exception cref="Unknown">The host belongs to no authority.</exception>
    public Authority Required => Authority ?? throw new Unknown();

    /// <summary>How the outside reaches this site, without a final slash: <c>https://partecipa.comune.example</c>. From the settings of the
    /// body; what a request says of the host is never written into what lasts (feeds, calendars, QR codes, PDFs, letters).</summary>
    public string Address => sites.Of(Authority);

    public void MoveTo(Authority? authority) => Authority = authority;

    Guid? IActingAuthority.Id => Authority?.Id.Value;

    void IActingAuthority.ContinueIn(IServiceProvider act) => act.GetRequiredService<CurrentAuthority>().MoveTo(Authority);
}

/// <summary>The authorities of the installation, kept in memory: every request asks.</summary>
public sealed class AuthorityDirectory(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private (IReadOnlyList<Authority> All, DateTimeOffset Read)? _known;

    public async ValueTask<Authority?> AtHostAsync(string host, CancellationToken cancel)
    {
        return HostNames.Lead(await AllAsync(cancel), host);
    }

    public async ValueTask<IReadOnlyList<Authority>> AllAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_known is { } known && known.Read + Life > now && known.Read <= now) return known.All;
        try { return await ReadAsync(now, cancel); }
        // While the database is away the last answer serves: without it not even a page kept in memory finds its authority.
        catch (Exception fault) when (_known is not null && StorageFault.Is(fault))
        {
            _known = (_known.Value.All, now - Life + TimeSpan.FromSeconds(5));
            return _known.Value.All;
        }
    }

    private async Task<IReadOnlyList<Authority>> ReadAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var all = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Authority>().AsNoTracking().OrderBy(a => a.Name)
            .ToListAsync(cancel);
        _known = (all, now);
        return all;
    }

    public void Forget() => _known = null;
}

internal sealed class ForgetAuthorities(AppDb db, AuthorityDirectory directory) : IHandle<AuthorityFounded>, IHandle<AuthorityDescribed>
{
    public Task HandleAsync(AuthorityFounded happened, CancellationToken cancel) => Forget();
    public Task HandleAsync(AuthorityDescribed happened, CancellationToken cancel) => Forget();

    private Task Forget()
    {
        db.AfterCommit(() => { directory.Forget(); return Task.CompletedTask; });
        return Task.CompletedTask;
    }
}
