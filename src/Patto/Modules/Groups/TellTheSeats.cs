using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Groups;

/// <summary>Groups and their seats; nobody who sits there.</summary>
internal sealed class TellTheSeats(AppDb db) : ITellTemplate
{
    public int Order => 10;
    public string Key => "gruppi";
    public string Title => "I gruppi e i loro posti, senza le persone";

    public async Task<Template> TellAsync(Id<Process> process, DateOnly starts, Template soFar, CancellationToken cancel)
    {
        var groups = await db.Groups.AsNoTracking().Where(g => g.Process == process).Include(g => g.Seats).OrderBy(g => g.Formed)
            .ThenBy(g => g.Id).ToListAsync(cancel);
        return soFar with
        {
            Groups = [.. groups.Select(g => new TemplateGroup(g.Key, g.Kind, g.Name, g.Mandate, g.DecisionMode, g.Quorum,
                [.. g.Seats.OrderBy(s => s.Number).Select(s => new TemplateSeat(s.Interest, s.By, 1, s.Widening, s.When))]))],
        };
    }
}
