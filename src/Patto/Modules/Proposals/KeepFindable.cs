using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Search;

namespace Patto.Modules.Proposals;

/// <summary>A proposal is found by its words from the moment it is gathered.</summary>
internal sealed class KeepFindable(AppDb db, SearchBook search, ProcessBook processes)
    : IHandle<ProposalGathered>, IHandle<ProposalRewritten>
{
    public Task HandleAsync(ProposalGathered happened, CancellationToken cancel) => IndexAsync(happened.Proposal, cancel);
    public Task HandleAsync(ProposalRewritten happened, CancellationToken cancel) => IndexAsync(happened.Proposal, cancel);

    private async Task IndexAsync(Id<Proposal> id, CancellationToken cancel)
    {
        if (await db.Proposals.FindAsync([id], cancel) is not { } proposal
            || await processes.GetAsync(proposal.Process, cancel) is not { } process) return;
        await search.IndexAsync(proposal.Subject, $"{proposal.Code} {proposal.Title}", proposal.Text,
            ProposalUrls.Show(process.Slug, proposal.Code),
            process.IsPublic ? Visibility.Public : Visibility.Staff, process.Id.Value, proposal.At, cancel);
    }
}
