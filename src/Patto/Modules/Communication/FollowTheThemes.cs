using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Communication;

/// <summary>Who follows a theme that went into another one follows that one.</summary>
internal sealed class FollowTheThemes(AppDb db) : IHandle<ThemesMerged>
{
    public async Task HandleAsync(ThemesMerged happened, CancellationToken cancel)
    {
        var (process, gone) = (happened.Id, happened.Theme);
        foreach (var subscription in await db.Subscriptions.Where(s => s.Process == process && s.Theme == gone).ToListAsync(cancel))
            subscription.MoveTo(happened.Key);
    }
}
