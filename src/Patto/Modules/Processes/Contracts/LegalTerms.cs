using Patto.Localization;
using Patto.Provenance;

namespace Patto.Modules.Processes.Contracts;

/// <summary>A step of the law with the day that may be told to everybody.</summary>
/// <param name="Before">The step that it is counted from; null where it is counted from a day.</param>
/// <param name="Due">The last day, included; null where nothing is counted yet.</param>
public sealed record LegalTerm(LegalStepView Step, LegalStepView? Before, DateOnly? Due);

/// <summary>The terms of the law in one process.</summary>
public static class LegalTerms
{
    /// <summary>All steps in their order; a step follows only steps before it.</summary>
    public static IReadOnlyList<LegalTerm> Of(ProcessView view)
    {
        var (steps, days) = (view.LegalSteps.ToDictionary(s => s.Key), new Dictionary<string, DateOnly?>());
        List<LegalTerm> terms = [];
        foreach (var step in view.LegalSteps)
        {
            var before = step.Rule.After is { } after ? steps.GetValueOrDefault(after) : null;
            var due = days[step.Key] = DueOf(step, before, before is null ? null : days.GetValueOrDefault(before.Key), view.Today);
            terms.Add(new(step, before, due));
        }
        return terms;
    }

    /// <summary>What is missing where only the deciding body can go on: its vote on the merits, by the day of the plan.</summary>
    /// <returns>Null where the process is concluded: nothing is owed any more.</returns>
    public static Owed? Decision(ProcessView view, Texts L)
    {
        if (view.Concluded is not null) return null;
        var term = Of(view).FirstOrDefault(t => PlanKeys.Decided.Contains(t.Step.Key)
            && t.Step is { DoneOn: null, State: not LegalStepState.Skipped });
        return new(L["Decidere, e dire perché"], term?.Step.Owner is { Length: > 0 } owner ? owner : L["Chi ha il potere di decidere"],
            term?.Due, ProcessUrls.Duties(view.Info.Slug));
    }

    /// <summary>The same for many things of some processes.</summary>
    public static async Task<IReadOnlyDictionary<Subject, Owed>> DecisionAsync(IReadOnlyCollection<(Subject Of, Id<Process> In)> waiting,
        ProcessBook processes, Texts L, CancellationToken cancel)
    {
        Dictionary<Subject, Owed> owed = [];
        // Processes are kept in memory.
        foreach (var group in waiting.GroupBy(w => w.In))
            if (await processes.ReadAsync(group.Key, cancel) is { } view && Decision(view, L) is { } decision)
                foreach (var (of, _) in group) owed[of] = decision;
        return owed;
    }

    // Counted from what has not happened yet it is a forecast, and none where that is late itself: nobody is late by a forecast.
    private static DateOnly? DueOf(LegalStepView step, LegalStepView? before, DateOnly? dueBefore, DateOnly today) =>
        before is null or { DoneOn: not null } or { State: LegalStepState.Skipped } || (dueBefore >= today && step.Due >= today)
            ? step.Due : null;
}
