using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Processes.Contracts;

/// <summary>The tracks of a process, for the modules that keep what is said in them. Used inside an act.</summary>
public sealed class TrackBook(AppDb db, TimeProvider clock)
{
    /// <returns>The key of the new track.</returns>
    public async Task<string> AddAsync(Id<Process> process, string name, TrackKind kind, Guid? group, CancellationToken cancel) =>
        (await GetAsync(process, cancel)).AddTrack(name, kind, group);

    public async Task ChangeAsync(Id<Process> process, string key, string name, Guid? group, string reason, CancellationToken cancel) =>
        (await GetAsync(process, cancel)).ChangeTrack(key, name, group, reason, clock.GetUtcNow());

    /// <param name="count">How many things anybody reads from now on.</param>
    public async Task ConvergeAsync(Id<Process> process, string key, string reason, int count, CancellationToken cancel) =>
        (await GetAsync(process, cancel)).Converge(key, reason, count, clock.GetUtcNow());

    /// <summary>The closed track in which a group works, in a running act; null: in none.</summary>
    public async Task<Track?> ClosedOfAsync(Id<Process> process, Guid group, CancellationToken cancel) =>
        (await GetAsync(process, cancel)).Tracks.Find(t => t.Group == group && t.IsClosed);

    private async Task<Process> GetAsync(Id<Process> process, CancellationToken cancel) =>
        await db.Processes.SingleOrDefaultAsync(p => p.Id == process, cancel) ?? throw new Unknown();
}
