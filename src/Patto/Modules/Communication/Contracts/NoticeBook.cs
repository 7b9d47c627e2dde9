using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Modules.Communication.Contracts;

/// <summary>What later modules know of who asked to be told.</summary>
public sealed class NoticeBook(AppDb db, CurrentAuthority currentAuthority)
{
    /// <summary>Whether somebody at that address confirmed that they want to be told something here.</summary>
    /// <param name="email">In lower case.</param>
    public Task<bool> IsFollowedFromAsync(string email, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        return db.Subscriptions.AnyAsync(s => s.Authority == authority && s.Email == email && s.Ended == null
            && s.Confirmed != null, cancel);
    }
}
