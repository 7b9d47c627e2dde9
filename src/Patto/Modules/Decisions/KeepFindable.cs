using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Search;

namespace Patto.Modules.Decisions;

/// <summary>A decision is found by the words of its outcomes and reasons.</summary>
internal sealed class KeepFindable(AppDb db, SearchBook search, ProcessBook processes) : IHandle<DecisionTaken>, IHandle<ActCorrected>
{
    public async Task HandleAsync(DecisionTaken happened, CancellationToken cancel)
    {
        if (await db.Decisions.FindAsync([happened.Decision], cancel) is { } decision
            && await db.AdministrativeActs.FindAsync([happened.Act], cancel) is { } act) await IndexAsync(decision, act, cancel);
    }

    public async Task HandleAsync(ActCorrected happened, CancellationToken cancel)
    {
        var act = (await db.AdministrativeActs.FindAsync([happened.Act], cancel))!;
        foreach (var decision in await db.Decisions.Include(d => d.Outcomes).Where(d => d.Act == act.Id).ToListAsync(cancel))
            await IndexAsync(decision, act, cancel);
    }

    private async Task IndexAsync(Decision decision, AdministrativeAct act, CancellationToken cancel)
    {
        if (await processes.GetAsync(decision.Process, cancel) is not { } process) return;
        var text = string.Join('\n', decision.Outcomes.OrderBy(o => o.Position)
            .Select(o => $"{o.Label} {o.Title}: {o.Settled.Italian()}. {o.Reason}".Trim()));
        await search.IndexAsync(Subject.Of("decision", decision.Id),
            act.About.Length > 0 ? $"{act.About} – {act.Cited}" : act.Cited, text, DecisionUrls.Show(process.Slug, decision.Id),
            process.IsPublic ? Visibility.Public : Visibility.Staff, process.Id.Value, decision.At, cancel);
    }
}
