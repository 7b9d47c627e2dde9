using Patto.Database;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Modules.Meetings.Convening;
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
public sealed record MeetingCancelled(Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
    public bool IsPublic => true;
}

/// <summary>A draft that only the staff saw will not be held.</summary>
[Sentence("La bozza di un incontro è stata eliminata.")]
public sealed record MeetingDiscarded(Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>It was planned who sits at which table in each round, or some have come or gone and it was planned again.</summary>
/// <param name="Cards">How many people have a card.</param>
[Sentence("Sono stati formati i tavoli di un incontro.")]
public sealed record TablesPlanned(Id<Meeting> Meeting, Subject? Process, int Cards, int Tables) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>A round of talk at tables began.</summary>
/// <param name="Round">From 1; 0 when the first was taken back; one more than there are when all is over.</param>
[Sentence("È cambiato il turno ai tavoli di un incontro.")]
public sealed record TablesTurned(Id<Meeting> Meeting, Subject? Process, int Round) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>What a room will be asked was written, or corrected before it was opened.</summary>
[Sentence("È stato preparato un voto in sala.")]
public sealed record RoomVoteWritten(Id<RoomVote> Vote, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("room-vote", Vote);
}

/// <summary>A draft that nobody had answered is gone.</summary>
[Sentence("La bozza di un voto in sala è stata eliminata.")]
public sealed record RoomVoteDiscarded(Id<RoomVote> Vote, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("room-vote", Vote);
}

/// <summary>Phones in the room may answer.</summary>
[Sentence("È stato aperto un voto in sala.")]
public sealed record RoomVoteOpened(Id<RoomVote> Vote, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("room-vote", Vote);
}

/// <summary>What phones answered was added up and destroyed, or sheets and hands were counted, or counted again.</summary>
/// <param name="People">How many phones, sheets and hands there were; 0 or more.</param>
[Sentence("È stato contato un voto in sala.")]
public sealed record RoomVoteCounted(Id<RoomVote> Vote, Id<Meeting> Meeting, Subject? Process, int People) : IDomainEvent
{
    public Subject About => Subject.Of("room-vote", Vote);
}

/// <summary>It is worth nothing; the reason stands on its page.</summary>
[Sentence("Un voto in sala è stato annullato, con un motivo.")]
public sealed record RoomVoteAnnulled(Id<RoomVote> Vote, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("room-vote", Vote);
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

[Sentence("Si è liberato un posto a un incontro: è andato a chi aspettava da più tempo.")]
public sealed record RegistrationPromoted(Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("È stata segnata una presenza a un incontro.")]
public sealed record AttendanceTaken(Id<Meeting> Meeting, Subject? Process, bool Present) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>The desk at the door noted that somebody came, by a number or as a head; who it is stands on the row.</summary>
[Sentence("All'ingresso di un incontro è stato segnato un arrivo.")]
public sealed record ArrivalNoted(Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("Un arrivo segnato all'ingresso di un incontro è stato sistemato.")]
public sealed record ArrivalSettled(Id<Meeting> Meeting, Subject? Process) : IDomainEvent
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

[Sentence("Il resoconto di una sessione dell'Open Space è stato corretto: quello di prima si legge ancora.")]
public sealed record SessionCorrected(Id<Session> Session, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("session", Session);
    public bool IsPublic => true;
}

/// <summary>What had been typed of an agreement was put right.</summary>
[Sentence("Un accordo preso in un incontro è stato corretto.")]
public sealed record AgreementCorrected(Id<Meeting> Meeting, Id<Agreement> Agreement, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("Una sessione dell'Open Space è stata tolta.")]
public sealed record SessionRemoved(Id<Session> Session, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("session", Session);
}

[Sentence("Una sessione dell'Open Space, appena tolta, è tornata sulla bacheca.")]
public sealed record SessionPutBack(Id<Session> Session, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("session", Session);
}

/// <summary>Somebody wants to help write the texts: who may be called to the enlarged table.</summary>
[Sentence("Qualcuno si è offerto di scrivere la bozza.")]
public sealed record DraftingOffered(Id<Meeting> Meeting, Id<Person> Person, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>A group was called to a meeting.</summary>
/// <param name="Called">How many seats.</param>
[Sentence("Un gruppo è stato convocato a un incontro.")]
public sealed record ConvocationSent(Id<Convocation> Convocation, Id<Meeting> Meeting, Subject? Process, int Called) : IDomainEvent
{
    public Subject About => Subject.Of("convocation", Convocation);
}

[Sentence("È stato scritto il protocollo di una convocazione.")]
public sealed record ConvocationRegistered(Id<Convocation> Convocation, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("convocation", Convocation);
}

/// <summary>The reminders of a call were stopped, or go on.</summary>
[Sentence("I ricordi di una convocazione sono stati fermati o ripresi.")]
public sealed record RemindersSet(Id<Convocation> Convocation, Id<Meeting> Meeting, Subject? Process, bool On) : IDomainEvent
{
    public Subject About => Subject.Of("convocation", Convocation);
}

[Sentence("È partito il ricordo di una convocazione.")]
public sealed record RemindersSent(Id<Convocation> Convocation, Id<Meeting> Meeting, Subject? Process, int Told) : IDomainEvent
{
    public Subject About => Subject.Of("convocation", Convocation);
}

/// <summary>The holder of a seat said whether they come.</summary>
[Sentence("È arrivata la risposta a una convocazione.")]
public sealed record SummonsAnswered(Id<Summons> Summons, Id<Meeting> Meeting, Subject? Process, SummonsAnswer Answer) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>How a call went out, or that it arrived, was written down.</summary>
[Sentence("È stato scritto come è stata consegnata una convocazione.")]
public sealed record SummonsProved(Id<Summons> Summons, Id<Meeting> Meeting, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>Those who were there are asked whether the minutes are right.</summary>
[Sentence("Il verbale di un incontro è stato mandato da leggere a chi c'era.")]
public sealed record MinutesSentOut(Id<Meeting> Meeting, Subject? Process, int Version, int Asked) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("Chi era all'incontro ha risposto sul verbale.")]
public sealed record MinutesRead(Id<Meeting> Meeting, Subject? Process, int Version, bool Agrees) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

[Sentence("È stato ricordato un accordo preso in un incontro.")]
public sealed record AgreementReminded(Id<Meeting> Meeting, Id<Agreement> Agreement, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}

/// <summary>An attendance sheet came in.</summary>
/// <param name="Seats">Seats that were marked.</param>
/// <param name="Known">People of the list who were there.</param>
/// <param name="WalkIns">People who came without registration.</param>
[Sentence("Sono entrate le presenze di un incontro da un foglio.")]
public sealed record AttendanceImported(Id<Meeting> Meeting, Subject? Process, int Seats, int Known, int WalkIns) : IDomainEvent
{
    public Subject About => Subject.Of("meeting", Meeting);
}
