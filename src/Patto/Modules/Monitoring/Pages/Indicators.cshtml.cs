using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Monitoring.Pages;

/// <summary>The indicators of a process: where they started, where they are, where they should get.</summary>
[Caching.PublicCache]
public sealed class IndicatorsModel : ProcessPage
{
    private const int PageSize = 50;

    [FromQuery(Name = "cerca")] public string? Words { get; set; }
    [FromQuery(Name = "dopo")] public string? After { get; set; }
    public int Total { get; private set; }
    public string? Next { get; private set; }
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Words);

    public IReadOnlyList<Indicator> Indicators { get; private set; } = [];
    public bool MayMeasure { get; private set; }
    public DateOnly Today => Localization.Texts.RomeDay(Now);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var all = Db.Indicators.AsNoTracking().Include(i => i.Measurements).Where(i => i.Process == Process.Id).Having(Words);
        Total = await all.CountAsync(cancel);
        if (!string.IsNullOrEmpty(After)) all = all.Where(i => i.Code.CompareTo(After) > 0);
        var page = await all.OrderBy(i => i.Code).Take(PageSize + 1).ToListAsync(cancel);
        (Indicators, Next) = ([.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Code : null);
        MayMeasure = await MayAsync(MonitoringActs.Measure);
        (ViewData["Nav"], ViewData["Crumbs"]) = ("decisioni", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Indicatori"].Value, null)));
        return true;
    }

    public void OnGet() { }
}
