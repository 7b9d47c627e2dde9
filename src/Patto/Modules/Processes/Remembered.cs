using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Privacy;

namespace Patto.Modules.Processes;

/// <summary>Who took part in a process is remembered until five years after it was concluded; in one that was never concluded,
/// always.</summary>
internal sealed class Remembered(AppDb db) : IKnowWhatGoesOn
{
    public async Task<IReadOnlyList<Subject>> GoingOnAsync(Id<Authority> authority, DateTimeOffset since, CancellationToken cancel) =>
        [.. (await db.Processes.AsNoTracking().Where(p => p.Authority == authority && (p.Concluded == null || p.Concluded >= since))
            .Select(p => p.Id).ToListAsync(cancel))
            .Select(id => Subject.Of("process", id))];
}
