using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Caching;
using Patto.Database;

namespace Patto.Modules.Processes;

/// <summary>Processes with their whole plan, from memory: every page of a process asks. For reading only; inside an act they are read from
/// the database.</summary>
public sealed class KnownProcesses(AppDb db, EntityCache kept)
{
    public ValueTask<Process?> AtAsync(Id<Authority> authority, string slug, CancellationToken cancel) =>
        ReadAsync($"process of {authority} at {slug}", p => p.Authority.Value, () =>
            Whole.SingleOrDefaultAsync(p => p.Authority == authority && p.Slug == slug, cancel));

    public ValueTask<Process?> OfAsync(Id<Process> id, CancellationToken cancel) =>
        ReadAsync($"process {id}", p => p.Authority.Value, () => Whole.SingleOrDefaultAsync(p => p.Id == id, cancel));

    /// <summary>All of an authority, drafts too: the open ones first, the newest first, with their phases alone.</summary>
    public async ValueTask<IReadOnlyList<Process>> OfAsync(Id<Authority> authority, CancellationToken cancel) =>
        (await ReadAsync($"processes of {authority}", _ => authority.Value,
        async () => (List<Process>?)await db.Processes.AsNoTracking().Include(p => p.Phases).AsSplitQuery()
        .Where(p => p.Authority == authority)
            .OrderBy(p => p.Concluded != null).ThenByDescending(p => p.Starts).ThenBy(p => p.Key).ToListAsync(cancel)))!;

    private IQueryable<Process> Whole => db.Processes.AsNoTracking().Whole();

    private async ValueTask<T?> ReadAsync<T>(string key, Func<T, Guid> whose, Func<Task<T?>> read) where T : class =>
        db.Database.CurrentTransaction is null ? await kept.GetAsync(key, whose, read) : await read();
}
