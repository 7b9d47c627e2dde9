using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Monitoring;

/// <summary>What is measured and how often; no measure.</summary>
internal sealed class TellTheIndicators(AppDb db) : ITellTemplate
{
    public int Order => 50;
    public string Key => "indicatori";
    public string Title => "Gli indicatori, senza le misure";

    public async Task<Template> TellAsync(Id<Process> process, DateOnly starts, Template soFar, CancellationToken cancel)
    {
        var indicators = await db.Set<Indicator>().AsNoTracking().Where(i => i.Process == process && i.Withdrawn == null)
            .OrderBy(i => i.Code).ToListAsync(cancel);
        return soFar with
        {
            Indicators = [.. indicators.Select(i =>
                new TemplateIndicator(i.Code.ToLowerInvariant(), i.Name, i.Unit, i.Target, i.EveryMonths, i.Source))],
        };
    }
}
