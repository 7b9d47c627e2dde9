using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.RoomVotes;

namespace Patto.Modules.Meetings;

/// <summary>A room that closes counts what is still open in it: no phone can answer any more.</summary>
internal sealed class CountWhenTheRoomCloses(AppDb db, RoomVoteBox box, TimeProvider clock) : IHandle<MeetingClosed>
{
    public async Task HandleAsync(MeetingClosed happened, CancellationToken cancel)
    {
        var open = await db.RoomVotes.Where(v => v.Meeting == happened.Meeting && v.State == RoomVoteState.Open).ToListAsync(cancel);
        if (open.Count == 0 || await db.Meetings.FindAsync([happened.Meeting], cancel) is not { } meeting) return;
        foreach (var vote in open) await box.CloseAsync(meeting, vote, clock.GetUtcNow(), cancel);
    }
}
