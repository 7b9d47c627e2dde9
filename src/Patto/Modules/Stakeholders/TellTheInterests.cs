using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Stakeholders;

/// <summary>The checklist of interests; no body and no contact of the register.</summary>
internal sealed class TellTheInterests(AppDb db) : ITellTemplate
{
    public int Order => 30;
    public string Key => "portatori";
    public string Title => "L'elenco degli interessi da ascoltare, senza i contatti";

    public async Task<Template> TellAsync(Id<Process> process, DateOnly starts, Template soFar, CancellationToken cancel)
    {
        var interests = await db.Set<Interest>().AsNoTracking().Where(i => i.Process == process && i.Removed == null)
            .OrderBy(i => i.Number).ToListAsync(cancel);
        return soFar with { Stakeholders = [.. interests.Select(i => new TemplateInterest(i.Name, i.Map, i.Examples))] };
    }
}
