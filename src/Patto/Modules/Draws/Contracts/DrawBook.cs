using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Draws.Contracts;

/// <summary>Draws by lot, for whoever shows or follows them.</summary>
public sealed class DrawBook(AppDb db)
{
    /// <summary>Those of a process that everybody reads, drafts left out: where one can apply first, then the newest.</summary>
    public Task<List<Draw>> PublicAsync(Id<Process> process, CancellationToken cancel) => db.Draws.AsNoTracking()
        .Where(d => d.Process == process && d.State != DrawState.Draft).OrderByDescending(d => d.State == DrawState.Open)
        .ThenByDescending(d => d.Opened).ToListAsync(cancel);
}
