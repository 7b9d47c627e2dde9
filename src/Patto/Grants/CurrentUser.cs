using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Grants;

/// <summary>Who acts in this request: an account with its grants, or nobody known.</summary>
public sealed class CurrentUser : IActingUser
{
    private IReadOnlyList<RoleGrant>? _grants;

    public Guid? Account { get; private set; }
    public string Name { get; private set; } = "";
    public bool IsSignedIn => Account is not null;

    /// <summary>The reference that audit rows and links carry: random, and cut off from the person by erasure.</summary>
    public Guid? Actor { get; private set; }

    public void SignIn(Guid account, string name, Guid actor) => (Account, Name, Actor, _grants) = (account, name, actor, null);

    public void SignOut() => (Account, Name, Actor, _grants) = (null, "", null, []);

    void IActingUser.ContinueIn(IServiceProvider act) => act.GetRequiredService<CurrentUser>().Become(this);

    private void Become(CurrentUser other) => (Account, Name, Actor, _grants) = (other.Account, other.Name, other.Actor, other._grants);

    /// <summary>All grants of the account, read once per request.</summary>
    public async ValueTask<IReadOnlyList<RoleGrant>> GrantsAsync(AppDb db, CancellationToken cancel)
    {
        if (Account is not { } account) return [];
        return _grants ??= await db.Set<RoleGrant>().AsNoTracking().Where(g => g.Account == account).ToListAsync(cancel);
    }

    /// <summary>Reads the grants again: after an act that changes them.</summary>
    public void Forget() => _grants = null;
}
