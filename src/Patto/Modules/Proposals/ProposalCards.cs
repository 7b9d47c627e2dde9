using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Proposals;

/// <summary>Proposals as they read on the thread: public from the moment they are gathered.</summary>
internal sealed class ProposalCards(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts L)
    : IThreadCards, ICodeSource, ITellFates
{
    public IReadOnlyCollection<string> Kinds { get; } = ["proposal"];

    public async Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        [.. (await db.Proposals.Where(x => codes.Contains(x.Code) && x.Authority == currentAuthority.Required.Id)
            .Select(x => new { x.Code, x.Id }).ToListAsync(cancel)).Select(x => new Coded(x.Code, Subject.Of("proposal", x.Id)))];

    public IReadOnlyDictionary<Enum, Fate> Fates { get; } = new Dictionary<Enum, Fate>
    {
        [ProposalState.Idea] = Fate.UnderWay,
        [ProposalState.Feasibility] = Fate.UnderWay,
        [ProposalState.Priority] = Fate.UnderWay,
        [ProposalState.Design] = Fate.UnderWay,
        [ProposalState.Incorporated] = Fate.InText,
        [ProposalState.Decided] = Fate.Answered,
        [ProposalState.Dropped] = Fate.Dropped,
        [ProposalState.Merged] = Fate.Merged,
        [ProposalState.Split] = Fate.Merged,
    };

    public async Task<ToldFate?> FateAsync(string code, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        var found = await db.Proposals.AsNoTracking().Where(p => p.Code == code && p.Authority == authority)
            .Select(p => new { p.Process, p.State }).SingleOrDefaultAsync(cancel);
        return found is null || (await processes.SlugsAsync([found.Process], Reader.Anybody, cancel)).Count == 0 ? null
            : new(Fates[found.State]);
    }

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Proposal>(s.Id)).ToList();
        var found = await db.Proposals.AsNoTracking().Where(p => ids.Contains(p.Id))
            .Select(p => new { p.Id, p.Process, p.Code, p.Title, p.State, p.Steps }).ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(p => p.Process), reader, cancel);
        return [.. found.Where(p => slugs.ContainsKey(p.Process))
            .Select(p => new Card(Subject.Of("proposal", p.Id), p.Code, p.Title, L[p.State.Italian()],
            ProposalUrls.Show(slugs[p.Process], p.Code),
                Reason: p.State == ProposalState.Dropped && p.Steps[^1].Reason is { Length: > 0 } why ? why : null))];
    }
}
