using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings;

/// <summary>Somebody was there (*presente*), registered or not.</summary>
public sealed class Attendance : Entity<Attendance>, IFromOutside
{
    private Attendance() { }
    internal static Attendance Of(Meeting meeting, Id<Person> person, DateTimeOffset now)
    {
        var attendance = new Attendance { Meeting = meeting.Id, Person = person, At = now };
        attendance.Raise(new AttendanceTaken(meeting.Id, meeting.ProcessSubject, true));
        return attendance;
    }

    /// <summary>Ticked by mistake.</summary>
    internal void TakeBack(Meeting meeting) => Raise(new AttendanceTaken(meeting.Id, meeting.ProcessSubject, false));

    public Id<Meeting> Meeting { get; private set; }
    public Id<Person> Person { get; private set; }
    public DateTimeOffset At { get; private set; }
}

/// <summary>Somebody wants to help write the texts that come out.</summary>
public sealed class DraftingOffer : Entity<DraftingOffer>
{
    private DraftingOffer() { }
    internal static DraftingOffer Of(Meeting meeting, Person person, string why, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Name", person.Name.Length > 0, "drafting.name", "Scrivi il tuo nome: serve per richiamarti.");
        RuleViolation.UnlessAt("Address", person.Channel is not Channel.None, "drafting.contact",
            "Scrivi un recapito: serve per richiamarti.");
        var offer = new DraftingOffer { Meeting = meeting.Id, Person = person.Id, Why = why.Trim(), At = now };
        offer.Raise(new DraftingOffered(meeting.Id, person.Id, meeting.ProcessSubject));
        return offer;
    }

    public Id<Meeting> Meeting { get; private set; }
    public Id<Person> Person { get; private set; }
    public string Why { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
}
