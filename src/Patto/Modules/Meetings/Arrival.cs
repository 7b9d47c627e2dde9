using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings;

/// <summary>What the desk at the door typed for one who came (*arrivo*): a number of the sheet, a code, or only that somebody is there. It
/// may come from a device long afterwards; what is nobody of this meeting waits here until the desk puts it right.</summary>
public sealed class Arrival : Entity<Arrival>, IFromOutside
{
    public const int LongestTyped = 20;

    private Arrival() { }

    /// <param name="sentAs">The identity that the device gave it.</param>
    /// <param name="typed">Empty for a head.</param>
    internal static Arrival Of(Meeting meeting, Guid sentAs, string typed, DateTimeOffset at)
    {
        var arrival = new Arrival { Meeting = meeting.Id, SentAs = sentAs, Typed = typed.Trim(), At = at };
        arrival.Raise(new ArrivalNoted(meeting.Id, meeting.ProcessSubject));
        return arrival;
    }

    public Id<Meeting> Meeting { get; private set; }
    public Guid SentAs { get; private set; }
    public string Typed { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    /// <summary>Whose presence it was; null for a head, and for what is not put right.</summary>
    public Id<Person>? Person { get; private set; }
    /// <summary>Somebody who said no name: counted, nothing more.</summary>
    public bool IsHead { get; private set; }
    /// <summary>Null: nobody of this meeting was found yet.</summary>
    public DateTimeOffset? Settled { get; private set; }

    /// <param name="person">Null: it was nobody.</param>
    internal void Settle(Meeting meeting, Id<Person>? person, DateTimeOffset now)
    {
        (Person, Settled) = (person, now);
        Raise(new ArrivalSettled(meeting.Id, meeting.ProcessSubject));
    }

    internal void CountAsHead(Meeting meeting, DateTimeOffset now)
    {
        (IsHead, Settled) = (true, now);
        Raise(new AttendanceTaken(meeting.Id, meeting.ProcessSubject, true));
    }

    internal void TakeHeadBack(Meeting meeting)
    {
        IsHead = false;
        Raise(new AttendanceTaken(meeting.Id, meeting.ProcessSubject, false));
    }

    internal void Forget() => (Typed, Person) = ("", null);
}

internal static class Heads
{
    /// <summary>How many came to a meeting without a name.</summary>
    public static Task<int> HeadsAsync(this AppDb db, Id<Meeting> meeting, CancellationToken cancel) =>
        db.Arrivals.CountAsync(a => a.Meeting == meeting && a.IsHead, cancel);
}

/// <summary>Those who registered before the sheet had numbers get theirs, in the order in which they came.</summary>
internal sealed class NumberRegistrations : DataStep
{
    public override string Name => "0.3.0/40-registration-numbers";

    public override async Task RunAsync(AppDb db, CancellationToken cancel)
    {
        // Identities grow with time.
        await db.Database.ExecuteSqlAsync($"""
            UPDATE "Registrations" SET "Number" = (SELECT COUNT(*) FROM "Registrations" r
                WHERE r."Meeting" = "Registrations"."Meeting" AND r."Id" <= "Registrations"."Id")
            WHERE "Number" = 0
            """, cancel);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE "Meetings" SET "LastNumber" = COALESCE((SELECT MAX(r."Number") FROM "Registrations" r
                WHERE r."Meeting" = "Meetings"."Id"), 0)
            WHERE "LastNumber" = 0
            """, cancel);
    }
}
