using Microsoft.EntityFrameworkCore;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Monitoring.Pages;

/// <summary>The indicators of a process: where they started, where they are, where they should get.</summary>
[Caching.PublicCache]
public sealed class IndicatorsModel : ProcessPage
{
    public IReadOnlyList<Indicator> Indicators { get; private set; } = [];
    public bool MayMeasure { get; private set; }
    public DateOnly Today => Localization.Texts.RomeDay(Now);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Indicators = await Db.Indicators.AsNoTracking().Include(i => i.Measurements).Where(i => i.Process == Process.Id)
            .OrderBy(i => i.Code).ToListAsync(cancel);
        MayMeasure = await MayAsync(MonitoringActs.Measure);
        (ViewData["Nav"], ViewData["Crumbs"]) = ("decisioni", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Indicatori"].Value, null)));
        return true;
    }

    public void OnGet() { }
}
