using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Search;

namespace Patto.Modules.Decisions;

/// <summary>A decision is found by the words of its outcomes and reasons.</summary>
internal sealed class KeepFindable(AppDb db, SearchBook search, ProcessBook processes) : IHandle<DecisionTaken>
{
    public async Task HandleAsync(DecisionTaken happened, CancellationToken cancel)
    {
        if (await db.Decisions.FindAsync([happened.Decision], cancel) is not { } decision
            || await db.AdministrativeActs.FindAsync([happened.Act], cancel) is not { } act) return;
        if (await processes.GetAsync(happened.In, cancel) is not { } process) return;
        var text = string.Join('\n', decision.Outcomes.Select(o => $"{o.Label} {o.Title}: {o.Settled.Italian()}. {o.Reason}".Trim()));
        await search.IndexAsync(happened.About, act.About.Length > 0 ? $"{act.About} – {act.Cited}" : act.Cited, text,
            DecisionUrls.Show(process.Slug, decision.Id),
            process.IsPublic ? Visibility.Public : Visibility.Staff, process.Id.Value, decision.At, cancel);
    }
}
