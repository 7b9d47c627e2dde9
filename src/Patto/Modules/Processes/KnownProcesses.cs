using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Caching;
using Patto.Database;

namespace Patto.Modules.Processes;

/// <summary>Processes with their whole plan, from memory: every page of a process asks. For reading only; inside an act they are read from the database.</summary>
public sealed class KnownProcesses(AppDb db, KeptInMemory kept)
{
    public ValueTask<Process?> AtAsync(string slug, CancellationToken cancel) => ReadAsync($"process at {slug}", () => Whole.SingleOrDefaultAsync(p => p.Slug == slug, cancel));

    public ValueTask<Process?> OfAsync(Id<Process> id, CancellationToken cancel) => ReadAsync($"process {id}", () => Whole.SingleOrDefaultAsync(p => p.Id == id, cancel));

    /// <summary>All of an authority, drafts too: the open ones first, the newest first, with their phases alone.</summary>
    public async ValueTask<IReadOnlyList<Process>> OfAsync(Id<Authority> authority, CancellationToken cancel) => (await ReadAsync($"processes of {authority}",
        async () => (List<Process>?)await db.Processes.AsNoTracking().Include(p => p.Phases).AsSplitQuery().Where(p => p.Authority == authority)
            .OrderBy(p => p.Concluded != null).ThenByDescending(p => p.Starts).ThenBy(p => p.Key).ToListAsync(cancel)))!;

    private IQueryable<Process> Whole => db.Processes.AsNoTracking().Whole();

    private async ValueTask<T?> ReadAsync<T>(string key, Func<Task<T?>> read) where T : class => db.Database.CurrentTransaction is null ? await kept.GetAsync(key, read) : await read();
}
