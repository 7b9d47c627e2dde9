using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Groups;

/// <summary>A group that is wider for a phase is so on the days that the phase has now.</summary>
internal sealed class FollowThePhases(AppDb db, GroupBook book) : IHandle<PhaseChanged>
{
    public async Task HandleAsync(PhaseChanged happened, CancellationToken cancel)
    {
        foreach (var group in await db.Groups.Where(g => g.Process == happened.In && g.NextTurn != null).Whole().ToListAsync(cancel))
        {
            group.Follow(happened.Phase.Value, happened.From, happened.Until, book.Today);
            await book.TurnAsync(group, cancel);
        }
    }

    /// <summary>The authorities where a day has come on which a group is to be wider or narrower.</summary>
    public Task<List<Id<Authority>>> BehindAsync(CancellationToken cancel)
    {
        var today = book.Today;
        return db.Groups.Where(g => g.NextTurn <= today).Select(g => g.Authority).Distinct().ToListAsync(cancel);
    }

    public async Task TurnAsync(CancellationToken cancel)
    {
        var today = book.Today;
        foreach (var group in await db.Groups.Where(g => g.NextTurn <= today).Whole().ToListAsync(cancel))
            await book.TurnAsync(group, cancel);
    }
}

/// <summary>Every hour: the days themselves make groups wider and narrower.</summary>
internal sealed class TurnByDate(IServiceScopeFactory scopes, ILogger<TurnByDate> log) : Loop(scopes, log, TimeSpan.FromHours(1))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var towns = await services.GetRequiredService<FollowThePhases>().BehindAsync(cancel);
        await TownByTown.ActAsync(services, towns, (write, _) => write.Get<FollowThePhases>().TurnAsync(cancel), cancel);
    }
}
