using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Modules.Processes.Contracts;

/// <summary>What later modules know of a process.</summary>
/// <param name="Key">First part of every code: <c>LWF</c>.</param>
/// <param name="IsPublic">False: only its staff knows that it exists.</param>
public sealed record ProcessInfo(Id<Process> Id, Id<Authority> Authority, string Key, string Slug, string Title, string Summary, bool IsPublic, bool IsConcluded)
{
    public Subject Subject => Subject.Of("process", Id);
    public Place Place => new(Authority, Subject);
}

/// <summary>Processes, for whoever needs to find one.</summary>
public sealed class ProcessBook(AppDb db, Gate gate)
{
    /// <summary>The process at that address, if this person may know of it; null otherwise.</summary>
    public async Task<ProcessInfo?> FindAsync(string slug, Id<Authority> authority, CancellationToken cancel)
    {
        var found = await Infos(db.Processes.Where(p => p.Slug == slug && p.Authority == authority)).SingleOrDefaultAsync(cancel);
        return found is null || found.IsPublic || await gate.MayAsync(ProcessActs.SeeDraft, found.Place, cancel) ? found : null;
    }

    /// <summary>The process by identity, whoever asks: for handlers and jobs.</summary>
    public Task<ProcessInfo?> GetAsync(Id<Process> id, CancellationToken cancel) => Infos(db.Processes.Where(p => p.Id == id)).SingleOrDefaultAsync(cancel);

    private static IQueryable<ProcessInfo> Infos(IQueryable<Process> processes) => processes.AsNoTracking()
        .Select(p => new ProcessInfo(p.Id, p.Authority, p.Key, p.Slug, p.Title, p.Summary, p.Published != null, p.Concluded != null));
}
