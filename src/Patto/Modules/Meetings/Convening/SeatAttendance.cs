using Patto.Database;
using Patto.Modules.Groups;
using Patto.Modules.Meetings.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings.Convening;

/// <summary>Who sat on a seat at a meeting.</summary>
public enum SeatPresence
{
    /// <summary>Who holds the seat.</summary>
    Holder,
    /// <summary>Somebody in the holder's place: counts for the quorum.</summary>
    Substitute,
    /// <summary>Nobody; another seat votes for it: does not count for the quorum.</summary>
    Proxy,
    Absent,
}

/// <summary>A seat of the group at one meeting (*presenza per posto*).</summary>
public sealed class SeatAttendance : Entity<SeatAttendance>
{
    private SeatAttendance() { }

    internal static SeatAttendance Of(Meeting meeting, Id<Seat> seat) => new() { Meeting = meeting.Id, Seat = seat };

    public Id<Meeting> Meeting { get; private set; }
    public Id<Seat> Seat { get; private set; }
    public SeatPresence Presence { get; private set; }
    /// <summary>Who sat there, where they are known.</summary>
    public Id<Person>? Person { get; private set; }
    /// <summary>The name of a substitute who is not on the group's list.</summary>
    public string Name { get; private set; } = "";
    /// <summary>The seat that votes for this one.</summary>
    public Id<Seat>? ProxyTo { get; private set; }
    /// <summary>Since when.</summary>
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? Left { get; private set; }

    public bool IsThere => Presence is SeatPresence.Holder or SeatPresence.Substitute && Left is null;
    public bool WasThere => Presence is SeatPresence.Holder or SeatPresence.Substitute;

    internal void Mark(Meeting meeting, SeatPresence presence, Id<Person>? person, string name, Id<Seat>? proxyTo, DateTimeOffset now)
    {
        Demand(meeting, now);
        RuleViolation.UnlessAt("Name", presence != SeatPresence.Substitute || person is not null || name.Trim().Length > 0,
            "seat-attendance.name", "Scrivi il nome di chi sostituisce.");
        RuleViolation.UnlessAt("ProxyTo", presence != SeatPresence.Proxy || proxyTo is { } to && to != Seat, "seat-attendance.proxy",
            "Scegli a chi va la delega: un altro posto, che sia presente.");
        (Presence, Person, Name) = (presence, person, person is null && presence == SeatPresence.Substitute ? name.Trim() : "");
        (ProxyTo, At, Left) = (presence == SeatPresence.Proxy ? proxyTo : null, now, null);
        Raise(new AttendanceTaken(meeting.Id, meeting.ProcessSubject, WasThere));
    }

    /// <summary>Goes away before the end, or has come back.</summary>
    internal void Leave(Meeting meeting, bool left, DateTimeOffset now)
    {
        Demand(meeting, now);
        RuleViolation.Unless(WasThere, "seat-attendance.not-there", "Chi non c'è non può uscire.");
        Left = left ? now : null;
        Raise(new AttendanceTaken(meeting.Id, meeting.ProcessSubject, !left));
    }

    /// <summary>Marked by mistake.</summary>
    internal void TakeBack(Meeting meeting) => Raise(new AttendanceTaken(meeting.Id, meeting.ProcessSubject, false));

    internal void Forget() => (Person, Name) = (null, "");

    private static void Demand(Meeting meeting, DateTimeOffset now)
    {
        RuleViolation.Unless(meeting.State != MeetingState.Cancelled, "seat-attendance.cancelled",
            "L'incontro è annullato: non ci sono presenze da segnare.");
        RuleViolation.Unless(now >= meeting.Start.AddHours(-12), "seat-attendance.early",
            "Le presenze si segnano dal giorno dell'incontro.");
    }
}
