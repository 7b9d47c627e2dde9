using Patto.Database;
using Patto.People;

namespace Patto.Modules.Meetings.Contracts;

/// <summary>A meeting was put on the staff's calendar.</summary>
[Sentence("È stato messo in programma un incontro.")]
public sealed record MeetingPlanned(Id<Meeting> Meeting, Subject? Process, Method Method, DateTimeOffset Start) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>Time, place or words of a meeting changed.</summary>
[Sentence("I dati di un incontro sono cambiati.")]
public sealed record MeetingChanged(Id<Meeting> Meeting, Subject? Process, DateTimeOffset Start, bool IsPublic) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("È stato pubblicato un incontro.")]
public sealed record MeetingPublished(Id<Meeting> Meeting, Subject? Process, DateTimeOffset Start) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
    public bool IsPublic => true;
}

/// <summary>A meeting that was public will not take place.</summary>
[Sentence("Un incontro è stato annullato.")]
public sealed record MeetingCancelled(Id<Meeting> Meeting, Subject? Process, bool IsPublic) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>The room is open: who has its code writes from the phone.</summary>
[Sentence("È cominciato un incontro.")]
public sealed record MeetingOpened(Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("Un incontro si è chiuso.")]
public sealed record MeetingClosed(Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("Qualcuno si è iscritto a un incontro.")]
public sealed record RegistrationMade(Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("Un'iscrizione a un incontro è stata ritirata.")]
public sealed record RegistrationWithdrawn(Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("È stata segnata una presenza a un incontro.")]
public sealed record AttendanceTaken(Id<Meeting> Meeting, Subject? Process, bool Present) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>Heads were counted: totals only.</summary>
[Sentence("È stato contato chi c'era a un incontro.")]
public sealed record HeadsCounted(Id<Meeting> Meeting, Subject? Process, int Total) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
    public bool IsPublic => true;
}

[Sentence("È stato scritto o pubblicato il verbale di un incontro.")]
public sealed record MinutesWritten(Id<Meeting> Meeting, Subject? Process, int Version, MinutesState State) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
    public bool IsPublic => State == MinutesState.Published;
}

[Sentence("In un incontro è stato preso un accordo.")]
public sealed record AgreementMade(Id<Meeting> Meeting, Id<Agreement> Agreement, Subject? Process, DateOnly? Due) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("Un accordo preso in un incontro è stato mantenuto.")]
public sealed record AgreementKept(Id<Meeting> Meeting, Id<Agreement> Agreement, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>Somebody called a session on the wall.</summary>
[Sentence("All'Open Space è stata proposta una sessione.")]
public sealed record SessionCalled(Id<Session> Session, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("session", Session);
    public bool IsPublic => true;
}

[Sentence("Una sessione dell'Open Space ha scritto il suo resoconto.")]
public sealed record SessionReported(Id<Session> Session, Id<Meeting> Meeting, Subject? Process, int Proposals) : IDomainEvent
{
    public Subject About => Subject.Of("session", Session);
    public bool IsPublic => true;
}

[Sentence("Una sessione dell'Open Space è stata tolta.")]
public sealed record SessionRemoved(Id<Session> Session, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("session", Session);
}

/// <summary>Somebody wants to help write the texts: who may be called to the enlarged table.</summary>
[Sentence("Qualcuno si è offerto di scrivere la bozza.")]
public sealed record DraftingOffered(Id<Meeting> Meeting, Id<Person> Person, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}
