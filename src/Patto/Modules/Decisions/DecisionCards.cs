using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Decisions;

/// <summary>Outcomes and actions as they read on the thread; both are public from the moment they are recorded.</summary>
internal sealed class DecisionCards(AppDb db, ProcessBook processes, Texts L) : IDescribe, IBearCodes
{
    public IReadOnlyCollection<string> Kinds { get; } = ["outcome", "action"];

    public async Task<Subject?> FindAsync(string code, CancellationToken cancel) =>
        await db.FollowUps.Where(a => a.Code == code).Select(a => (Guid?)a.Id.Value).SingleOrDefaultAsync(cancel) is { } id ? new("action", id) : null;

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        List<Id<Outcome>> outcomeIds = [.. subjects.Where(s => s.Kind == "outcome").Select(s => new Id<Outcome>(s.Id))];
        List<Id<FollowUp>> actionIds = [.. subjects.Where(s => s.Kind == "action").Select(s => new Id<FollowUp>(s.Id))];
        var outcomes = await (from outcome in db.Set<Outcome>().AsNoTracking()
                              join decision in db.Decisions on outcome.Decision equals decision.Id
                              join act in db.AdministrativeActs on decision.Act equals act.Id
                              where outcomeIds.Contains(outcome.Id)
                              select new { outcome, act, decision.Process }).ToListAsync(cancel);
        var actions = await db.FollowUps.AsNoTracking().Where(a => actionIds.Contains(a.Id)).ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(outcomes.Select(o => o.Process).Concat(actions.Select(a => a.Process)), reader, cancel);
        return
        [
            .. outcomes.Where(o => slugs.ContainsKey(o.Process)).Select(o => new Card(o.outcome.Subject, o.act.Number, $"{o.outcome.Label} – {o.outcome.Title}", o.act.Cited, DecisionUrls.Show(slugs[o.Process], o.outcome.Decision), o.outcome.Settled, o.outcome.Reason.Length > 0 ? o.outcome.Reason : null)),
            .. actions.Where(a => slugs.ContainsKey(a.Process)).Select(a => new Card(a.Subject, a.Code, a.Text, L[a.State.Italian()], DecisionUrls.Action(slugs[a.Process], a.Id))),
        ];
    }
}
