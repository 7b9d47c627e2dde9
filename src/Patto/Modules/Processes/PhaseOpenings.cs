using Patto.Database;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Modules.Processes;

/// <summary>Phases open acts for as long as they run. To the public they close on the day that was promised; to those who work in them,
/// when somebody closes the phase.</summary>
internal sealed class PhaseOpenings(KnownProcesses processes) : IActOpenings
{
    public async Task<IReadOnlyList<Opening>> OpeningsAsync(Subject process, CancellationToken cancel)
    {
        if (process.Kind != "process") return [];
        if (await processes.OfAsync(new Id<Process>(process.Id), cancel) is not { } found) return [];
        return [.. found.Phases.Where(p => p.Dropped.Length == 0)
            .SelectMany(p =>
            p.Opens.Select(o => new Opening(o.Act, o.Role, DayStarts(p.From), Earlier(LastDay(p, o.Role), found.Concluded))))];
    }

    // A concluded process opens nothing any more, whatever its phases say.
    private static DateTimeOffset? Earlier(DateOnly? lastDay, DateTimeOffset? concluded) =>
        lastDay is not { } last ? concluded : DayStarts(last.AddDays(1)) is var end && concluded < end ? concluded : end;

    private static DateOnly? LastDay(Phase phase, Role role) => role is Role.Visitor or Role.Participant ? phase.Until : phase.ActualUntil;

    private static DateTimeOffset DayStarts(DateOnly day) => Texts.RomeTime(day, TimeOnly.MinValue);
}
