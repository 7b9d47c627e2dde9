using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Proposals.Contracts;

/// <summary>What later modules know of a proposal.</summary>
public sealed record ProposalInfo(Id<Proposal> Id, Id<Process> Process, string Code, string Title, string Text, string? Theme,
    ProposalState State)
{
    public Subject Subject => Subject.Of("proposal", Id);
}

/// <summary>Proposals, for the modules that write them into texts and decide on them.</summary>
public sealed class ProposalBook(AppDb db, Gathering gathering, TimeProvider clock)
{
    /// <summary>All proposals of a process, in order of code.</summary>
    public Task<List<ProposalInfo>> AllAsync(Id<Process> process, CancellationToken cancel) =>
        Infos(db.Proposals.Where(p => p.Process == process)).ToListAsync(cancel);

    public Task<List<ProposalInfo>> FindAsync(Id<Process> process, IReadOnlyCollection<Id<Proposal>> ids, CancellationToken cancel) =>
        Infos(db.Proposals.Where(p => p.Process == process && ids.Contains(p.Id))).ToListAsync(cancel);

    /// <summary>As the running act has it, before it is saved.</summary>
    public async Task<(string Title, string? Theme)?> InActAsync(Id<Proposal> id, CancellationToken cancel) =>
        await db.Proposals.FindAsync([id], cancel) is { } proposal ? (proposal.Title, proposal.Theme) : null;

    public Task<List<ProposalInfo>> FindByCodesAsync(Id<Process> process, IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        Infos(db.Proposals.Where(p => p.Process == process && codes.Contains(p.Code))).ToListAsync(cancel);

    /// <summary>Those that were not carried on, each with the reason.</summary>
    public async Task<IReadOnlyList<(string Code, string Title, string Reason)>> DroppedAsync(Id<Process> process,
        CancellationToken cancel) => [.. (await db.Proposals.AsNoTracking().Where(p => p.Process == process
            && p.State == ProposalState.Dropped).OrderBy(p => p.Code).ToListAsync(cancel))
            .Select(p => (p.Code, p.Title, p.Steps is [.., var last] ? last.Reason : ""))];

    /// <summary>They entered a text that people now read: their authors are told, once.</summary>
    /// <param name="where">"Regolamento della Consulta, art. 4".</param>
    /// <param name="url">Its page.</param>
    public async Task IncorporateAsync(IReadOnlyCollection<Id<Proposal>> proposals, string where, string url, CancellationToken cancel)
    {
        foreach (var proposal in await db.Proposals.Where(p => proposals.Contains(p.Id) && p.State != ProposalState.Incorporated)
            .ToListAsync(cancel))
            if (proposal.Incorporate(where, clock.GetUtcNow())) await gathering.TellAuthorsAsync(proposal, where, url, cancel);
    }

    /// <summary>The deciding body has answered.</summary>
    public async Task SettleAsync(Id<Proposal> proposal, string reason, CancellationToken cancel) =>
        (await db.Proposals.SingleAsync(p => p.Id == proposal, cancel)).Move(ProposalState.Decided, reason, clock.GetUtcNow());

    /// <summary>The act that answered them is cited as it was corrected.</summary>
    public async Task ReciteAsync(IReadOnlyCollection<Id<Proposal>> proposals, string was, string act, CancellationToken cancel)
    {
        foreach (var proposal in await db.Proposals.Where(p => proposals.Contains(p.Id)).ToListAsync(cancel)) proposal.Recite(was, act);
    }

    private static IQueryable<ProposalInfo> Infos(IQueryable<Proposal> proposals) => proposals.AsNoTracking().OrderBy(p => p.Code)
        .Select(p => new ProposalInfo(p.Id, p.Process, p.Code, p.Title, p.Text, p.Theme, p.State));
}
