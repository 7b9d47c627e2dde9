using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Monitoring;

internal static class MonitoringApi
{
    public sealed record ShownMeasurement(DateOnly Day, decimal Value, string Note);
    public sealed record ShownIndicator(string Code, string Name, string Unit, string Source, decimal? Baseline, DateOnly? BaselineDay, decimal? Target, DateOnly? TargetDay, int? EveryMonths, bool LessIsBetter, DateOnly? NextDue, IReadOnlyList<ShownMeasurement> Measurements);
    public sealed record IndicatorList(IReadOnlyList<ShownIndicator> Items, string? Next);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/processes/{slug}/indicators", ListAsync).WithTags("indicators").WithSummary("The indicators of a process with their measurements, in order of code.");

    private static async Task<Results<Ok<IndicatorList>, NotFound>> ListAsync(string slug, ProcessBook processes, Here here, AppDb db, CancellationToken cancel, int pageSize = 20, string? after = null)
    {
        if (await processes.FindAsync(slug, here.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var size = Paging.Size(pageSize);
        var begin = Paging.AfterCode(after, 'I');
        var page = await db.Indicators.AsNoTracking().Where(i => i.Process == process.Id && i.Code.CompareTo(begin) > 0).OrderBy(i => i.Code).Take(size + 1).Include(i => i.Measurements).ToListAsync(cancel);
        return TypedResults.Ok(new IndicatorList([.. page.Take(size).Select(Shown)], page.Count > size ? page[size - 1].Code : null));
    }

    private static ShownIndicator Shown(Indicator i) => new(i.Code, i.Name, i.Unit, i.Source, i.Baseline, i.BaselineDay, i.Target, i.TargetDay, i.EveryMonths, i.LessIsBetter, i.NextDue, [.. i.InOrder.Select(m => new ShownMeasurement(m.Day, m.Value, m.Note))]);
}
