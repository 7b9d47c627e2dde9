using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Decisions;

/// <summary>Outcomes and actions as they read on the thread; both are public from the moment they are recorded.</summary>
internal sealed class DecisionCards(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts L) : IThreadCards, ICodeSource
{
    public IReadOnlyCollection<string> Kinds { get; } = ["outcome", "action"];

    public async Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel) =>
        [.. (await db.FollowUps.Where(x => codes.Contains(x.Code) && x.Authority == currentAuthority.Required.Id)
            .Select(x => new { x.Code, x.Id }).ToListAsync(cancel)).Select(x => new Coded(x.Code, Subject.Of("action", x.Id)))];

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel) =>
        [.. await OutcomesAsync(subjects, reader, cancel), .. await ActionsAsync(subjects, reader, cancel)];

    private async Task<IReadOnlyList<Card>> OutcomesAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        List<Id<Outcome>> ids = [.. subjects.Where(s => s.Kind == "outcome").Select(s => new Id<Outcome>(s.Id))];
        if (ids.Count == 0) return [];
        var found = await (from outcome in db.Set<Outcome>()
                           join decision in db.Decisions on outcome.Decision equals decision.Id
                           join act in db.AdministrativeActs on decision.Act equals act.Id
                           where ids.Contains(outcome.Id)
                           select new
                           {
                               outcome.Id,
                               outcome.Label,
                               outcome.Title,
                               outcome.Settled,
                               outcome.Reason,
                               outcome.Decision,
                               decision.Process,
                               act.Organ,
                               act.Number,
                               act.Day
                           }).ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(o => o.Process), reader, cancel);
        return [.. found.Where(o => slugs.ContainsKey(o.Process))
            .Select(o => new Card(Subject.Of("outcome", o.Id), o.Number, $"{o.Label} – {o.Title}",
            AdministrativeAct.Cite(o.Organ, o.Number, o.Day), DecisionUrls.Show(slugs[o.Process], o.Decision), o.Settled,
            o.Reason.Length > 0 ? o.Reason : null))];
    }

    private async Task<IReadOnlyList<Card>> ActionsAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        List<Id<FollowUp>> ids = [.. subjects.Where(s => s.Kind == "action").Select(s => new Id<FollowUp>(s.Id))];
        if (ids.Count == 0) return [];
        var found = await db.FollowUps.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Process, a.Code, a.Text, a.State })
            .ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(a => a.Process), reader, cancel);
        return [.. found.Where(a => slugs.ContainsKey(a.Process))
            .Select(a =>
            new Card(Subject.Of("action", a.Id), a.Code, a.Text, L[a.State.Italian()], DecisionUrls.Action(slugs[a.Process], a.Id)))];
    }
}
