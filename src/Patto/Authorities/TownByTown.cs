using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Authorities;

/// <summary>What is due by itself: one act for each public body that has something due.</summary>
internal static class TownByTown
{
    /// <param name="towns">Where something is due; the others are left in peace, since an act empties what is kept for visitors.</param>
    public static async Task ActAsync(IServiceProvider services, IReadOnlyCollection<Id<Authority>> towns,
        Func<WriteScope, Id<Authority>, Task> act, CancellationToken cancel)
    {
        if (towns.Count == 0) return;
        foreach (var town in await services.GetRequiredService<AppDb>().Set<Authority>().Where(a => towns.Contains(a.Id))
            .ToListAsync(cancel))
        {
            services.GetRequiredService<CurrentAuthority>().MoveTo(town);
            await services.GetRequiredService<Writes>().RunAsync(write => act(write, town.Id), cancel);
        }
    }
}
