using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;

namespace Patto.Modules.Proposals;

/// <summary>Proposals that no office has looked at yet.</summary>
internal sealed class ProposalsThatWait(AppDb db, Texts L) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States => [ProposalState.Idea, ProposalState.Feasibility, Feasible.Open];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        if (!await may(ProposalActs.Gather)) return [];
        var early = await db.Proposals.AsNoTracking().Where(p => p.Process == process.Id
            && (p.State == ProposalState.Idea || p.State == ProposalState.Feasibility)).ToListAsync(cancel);
        return early.Where(p => p.Feasibility.Verdict == Feasible.Open).ToList() is { Count: > 0 } open
            ? [new(L.Count(open.Count, "Una proposta da verificare", "{0} proposte da verificare"),
                L["Chi decide vuole sapere se si può fare, con quali soldi e in quanto tempo."], L["Verifica"],
                open is [var only] ? ProposalUrls.Show(process.Slug, only.Code) : ProposalUrls.List(process.Slug))]
            : [];
    }
}
