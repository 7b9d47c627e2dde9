using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings.Convening;

/// <summary>Somebody who was at a meeting is asked whether a version of its minutes is right.</summary>
public sealed class MinutesReading : Entity<MinutesReading>
{
    private MinutesReading() { }

    internal static MinutesReading Ask(Meeting meeting, int version, Id<Person> person, DateTimeOffset now) =>
        new() { Meeting = meeting.Id, Version = version, Person = person, Asked = now };

    public Id<Meeting> Meeting { get; private set; }
    /// <summary>Of the minutes, its number.</summary>
    public int Version { get; private set; }
    public Id<Person> Person { get; private set; }
    public DateTimeOffset Asked { get; private set; }
    /// <summary>Null while they have not answered.</summary>
    public bool? Agrees { get; private set; }
    /// <summary>What should be corrected.</summary>
    public string Remark { get; private set; } = "";
    public DateTimeOffset? Answered { get; private set; }

    internal void Say(Meeting meeting, bool agrees, string remark, bool isLast, DateTimeOffset now)
    {
        RuleViolation.Unless(isLast, "minutes-reading.old",
            "Intanto il verbale è cambiato, o è già approvato: questa versione non si giudica più.");
        RuleViolation.UnlessAt(nameof(Remark), agrees || remark.Trim().Length > 0, "minutes-reading.remark",
            "Scrivi che cosa va corretto.");
        (Agrees, Remark, Answered) = (agrees, agrees ? "" : remark.ReplaceLineEndings("\n").Trim(), now);
        Raise(new MinutesRead(meeting.Id, meeting.ProcessSubject, Version, agrees));
    }

    internal void Forget() => Remark = "";
}
