using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Monitoring;

/// <summary>A process made from a template has its indicators at once: what is counted and from which source; where they start is still to
/// be written. One of that name that is there already is left alone.</summary>
internal sealed class DefineThePlannedIndicators(AppDb db, Accounting accounting, TimeProvider clock) : IHandle<ProcessOpened>
{
    public async Task HandleAsync(ProcessOpened happened, CancellationToken cancel)
    {
        if (happened.Template is not { Indicators: { Length: > 0 } indicators } template) return;
        var process = new ProcessInfo(happened.Id, happened.Authority, happened.Key, happened.Slug, "", "", false, false);
        var known = await db.Indicators.Where(i => i.Process == happened.Id).Select(i => i.Name).ToListAsync(cancel);
        // A target without a day of its own is to be reached by the end of the process.
        var ends = happened.Starts.AddMonths(template.Months);
        foreach (var planned in indicators.Where(i => !known.Contains(i.Name)))
            await accounting.DefineAsync(process, new(planned.Name, planned.Unit, planned.Source, null, null, planned.Target,
                planned.Target is null ? null : ends, planned.EveryMonths, Counts: planned.Counts), [], clock.GetUtcNow(), cancel);
    }
}
