using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Audit;

/// <summary>How acts of one kind are taken back; said by the module whose acts they are.</summary>
public interface IUndo
{
    /// <summary>As it is stored, for good.</summary>
    string Kind { get; }

    /// <summary>Who may do it may take it back.</summary>
    Act Demands { get; }

    /// <summary>What was done, in the reader's language, without names of persons.</summary>
    string Say(UndoableAct done);

    /// <summary>What one does instead when it is too late; an Italian sentence.</summary>
    string Mend { get; }

    /// <summary>Where one goes on.</summary>
    /// <param name="slug">As addresses name the process.</param>
    string Page(string slug, UndoableAct done);

    /// <summary>Reverses it, in the running act.</summary>
    /// <exception cref="RuleViolation">Something else rests on it; the sentence says what.</exception>
    Task UndoAsync(WriteScope write, UndoableAct done, CancellationToken cancel);
}

/// <summary>What leaves the house because of an act and can wait until nobody takes the act back any more: letters.</summary>
public interface IHoldBack
{
    /// <summary>Holds what the running act is about to send.</summary>
    void Hold(UndoableAct act);

    /// <summary>Throws it away: the act was taken back.</summary>
    Task DropAsync(UndoableAct act, CancellationToken cancel);
}

/// <summary>Ten minutes in which an act of one click is taken back.</summary>
public sealed class UndoBook(AppDb db, IEnumerable<IUndo> kinds, IEnumerable<IHoldBack> holders, TimeProvider clock)
{
    /// <summary>In the running act, after everything it sends was posted: it may be taken back for ten minutes.</summary>
    /// <param name="data">What reversing it needs to know: numbers and identities, never words.</param>
    public async Task OfferAsync(Id<Authority> authority, Subject process, string kind, Subject of, string data, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var old = now.AddDays(-1);
        await db.Set<UndoableAct>().Where(a => a.Until < old).ExecuteDeleteAsync(cancel);
        var offered = UndoableAct.Offer(authority, process, kind, of, data, now);
        db.Add(offered);
        foreach (var holder in holders) holder.Hold(offered);
    }

    /// <summary>What may still be taken back in a process, the newest first.</summary>
    public async Task<IReadOnlyList<(UndoableAct Done, IUndo Kind)>> OpenAsync(Subject process, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return [.. (await db.Set<UndoableAct>().AsNoTracking().Where(a => a.Process == process && a.Until > now && a.Undone == null)
            .OrderByDescending(a => a.At).ToListAsync(cancel)).Select(a => (a, KindOf(a)))];
    }

    /// <summary>Null where there is no such act, or nobody knows its kind any more.</summary>
    public async Task<(UndoableAct Done, IUndo Kind)?> FindAsync(Guid id, Subject process, CancellationToken cancel) =>
        await db.Set<UndoableAct>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == new Id<UndoableAct>(id) && a.Process == process, cancel) is { } found
            && kinds.Any(k => k.Kind == found.Kind) ? (found, KindOf(found)) : null;

    /// <summary>In a running act: reverses it, and what it would have told people is not told.</summary>
    public async Task UndoAsync(WriteScope write, Id<UndoableAct> id, CancellationToken cancel)
    {
        var done = await db.Set<UndoableAct>().SingleAsync(a => a.Id == id, cancel);
        done.TakeBack(clock.GetUtcNow());
        await KindOf(done).UndoAsync(write, done, cancel);
        foreach (var holder in holders) await holder.DropAsync(done, cancel);
    }

    private IUndo KindOf(UndoableAct act) => kinds.Single(k => k.Kind == act.Kind);
}
