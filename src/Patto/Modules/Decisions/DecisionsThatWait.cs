using Microsoft.EntityFrameworkCore;
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
        // What was handed over has its decision or its reason once the process is closed; actions go on.
        List<Waiting> found = process.IsConcluded ? [] : await HandedOverAsync(process, may, cancel);
        if (!await may(DecisionActs.Follow)) return found;
        var today = Texts.RomeDay(clock.GetUtcNow());
        var late = await db.FollowUps.AsNoTracking()
            .Where(a => a.Process == process.Id && (a.State == ActionState.ToDo || a.State == ActionState.InProgress) && a.Due < today)
            .OrderBy(a => a.Due).Select(a => new { a.Id, a.Text }).ToListAsync(cancel);
        if (late.Count > 0)
            found.Add(new(L.Count(late.Count, "Un'azione in ritardo", "{0} azioni in ritardo"), string.Join("; ", late.Select(a => a.Text)),
                L["Aggiorna l'azione"], DecisionUrls.Action(process.Slug, late[0].Id), Late: true));
        return found;
    }

    private async Task<List<Waiting>> HandedOverAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        List<Waiting> found = [];
        if (await may(DecisionActs.Decide))
            foreach (var handed in await UndecidedAsync(process, cancel))
                found.Add(new(L["Una consegna aspetta la vostra decisione"], L["«{0}», consegnata il {1}.", handed.What, L.Day(handed.Day)],
                    handed.Note is null ? L["Registra la presa d'atto"] : L["Registra la decisione"],
                    handed.Note is null ? DecisionUrls.TakeNote(process.Slug, handed.Id) : DecisionUrls.Record(process.Slug, handed.Id)));
        else if (await may(DecisionActs.Record))
            foreach (var handed in await UndecidedAsync(process, cancel))
                found.Add(handed.Note is null
                    ? new(L["Una consegna aspetta la presa d'atto"], L["«{0}», consegnata il {1}.", handed.What, L.Day(handed.Day)],
                        L["Registra la presa d'atto"], DecisionUrls.TakeNote(process.Slug, handed.Id))
                    : new(L["Una consegna aspetta la decisione"], L["«{0}», consegnata il {1}.", handed.What, L.Day(handed.Day)],
                        L["Registra la decisione"], DecisionUrls.Record(process.Slug, handed.Id)));
        return found;
    }

    private Task<List<HandOver>> UndecidedAsync(ProcessInfo process, CancellationToken cancel)
    {
        var decisions = db.Decisions;
        return db.HandOvers.AsNoTracking().Where(h => h.Process == process.Id && !decisions.Any(d => d.HandOver == h.Id))
            .OrderBy(h => h.Day).ToListAsync(cancel);
    }
}
