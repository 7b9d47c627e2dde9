using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Decisions;

/// <summary>What was accepted waits for whoever carries it out, what was put off for another vote, an action for its day and then for
/// whoever measures it. What was refused waits for nothing: the reason is there.</summary>
internal sealed class DecisionsOwed(AppDb db, ProcessBook processes, Texts L) : ITellOwed
{
    public IReadOnlyCollection<string> Kinds { get; } = ["outcome", "action"];

    public async Task<IReadOnlyDictionary<Subject, Owed>> OwedAsync(IReadOnlyCollection<Subject> ends, CancellationToken cancel) =>
        new[] { await OutcomesAsync(ends, cancel), await ActionsAsync(ends, cancel) }.SelectMany(o => o).ToDictionary();

    private async Task<Dictionary<Subject, Owed>> OutcomesAsync(IReadOnlyCollection<Subject> ends, CancellationToken cancel)
    {
        List<Id<Outcome>> ids = [.. ends.Where(e => e.Kind == "outcome").Select(e => new Id<Outcome>(e.Id))];
        if (ids.Count == 0) return [];
        var found = await (from outcome in db.Set<Outcome>().AsNoTracking()
                           join decision in db.Decisions on outcome.Decision equals decision.Id
                           join act in db.AdministrativeActs on decision.Act equals act.Id
                           where ids.Contains(outcome.Id) && outcome.Settled != Settled.Refused
                           select new { outcome.Id, outcome.Settled, outcome.Office, outcome.Due, decision.Process, act.Organ })
            .ToListAsync(cancel);
        var names = await processes.NamesAsync([.. found.Select(o => o.Process).Distinct()], cancel);
        return found.Where(o => names.ContainsKey(o.Process)).ToDictionary(o => Subject.Of("outcome", o.Id), o => new Owed(
            o.Settled == Settled.Deferred ? L["Decidere di nuovo, e dire perché"] : L["Dire con quale azione si attua"],
            o.Settled != Settled.Deferred && o.Office.Length > 0 ? o.Office : o.Organ, o.Due, DecisionUrls.List(names[o.Process].Slug)));
    }

    private async Task<Dictionary<Subject, Owed>> ActionsAsync(IReadOnlyCollection<Subject> ends, CancellationToken cancel)
    {
        List<Id<FollowUp>> ids = [.. ends.Where(e => e.Kind == "action").Select(e => new Id<FollowUp>(e.Id))];
        if (ids.Count == 0) return [];
        var found = await db.FollowUps.AsNoTracking().Where(a => ids.Contains(a.Id) && a.State != ActionState.Dropped)
            .Select(a => new { a.Id, a.Process, a.State, a.Office, a.Due }).ToListAsync(cancel);
        var names = await processes.NamesAsync([.. found.Select(a => a.Process).Distinct()], cancel);
        return found.Where(a => names.ContainsKey(a.Process)).ToDictionary(a => Subject.Of("action", a.Id), a => new Owed(
            a.State == ActionState.Done ? L["Misurare che cosa è cambiato"] : L["Portare a termine l'azione"],
            a.Office.Length > 0 ? a.Office : L["L'ente"], a.State == ActionState.Done ? null : a.Due,
            DecisionUrls.Action(names[a.Process].Slug, a.Id)));
    }
}
