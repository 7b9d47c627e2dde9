using Patto.Localization;

namespace Patto.Modules.Meetings;

/// <summary>What the wall of an Open Space says at an instant: what goes on, what comes next, how much is free.</summary>
/// <param name="Now">The stretch of time that goes on; null between two, before the first and after the last.</param>
/// <param name="Next">The next one that begins; null after the last.</param>
/// <param name="Free">Squares without a session in the stretches that are not over.</param>
public sealed record WallNow(Slot? Now, Slot? Next, int Free)
{
    public static WallNow Of(Meeting meeting, IReadOnlyCollection<Session> sessions, DateTimeOffset now) => new(
        meeting.Slots.Find(s => Begins(meeting, s) <= now && now < Ends(meeting, s)),
        meeting.Slots.OrderBy(s => s.From).FirstOrDefault(s => Begins(meeting, s) > now),
        meeting.Slots.Where(s => s.Together is null && now < Ends(meeting, s)).Sum(s =>
            meeting.Places.Count(p => !sessions.Any(one => one.Slot == s.Key && one.Place == p.Key))));

    public static DateTimeOffset Begins(Meeting meeting, Slot slot) => Texts.RomeTime(meeting.Day, slot.From);
    public static DateTimeOffset Ends(Meeting meeting, Slot slot) => Texts.RomeTime(meeting.Day, slot.To);
}
