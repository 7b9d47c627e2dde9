using System.Security.Cryptography;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Groups;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings;

/// <summary>People meet at a place and time (*incontro*), by one of the methods.</summary>
[Content("meeting", "title", "question", "agenda", "place", "counted")]
public sealed class Meeting : Entity<Meeting>, IListedByName
{
    /// <summary>Access needs given to register are deleted so long after the meeting.</summary>
    public static readonly TimeSpan NeedsKept = TimeSpan.FromDays(30);
    public const int MostPlaces = 8;
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);
    // No vowels, so that no word comes out; no letters that are mistaken for figures.
    private const string RoomLetters = "BCDFGHJKLMNPQRTVWXZ";

    private readonly List<Registration> _registrations = [];
    private Meeting() { }

    /// <param name="number">The next of the process's meetings.</param>
    public static Meeting Plan(ProcessInfo process, int number, string title, Method method, DateTimeOffset start, DateTimeOffset end,
        string? plannedKey = null)
    {
        var meeting = new Meeting
        {
            Authority = process.Authority,
            Process = process.Id,
            Number = number,
            PlannedKey = plannedKey,
            TakesRegistrations = method is not Method.Table
        };
        meeting.Set(title, method, start, end);
        meeting.Raise(new MeetingPlanned(meeting.Id, process.Subject, method, start));
        return meeting;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    /// <summary>The group that sits; null for a meeting that is everybody's.</summary>
    public Id<Group>? Group { get; private set; }
    public int Number { get; private set; }
    /// <summary>The key in the template it was planned by.</summary>
    public string? PlannedKey { get; private set; }
    public string Title { get; private set; } = "";
    string IListedByName.Name => Title;
    public Method Method { get; private set; }
    /// <summary>What is asked: the question on the wall, what the group speaks about.</summary>
    public string Question { get; private set; } = "";
    public string? Theme { get; private set; }
    public string? Area { get; private set; }
    public DateTimeOffset Start { get; private set; }
    /// <summary>In the town.</summary>
    public DateOnly Day => Localization.Texts.RomeDay(Start);
    public DateTimeOffset End { get; private set; }
    public string Place { get; private set; } = "";
    /// <summary>Where one joins from afar (https); only those who have a seat, or were called, ever read it. Empty: one comes.</summary>
    public string VideoLink { get; private set; } = "";
    /// <summary>Practical facts: wheelchair, sign language, a corner for children.</summary>
    public List<string> Access { get; private set; } = [];
    /// <summary>Null: as many as come.</summary>
    public int? Seats { get; private set; }
    /// <summary>False: by invitation, or one just comes.</summary>
    public bool TakesRegistrations { get; private set; }
    public List<AgendaItem> Agenda { get; private set; } = [];
    public List<Slot> Slots { get; private set; } = [];
    public List<WallPlace> Places { get; private set; } = [];
    public MeetingState State { get; private set; }
    public string? CancelledWhy { get; private set; }
    public DateTimeOffset? Opened { get; private set; }
    public DateTimeOffset? Closed { get; private set; }
    /// <summary>Six letters that let who is in the room write and call sessions while the meeting runs. They stay when it is closed: who
    /// comes back reads what came out, and a room that opens again has the same.</summary>
    public string? RoomCode { get; private set; }
    public Tally? Counted { get; private set; }
    /// <summary>The number of whoever registered last. None is given twice: a sheet that was printed before stays right.</summary>
    public int LastNumber { get; private set; }

    public IReadOnlyList<Registration> Registrations => _registrations;
    public Subject Subject => Subject.Of("meeting", Id);
    public Subject ProcessSubject => Subject.Of("process", Process);
    public bool IsPublic => State != MeetingState.Draft;
    public bool IsRunning => Opened is not null && Closed is null;
    /// <summary>Null without limit; never below zero.</summary>
    public int? SeatsLeft => Seats - Seated;
    private int Seated => _registrations.Count(r => !r.IsWaiting);
    private IEnumerable<Registration> InLine => _registrations.Where(r => r.IsWaiting).OrderBy(r => r.At).ThenBy(r => r.Id);

    public void Describe(string title, Method method, string question, string? theme, string? area, DateTimeOffset start,
        DateTimeOffset end, string place, IEnumerable<string> access, int? seats, bool takesRegistrations)
    {
        RuleViolation.Unless(State != MeetingState.Cancelled, "meeting.cancelled", "L'incontro è annullato: non si può più cambiare.");
        RuleViolation.UnlessAt(nameof(Seats), seats is null or > 0, "meeting.seats",
            "I posti devono essere almeno uno; lascia vuoto se non c'è un limite.");
        RuleViolation.UnlessAt(nameof(Seats), seats is null || seats >= Seated, "meeting.seats-taken",
            "Le iscrizioni sono già {0}: i posti non possono essere di meno.", Seated);
        Set(title, method, start, end);
        (Question, Theme, Area, Place) = (question.Trim(), Key(theme), Key(area), place.Trim());
        (Access, Seats, TakesRegistrations) = ([.. access], seats, takesRegistrations);
        Raise(new MeetingChanged(Id, ProcessSubject, Start, IsPublic));
    }

    /// <summary>Says where one joins from afar.</summary>
    /// <returns>Whether it says something new that people must know.</returns>
    public bool MeetAt(string link)
    {
        link = link.Trim();
        RuleViolation.UnlessAt(nameof(VideoLink), link.Length == 0 || Uri.TryCreate(link, UriKind.Absolute, out var read)
            && read.Scheme == Uri.UriSchemeHttps, "meeting.video",
            "Il collegamento video comincia con https:// : copialo dal programma della riunione.");
        if (VideoLink == link) return false;
        VideoLink = link;
        Raise(new MeetingChanged(Id, ProcessSubject, Start, false));
        return link.Length > 0;
    }

    /// <summary>Title, kind, hours and place; all the rest stays as it was.</summary>
    public void Settle(string title, Method method, DateTimeOffset start, DateTimeOffset end, string place)
    {
        if ((Title, Method, Start, End, Place) == (title.Trim(), method, start, end, place.Trim())) return;
        Describe(title, method, Question, Theme, Area, start, end, place, Access, Seats, TakesRegistrations);
    }

    /// <summary>Takes over what another meeting says of itself, but for its day, place and people.</summary>
    public void CopyFrom(Meeting other, string? area)
    {
        Describe(Title, Method, other.Question, other.Theme, area, Start, End, "", other.Access, other.Seats, other.TakesRegistrations);
        (Agenda, Slots, Places, Group) = ([.. other.Agenda], [.. other.Slots], [.. other.Places], other.Group);
    }

    /// <summary>The meeting is a sitting of this group; null: of none.</summary>
    public void BelongTo(Id<Group>? group)
    {
        if (Group == group) return;
        Group = group;
        Raise(new MeetingChanged(Id, ProcessSubject, Start, false));
    }

    /// <summary>Those who were there are asked whether a version of the minutes is right.</summary>
    internal void SendMinutesOut(int version, int asked) => Raise(new MinutesSentOut(Id, ProcessSubject, version, asked));

    public void SetAgenda(IEnumerable<AgendaItem> agenda)
    {
        Agenda = [.. agenda];
        Raise(new MeetingChanged(Id, ProcessSubject, Start, false));
    }

    /// <summary>The wall of an Open Space. Slots and places are named by their keys: those with sessions must stay.</summary>
    public void SetWall(IReadOnlyList<Slot> slots, IReadOnlyList<WallPlace> places, IReadOnlyCollection<Session> called)
    {
        RuleViolation.UnlessAt(nameof(Places), places.Count <= MostPlaces, "meeting.places", "Gli spazi possono essere al massimo {0}.",
            MostPlaces);
        RuleViolation.UnlessAt(nameof(Slots), slots.Select(s => s.Key).Distinct().Count() == slots.Count, "meeting.slots-twice",
            "Due orari cominciano insieme: tienine uno.");
        RuleViolation.UnlessAt(nameof(Slots), called.All(s => slots.Any(x => x.Key == s.Slot && x.Together is null)
            && places.Any(x => x.Key == s.Place)),
            "meeting.wall-used", "Qualcuno ha già messo un tema in un orario o in uno spazio che vuoi togliere.");
        (Slots, Places) = ([.. slots], [.. places]);
        Raise(new MeetingChanged(Id, ProcessSubject, Start, false));
    }

    public void Publish()
    {
        RuleViolation.Unless(State == MeetingState.Draft, "meeting.published", "L'incontro è già pubblico.");
        RuleViolation.Unless(Place.Length > 0, "meeting.place", "Prima di pubblicarlo scrivi dove si tiene.");
        State = MeetingState.Published;
        Raise(new MeetingPublished(Id, ProcessSubject, Start));
    }

    public void Cancel(string why)
    {
        RuleViolation.Unless(State != MeetingState.Cancelled, "meeting.cancelled-already", "L'incontro è già annullato.");
        RuleViolation.Unless(State != MeetingState.Draft, "meeting.cancel-draft",
            "È ancora una bozza, che vede solo lo staff: non si annulla, si elimina.");
        RuleViolation.Unless(Closed is null, "meeting.held", "L'incontro si è già tenuto.");
        RuleViolation.UnlessAt("Why", why.Trim().Length > 0, "meeting.why", "Scrivi perché: lo legge chi si era iscritto.");
        (State, CancelledWhy, RoomCode) = (MeetingState.Cancelled, why.Trim(), null);
        Raise(new MeetingCancelled(Id, ProcessSubject));
    }

    /// <summary>A draft that will not be held is gone: nobody outside was told of it, so that nobody is told now.</summary>
    internal void Discard()
    {
        RuleViolation.Unless(State == MeetingState.Draft, "meeting.discard", "Si elimina solo una bozza: un incontro pubblico si annulla.");
        Raise(new MeetingDiscarded(Id, ProcessSubject));
    }

    /// <summary>The room opens, at the earliest half a day before it is planned.</summary>
    public void Open(DateTimeOffset now)
    {
        RuleViolation.Unless(State == MeetingState.Published, "meeting.not-public", "Prima pubblica l'incontro.");
        RuleViolation.Unless(!IsRunning, "meeting.open", "La stanza è già aperta.");
        RuleViolation.Unless(now >= Start.AddHours(-12) && now <= End.AddHours(12), "meeting.open-when",
            "La stanza si apre il giorno dell'incontro.");
        (Opened, Closed, RoomCode) = (Opened ?? now, null, RoomCode ?? RandomNumberGenerator.GetString(RoomLetters, 6));
        Raise(new MeetingOpened(Id, ProcessSubject));
    }

    public void Close(DateTimeOffset now)
    {
        RuleViolation.Unless(IsRunning, "meeting.not-open", "La stanza non è aperta.");
        Closed = now;
        Raise(new MeetingClosed(Id, ProcessSubject));
    }

    public Registration Register(Person person, DateTimeOffset now)
    {
        RuleViolation.Unless(State == MeetingState.Published && TakesRegistrations, "meeting.no-registration",
            "A questo incontro non ci si iscrive.");
        RuleViolation.Unless(now < Start, "meeting.started",
            "Le iscrizioni sono chiuse: l'incontro è iniziato. Puoi venire lo stesso, se c'è posto.");
        var registration = new Registration(Id, person.Id, now, isWaiting: SeatsLeft is <= 0, ++LastNumber);
        _registrations.Add(registration);
        Raise(new RegistrationMade(Id, ProcessSubject));
        return registration;
    }

    /// <summary>How many stand in line before this one; null for one that has a seat.</summary>
    public int? BeforeInLine(Registration registration) =>
        registration.IsWaiting ? InLine.TakeWhile(r => r.Id != registration.Id).Count() : null;

    /// <summary>Free seats go to those who have waited longest, until the meeting begins; they are to be told.</summary>
    public IReadOnlyList<Registration> Promote(DateTimeOffset now)
    {
        if (State != MeetingState.Published || now >= Start) return [];
        List<Registration> promoted = [.. InLine.Take(SeatsLeft ?? int.MaxValue)];
        foreach (var registration in promoted)
        {
            registration.Sit();
            Raise(new RegistrationPromoted(Id, ProcessSubject));
        }
        return promoted;
    }

    public void Withdraw(Registration registration)
    {
        if (_registrations.Remove(registration)) Raise(new RegistrationWithdrawn(Id, ProcessSubject));
    }

    public void Count(Tally tally)
    {
        RuleViolation.UnlessAt("Total", tally.Adds, "meeting.tally", "I conti non tornano: le parti non possono superare il totale.");
        Counted = tally;
        Raise(new HeadsCounted(Id, ProcessSubject, tally.Total));
    }

    private void Set(string title, Method method, DateTimeOffset start, DateTimeOffset end)
    {
        RuleViolation.UnlessAt(nameof(Title), !string.IsNullOrWhiteSpace(title), "meeting.title", "Scrivi il titolo dell'incontro.");
        RuleViolation.UnlessAt(nameof(End), start < end && end - start <= Longest, "meeting.times",
            "La fine deve venire dopo l'inizio, entro {0} giorni.", Longest.Days);
        (Title, Method, Start, End) = (title.Trim(), method, start, end);
    }

    private static string? Key(string? key) => string.IsNullOrWhiteSpace(key) ? null : key.Trim();
}

/// <summary>Somebody said that they will come (*iscritto*), or stands in line for a seat (*lista d'attesa*).</summary>
public sealed class Registration(Id<Meeting> meeting, Id<Person> person, DateTimeOffset at, bool isWaiting, int number)
    : Entity<Registration>, IFromOutside
{
    public Id<Meeting> Meeting { get; private set; } = meeting;
    public Id<Person> Person { get; private set; } = person;
    public DateTimeOffset At { get; private set; } = at;
    /// <summary>All seats were taken; the first that is given back goes to who waits longest.</summary>
    public bool IsWaiting { get; private set; } = isWaiting;
    /// <summary>Of the row on the printed sheet, from one; it stays whoever else comes or goes.</summary>
    public int Number { get; private set; } = number;

    internal void Sit() => IsWaiting = false;
}
