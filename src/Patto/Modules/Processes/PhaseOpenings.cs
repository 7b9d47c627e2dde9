using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Modules.Processes;

/// <summary>Phases open acts for as long as they run. To the public they close on the day that was promised; to those who work in them, when somebody closes the phase.</summary>
internal sealed class PhaseOpenings(AppDb db) : IOpensActs
{
    public async Task<IReadOnlyList<Opening>> OpeningsAsync(Subject process, CancellationToken cancel)
    {
        if (process.Kind != "process") return [];
        var id = new Id<Process>(process.Id);
        var phases = await db.Phases.AsNoTracking().Where(p => p.Process == id && p.Dropped == "").ToListAsync(cancel);
        return [.. phases.SelectMany(p => p.Opens.Select(o => new Opening(o.Act, o.Role, DayStarts(p.From), LastDay(p, o.Role) is { } last ? DayStarts(last.AddDays(1)) : null)))];
    }

    private static DateOnly? LastDay(Phase phase, Role role) => role is Role.Visitor or Role.Participant ? phase.Until : phase.ActualUntil;

    private static DateTimeOffset DayStarts(DateOnly day) => Texts.RomeTime(day, TimeOnly.MinValue);
}
