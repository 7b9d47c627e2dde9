using Patto.Localization;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>The steps of the law, from their rules: the days are counted from the step before, or from the first day of the process.
/// </summary>
internal sealed class DutiesOfTheLaw(ProcessBook processes, Texts L) : ITellDuties
{
    public async Task<IReadOnlyList<Duty>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        if (await processes.ReadAsync(process.Id, cancel) is not { } view) return [];
        var (steps, days) = (view.LegalSteps.ToDictionary(s => s.Key), new Dictionary<string, DateOnly?>());
        List<Duty> duties = [];
        // A step follows only steps before it.
        foreach (var step in view.LegalSteps)
        {
            var before = step.Rule.After is { } after ? steps.GetValueOrDefault(after) : null;
            var due = days[step.Key] = DueOf(step, before, before is null ? null : days.GetValueOrDefault(before.Key), view.Today);
            if (step.State != LegalStepState.Skipped)
                duties.Add(new(step.Name, step.Owner, BasisOf(step, before),
                    before is not null ? before.DoneOn : step.Rule.On is not null ? view.Starts : null, due, step.DoneOn,
                    ProcessUrls.LegalSteps(process.Slug))
                { Delay = step.Delays is [.., var last] ? last : null });
        }
        return duties;
    }

    // Counted from what has not happened yet it is a forecast, and none where that is late itself: nobody is late by a forecast.
    private static DateOnly? DueOf(LegalStepView step, LegalStepView? before, DateOnly? dueBefore, DateOnly today) =>
        before is null or { DoneOn: not null } or { State: LegalStepState.Skipped } || (dueBefore >= today && step.Due >= today)
            ? step.Due : null;

    private string BasisOf(LegalStepView step, LegalStepView? before)
    {
        var count = step.Rule.Within is { } days && before is not null ? L.Count(days, "un giorno", "{0} giorni") + " "
            + (before.DoneOn is not null ? L["da «{0}»", before.Name] : L["a partire da «{0}»", before.Name]).Value : "";
        return string.Join(", ", new[] { step.Basis, count }.Where(p => p.Length > 0));
    }
}
