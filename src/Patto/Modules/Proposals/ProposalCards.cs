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
internal sealed class ProposalCards(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts L) : IThreadCards, ICodeSource
{
    public IReadOnlyCollection<string> Kinds { get; } = ["proposal"];

    public async Task<Subject?> FindAsync(string code, CancellationToken cancel) =>
        await db.Proposals.Where(p => p.Code == code && p.Authority == currentAuthority.Required.Id).Select(p => (Guid?)p.Id.Value)
            .SingleOrDefaultAsync(cancel)
            is { } id ? new("proposal", id) : null;

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Proposal>(s.Id)).ToList();
        var found = await db.Proposals.AsNoTracking().Where(p => ids.Contains(p.Id))
            .Select(p => new { p.Id, p.Process, p.Code, p.Title, p.State }).ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(p => p.Process), reader, cancel);
        return [.. found.Where(p => slugs.ContainsKey(p.Process))
            .Select(p => new Card(Subject.Of("proposal", p.Id), p.Code, p.Title, L[p.State.Italian()],
            ProposalUrls.Show(slugs[p.Process], p.Code)))];
    }
}
