using Patto.Database;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>A meeting that was held, and its minutes made public, accomplish what the plan calls by the meeting's name.</summary>
internal sealed class KeepThePlan(AppDb db, PlanBook plan, TimeProvider clock) : IHandle<MeetingClosed>, IHandle<MinutesWritten>
{
    public async Task HandleAsync(MeetingClosed happened, CancellationToken cancel)
    {
        if (await db.Meetings.FindAsync([happened.Meeting], cancel) is { PlannedKey: { } key } meeting)
            await plan.AccomplishAsync(meeting.Process, PlanKeys.Held(key), Texts.RomeDay(meeting.Start),
                $"«{meeting.Title}» si è tenuto", cancel);
    }

    public async Task HandleAsync(MinutesWritten happened, CancellationToken cancel)
    {
        if (happened.State == MinutesState.Published
            && await db.Meetings.FindAsync([happened.Meeting], cancel) is { PlannedKey: { } key } meeting)
            await plan.AccomplishAsync(meeting.Process, PlanKeys.MinutesOf(key), Texts.RomeDay(clock.GetUtcNow()),
                $"Pubblicato il verbale di «{meeting.Title}»", cancel);
    }
}
