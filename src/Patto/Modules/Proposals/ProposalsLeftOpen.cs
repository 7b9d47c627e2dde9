using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Proposals;

/// <summary>Proposals on which nobody has decided; for one that is in a text, the text answers.</summary>
internal sealed class ProposalsLeftOpen(AppDb db, Texts L) : IOpenEnds
{
    public int Order => 20;
    public string Key => "proposte";
    public string Title => L["Proposte"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var alive = await db.Proposals.AsNoTracking().Where(p => p.Process == process.Id && ProposalWords.Alive.Contains(p.State))
            .OrderBy(p => p.Code).Select(p => new { p.Id, p.Code, p.Title, p.State }).ToListAsync(cancel);
        var subjects = alive.Select(p => Subject.Of("proposal", p.Id)).ToList();
        var written = (await db.Set<Link>().AsNoTracking()
            .Where(l => l.Closed == null && l.Relation == Relation.Grounds && subjects.Contains(l.From)).Select(l => l.From)
            .ToListAsync(cancel)).ToHashSet();
        return [.. from p in alive
                   let subject = Subject.Of("proposal", p.Id)
                   where p.State != ProposalState.Incorporated || !written.Contains(subject)
                   select new OpenEnd(subject, p.Code, p.Title, L["Nessuno ha ancora deciso. È a questo punto: {0}.", L[p.State.Italian()]],
                       ProposalUrls.Show(process.Slug, p.Code))];
    }
}
