using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Decisions;

/// <summary>What was handed over and waits for the note or the decision, actions whose day has passed.</summary>
internal sealed class DecisionsThatWait(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States => [DocumentState.HandedOver, ActionState.ToDo, ActionState.InProgress];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        if (await ReadAsync(process, cancel) is not { } open) return [];
        // What was handed over has its decision or its reason once the process is closed; actions go on.
        List<Waiting> found = process.IsConcluded ? [] : await HandedOverAsync(process, open.Undecided, may);
        if (await may(DecisionActs.Follow) && open.Late is { Count: > 0 } late)
            found.Add(new(L.Count(late.Count, "Un'azione in ritardo", "{0} azioni in ritardo"), string.Join("; ", late.Select(a => a.Text)),
                L["Aggiorna l'azione"], DecisionUrls.Action(process.Slug, late[0].Id), Late: true));
        return found;
    }

    private async Task<List<Waiting>> HandedOverAsync(ProcessInfo process, List<Handed> undecided, Func<Act, ValueTask<bool>> may)
    {
        List<Waiting> found = [];
        if (await may(DecisionActs.Decide))
            foreach (var handed in undecided)
                found.Add(new(L["Una consegna aspetta la vostra decisione"], L["«{0}», consegnata il {1}.", handed.What, L.Day(handed.Day)],
                    handed.Note is null ? L["Registra la presa d'atto"] : L["Registra la decisione"],
                    handed.Note is null ? DecisionUrls.TakeNote(process.Slug, handed.Id) : DecisionUrls.Record(process.Slug, handed.Id)));
        else if (await may(DecisionActs.Record))
            foreach (var handed in undecided)
                found.Add(handed.Note is null
                    ? new(L["Una consegna aspetta la presa d'atto"], L["«{0}», consegnata il {1}.", handed.What, L.Day(handed.Day)],
                        L["Registra la presa d'atto"], DecisionUrls.TakeNote(process.Slug, handed.Id))
                    : new(L["Una consegna aspetta la decisione"], L["«{0}», consegnata il {1}.", handed.What, L.Day(handed.Day)],
                        L["Registra la decisione"], DecisionUrls.Record(process.Slug, handed.Id)));
        return found;
    }

    private sealed record Handed(Id<HandOver> Id, string What, DateOnly Day, Id<AdministrativeAct>? Note);
    private sealed record Late(Id<FollowUp> Id, string Text);
    private sealed record Open(List<Handed> Undecided, List<Late> Late);

    // One statement for both: the dashboard asks every module.
    private Task<Open?> ReadAsync(ProcessInfo process, CancellationToken cancel)
    {
        var (handed, decisions, actions, id) = (db.HandOvers, db.Decisions, db.FollowUps, process.Id);
        var today = Texts.RomeDay(clock.GetUtcNow());
        return db.Set<Authority>().AsNoTracking().AsSingleQuery().Where(a => a.Id == process.Authority).Select(a => new Open(
            handed.Where(h => h.Authority == a.Id && h.Process == id && !decisions.Any(d => d.HandOver == h.Id)).OrderBy(h => h.Day)
                .Select(h => new Handed(h.Id, h.What, h.Day, h.Note)).ToList(),
            actions.Where(f => f.Authority == a.Id && f.Process == id && (f.State == ActionState.ToDo
                || f.State == ActionState.InProgress) && f.Due < today).OrderBy(f => f.Due).Select(f => new Late(f.Id, f.Text)).ToList()))
            .SingleOrDefaultAsync(cancel);
    }
}
