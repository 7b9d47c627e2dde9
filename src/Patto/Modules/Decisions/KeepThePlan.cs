using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Decisions;

/// <summary>Handing over, taking note and deciding accomplish the legal steps that are called so. Proposals handed over on the way, without
/// a text, move nothing on it.</summary>
internal sealed class KeepThePlan(AppDb db, DocumentBook documents, PlanBook plan)
    : IHandle<ProposalsHandedOver>, IHandle<NoteTaken>, IHandle<DecisionTaken>
{
    public async Task HandleAsync(ProposalsHandedOver happened, CancellationToken cancel)
    {
        var handOver = (await db.HandOvers.FindAsync([happened.HandOver], cancel))!;
        if (await ConcludesAsync(handOver, cancel)) await plan.AccomplishAsync(happened.In, PlanKeys.HandedOver, handOver.Day,
            $"{handOver.What}: consegna a {handOver.To}", cancel);
    }

    public async Task HandleAsync(NoteTaken happened, CancellationToken cancel)
    {
        var handOver = (await db.HandOvers.FindAsync([happened.HandOver], cancel))!;
        var act = (await db.AdministrativeActs.FindAsync([happened.Act], cancel))!;
        if (await ConcludesAsync(handOver, cancel)) await plan.AccomplishAsync(happened.In, PlanKeys.NoteTaken, act.Day, act.Cited, cancel);
    }

    public async Task HandleAsync(DecisionTaken happened, CancellationToken cancel)
    {
        var decision = (await db.Decisions.FindAsync([happened.Decision], cancel))!;
        var act = (await db.AdministrativeActs.FindAsync([happened.Act], cancel))!;
        var handOver = (await db.HandOvers.FindAsync([decision.HandOver], cancel))!;
        if (await ConcludesAsync(handOver, cancel)) await plan.AccomplishAsync(happened.In, PlanKeys.Decided, act.Day, act.Cited, cancel);
    }

    // Values and visions are handed over on the way too; the legal steps end with the proposal itself.
    private async Task<bool> ConcludesAsync(HandOver handOver, CancellationToken cancel) =>
        handOver.Concludes || handOver.Document is { } text
        && await documents.FindAsync(text, handOver.Process, cancel) is { } found && found.Kind.IsProposal();
}
