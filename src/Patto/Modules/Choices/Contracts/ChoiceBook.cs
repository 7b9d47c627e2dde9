using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Choices.Contracts;

/// <summary>Choices, for whoever shows or follows them.</summary>
public sealed class ChoiceBook(AppDb db)
{
    /// <summary>Those of a process that everybody reads, drafts left out: what can be voted on first, then the newest.</summary>
    public Task<List<Choice>> PublicAsync(Id<Process> process, CancellationToken cancel) => db.Choices.AsNoTracking()
        .Where(c => c.Process == process && c.State != ChoiceState.Draft).OrderByDescending(c => c.State == ChoiceState.Open)
        .ThenByDescending(c => c.Opened).ToListAsync(cancel);
}
