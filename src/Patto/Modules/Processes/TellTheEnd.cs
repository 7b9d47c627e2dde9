using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Provenance;

namespace Patto.Modules.Processes;

/// <summary>The thread of what stayed without an answer tells the reason that was given when its process closed.</summary>
internal sealed class TellTheEnd(AppDb db) : ITellEnds
{
    public async Task<IReadOnlyList<ToldEnd>> OfAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel) =>
        await (from reason in db.Set<ClosingReason>().AsNoTracking()
               join closing in db.Set<Closing>() on reason.Closing equals closing.Id
               where closing.At != null && subjects.Contains(reason.Of)
               orderby closing.At
               select new ToldEnd(reason.Of, closing.At!.Value, closing.DecidedBy, reason.Reason, closing.Reopened)).ToListAsync(cancel);
}
