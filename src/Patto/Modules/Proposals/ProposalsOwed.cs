using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Proposals;

/// <summary>A proposal that is carried on, and from which nothing came yet, waits for whoever decides.</summary>
internal sealed class ProposalsOwed(AppDb db, ProcessBook processes, Texts L) : ITellOwed
{
    public IReadOnlyCollection<string> Kinds { get; } = ["proposal"];

    public async Task<IReadOnlyDictionary<Subject, Owed>> OwedAsync(IReadOnlyCollection<Subject> ends, CancellationToken cancel)
    {
        var ids = ends.Select(e => new Id<Proposal>(e.Id)).ToList();
        var open = await db.Proposals.AsNoTracking().Where(p => ids.Contains(p.Id) && p.State != ProposalState.Decided
            && p.State != ProposalState.Dropped && p.State != ProposalState.Merged && p.State != ProposalState.Split)
            .Select(p => new { p.Id, p.Process }).ToListAsync(cancel);
        return await LegalTerms.DecisionAsync([.. open.Select(p => (Subject.Of("proposal", p.Id), p.Process))], processes, L, cancel);
    }
}
