using Patto.Localization;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>The public page of the process, and its end, accomplish the legal steps that are called so.</summary>
internal sealed class KeepThePlan(PlanBook plan, TimeProvider clock)
    : IHandle<ProcessPublished>, IHandle<ProcessConcluded>, IHandle<ClosingUndone>, IHandle<ProcessReopened>,
        IHandle<ProcessUnpublished>
{
    private const string Online = "La pagina del percorso è pubblica", Over = "Il percorso è concluso";

    public Task HandleAsync(ProcessPublished happened, CancellationToken cancel) =>
        plan.AccomplishAsync(happened.Id, PlanKeys.PagePublished, Today, Online, cancel);

    public Task HandleAsync(ProcessConcluded happened, CancellationToken cancel) =>
        plan.AccomplishAsync(happened.Id, PlanKeys.Concluded, Today, Over, cancel);

    /// <summary>What its end had ticked is to be done again.</summary>
    public Task HandleAsync(ClosingUndone happened, CancellationToken cancel) =>
        plan.TakeBackAsync(happened.Id, PlanKeys.Concluded, Over, "La conclusione è stata annullata", cancel);

    /// <inheritdoc cref="HandleAsync(ClosingUndone, CancellationToken)"/>
    public Task HandleAsync(ProcessReopened happened, CancellationToken cancel) =>
        plan.TakeBackAsync(happened.Id, PlanKeys.Concluded, Over, "Il percorso è stato riaperto", cancel);

    /// <inheritdoc cref="HandleAsync(ClosingUndone, CancellationToken)"/>
    public Task HandleAsync(ProcessUnpublished happened, CancellationToken cancel) =>
        plan.TakeBackAsync(happened.Id, PlanKeys.PagePublished, Online, "Il percorso è stato tolto dal pubblico", cancel);

    private DateOnly Today => Texts.RomeDay(clock.GetUtcNow());
}
