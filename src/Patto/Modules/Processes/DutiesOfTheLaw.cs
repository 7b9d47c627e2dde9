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
        List<Duty> duties = [];
        foreach (var (step, before, due) in LegalTerms.Of(view).Where(t => t.Step.State != LegalStepState.Skipped))
            duties.Add(new(step.Name, step.Owner, BasisOf(step, before),
                before is not null ? before.DoneOn : step.Rule.On is not null ? view.Starts : null, due, step.DoneOn,
                ProcessUrls.LegalSteps(process.Slug))
            { Delay = step.Delays is [.., var last] ? last : null });
        return duties;
    }

    private string BasisOf(LegalStepView step, LegalStepView? before)
    {
        var count = step.Rule.Within is { } days && before is not null ? L.Count(days, "un giorno", "{0} giorni") + " "
            + (before.DoneOn is not null ? L["da «{0}»", before.Name] : L["a partire da «{0}»", before.Name]).Value : "";
        return string.Join(", ", new[] { step.Basis, count }.Where(p => p.Length > 0));
    }
}
