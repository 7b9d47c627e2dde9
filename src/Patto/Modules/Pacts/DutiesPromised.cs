using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Pacts;

/// <summary>Commitments with a day, of pacts in force, by those who have not withdrawn. What was not kept is owed no more: the page of the
/// pact tells it.</summary>
internal sealed class DutiesPromised(PactBook pacts, Texts L) : ITellDuties
{
    public async Task<IReadOnlyList<Duty>> OfAsync(ProcessInfo process, CancellationToken cancel) =>
        [.. from view in await pacts.PublicAsync(process.Id, cancel)
            where view.Pact.IsInForce
            from promised in view.Standing
            where promised.Due is not null && promised.State != CommitmentState.NotKept
            select new Duty(promised.What, string.Join(", ", view.Holding.Where(promised.IsKeptBy).Select(s => s.NameIn(L))),
                L["Impegno del patto «{0}»", view.Pact.Title].Value, view.Pact.Since, promised.Due,
                promised.State == CommitmentState.Kept && promised.Updates is [.., var last] ? Texts.RomeDay(last.At) : null,
                PactUrls.Show(process.Slug, view.Pact.Id))
            { Delay = DelayOf(promised) }];

    private static StepDelay? DelayOf(Commitment promised) =>
        promised.Updates is [.., var told] && promised.IsRunning && told.Words.Length > 0 && Texts.RomeDay(told.At) > promised.Due
            ? new(told.Words, null, told.At) : null;
}
