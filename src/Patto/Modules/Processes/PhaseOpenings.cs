using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>Phases open acts for as long as they run, or on the days of their own that were set.</summary>
internal sealed class PhaseOpenings(KnownProcesses processes) : IActOpenings
{
    public async Task<IReadOnlyList<Opening>> OpeningsAsync(Subject process, CancellationToken cancel)
    {
        if (process.Kind != "process") return [];
        if (await processes.OfAsync(new Id<Process>(process.Id), cancel) is not { } found) return [];
        return [.. OpeningsBook.WindowsOf(found).Where(w => found.Concluded is not { } over || DayStarts(w.From) < over)
            .Select(w => new Opening(w.Act, w.Role, DayStarts(w.From), Earlier(w.Until, found.Concluded)))];
    }

    // A concluded process opens nothing any more, whatever its phases say.
    private static DateTimeOffset? Earlier(DateOnly? lastDay, DateTimeOffset? concluded) =>
        lastDay is not { } last ? concluded : DayStarts(last.AddDays(1)) is var end && concluded < end ? concluded : end;

    private static DateTimeOffset DayStarts(DateOnly day) => Texts.RomeTime(day, TimeOnly.MinValue);
}
