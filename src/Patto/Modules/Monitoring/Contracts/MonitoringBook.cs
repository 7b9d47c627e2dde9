using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Monitoring.Contracts;

/// <summary>What later modules know of an indicator.</summary>
/// <param name="CountsItself">The platform fills it in; nobody has to.</param>
public sealed record IndicatorInfo(Id<Indicator> Id, Id<Process> Process, string Code, string Name, string Unit, decimal? Baseline,
    decimal? Target, DateOnly? TargetDay, decimal? Last, DateOnly? LastDay, DateOnly? NextDue, bool CountsItself)
{
    public Subject Subject => Subject.Of("indicator", Id);
}

/// <summary>Indicators and accounts, for later modules.</summary>
public sealed class MonitoringBook(AppDb db)
{
    public async Task<IReadOnlyList<IndicatorInfo>> IndicatorsAsync(Id<Process> process, CancellationToken cancel) =>
        [.. (await db.Indicators.AsNoTracking().Include(i => i.Measurements).Where(i => i.Process == process).OrderBy(i => i.Code)
            .ToListAsync(cancel)).Select(i =>
            new IndicatorInfo(i.Id, i.Process, i.Code, i.Name, i.Unit, i.Baseline, i.Target, i.TargetDay, i.Last?.Value ?? i.Baseline,
                i.Last?.Day ?? i.BaselineDay, i.NextDue, i.CountsItself))];
}
