using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Monitoring;

internal static class MonitoringApi
{
    /// <summary>A value on a day.</summary>
    /// <param name="Day">The day measured, ISO 8601.</param>
    /// <param name="Value">In the unit of the indicator; up to four decimals.</param>
    /// <param name="Note">What must be known to read it; empty for nothing.</param>
    public sealed record ShownMeasurement(DateOnly Day, decimal Value, string Note);
    /// <summary>What is measured.</summary>
    /// <param name="Code">As people read it aloud: <c>LWF-I0001</c>; the value of <c>after</c> is one.</param>
    /// <param name="Name">What is measured, one line.</param>
    /// <param name="Unit">In what: persons, %, days.</param>
    /// <param name="Source">Where the values come from.</param>
    /// <param name="Baseline">The value before; null when not known.</param>
    /// <param name="BaselineDay">The day of the baseline, ISO 8601; null when not known.</param>
    /// <param name="Target">The value to reach; null when none was set.</param>
    /// <param name="TargetDay">By when, ISO 8601; null when none was set.</param>
    /// <param name="EveryMonths">Measured every so many months, 1 or more; null: irregularly.</param>
    /// <param name="LessIsBetter">True when a lower value is the better one.</param>
    /// <param name="NextDue">When the next value is due, ISO 8601; null when none is.</param>
    /// <param name="Measurements">The values, in order of day.</param>
    public sealed record ShownIndicator(string Code, string Name, string Unit, string Source, decimal? Baseline, DateOnly? BaselineDay,
        decimal? Target, DateOnly? TargetDay, int? EveryMonths, bool LessIsBetter, DateOnly? NextDue,
        IReadOnlyList<ShownMeasurement> Measurements);
    /// <summary>A page of indicators.</summary>
    /// <param name="Items">The indicators, in order of code; at most as many as <c>pageSize</c>.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    public sealed record IndicatorList(IReadOnlyList<ShownIndicator> Items, string? Next);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/processes/{slug}/indicators", ListAsync).WithTags("indicators")
            .WithSummary("The indicators of a process with their measurements, in order of code.");

    private static async Task<Results<Ok<IndicatorList>, NotFound>> ListAsync(string slug, ProcessBook processes,
        CurrentAuthority currentAuthority, AppDb db, CancellationToken cancel, int pageSize = 20, string? after = null)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var size = Paging.Size(pageSize);
        var begin = Paging.AfterCode(after, 'I');
        var page = await db.Indicators.AsNoTracking().Where(i => i.Process == process.Id && i.Code.CompareTo(begin) > 0)
            .OrderBy(i => i.Code).Take(size + 1).Include(i => i.Measurements).ToListAsync(cancel);
        return TypedResults.Ok(new IndicatorList([.. page.Take(size).Select(Shown)], page.Count > size ? page[size - 1].Code : null));
    }

    private static ShownIndicator Shown(Indicator i) => new(i.Code, i.Name, i.Unit, i.Source, i.Baseline, i.BaselineDay, i.Target,
        i.TargetDay, i.EveryMonths, i.LessIsBetter, i.NextDue, [.. i.InOrder.Select(m => new ShownMeasurement(m.Day, m.Value, m.Note))]);
}
