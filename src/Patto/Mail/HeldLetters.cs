using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;

namespace Patto.Mail;

/// <summary>Letters of an act that may be taken back wait until it may not.</summary>
internal sealed class HeldLetters(AppDb db) : IHoldBack
{
    public void Hold(UndoableAct act)
    {
        foreach (var letter in db.ChangeTracker.Entries<Letter>().Where(l => l.State == EntityState.Added))
            letter.Entity.Hold(act.Id, act.Until);
    }

    public async Task DropAsync(UndoableAct act, CancellationToken cancel)
    {
        var letters = await db.Set<Letter>().Where(l => l.Undoable == act.Id).ToListAsync(cancel);
        RuleViolation.Unless(letters.All(l => l.Sent is null), "undo.sent",
            "La lettera che lo racconta è già arrivata: non si annulla più. Scrivi a chi l'ha ricevuta.");
        db.RemoveRange(letters);
    }
}

internal static class Leaving
{
    /// <summary>Without those that may still be taken back.</summary>
    public static IQueryable<Letter> MayLeave(this IQueryable<Letter> letters, DateTimeOffset now) =>
        letters.Where(l => l.Undoable == null || l.Due <= now);
}
