using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Groups;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings.Convening;

/// <summary>How somebody is called to a sitting.</summary>
public enum SummonsWay
{
    /// <summary>By the platform, with a link to answer.</summary>
    Email,
    /// <summary>From the body's certified mailbox: by the platform where it knows the mailbox, else the nominal letter, by hand.</summary>
    Pec,
    /// <summary>The nominal letter on paper.</summary>
    Letter,
    /// <summary>By voice, from the list of calls.</summary>
    Phone,
}

/// <summary>What was said to the call.</summary>
public enum SummonsAnswer { None, Comes, Substitute, Absent }

/// <summary>The call of a group to one of its meetings (*convocazione*): sent once, one summons for each seat that somebody holds.</summary>
[Content("convocation", "text", "replyBy", "protocol", "protocolDay")]
public sealed class Convocation : Entity<Convocation>
{
    /// <summary>Between two reminders that somebody asks for by hand.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(12);
    private readonly List<Summons> _summonses = [];
    private Convocation() { }

    /// <param name="text">What the office adds to day, place and agenda; may be empty.</param>
    /// <param name="quorum">As the group's rules say it today.</param>
    internal static Convocation Send(Meeting meeting, Id<Group> group, string text, DateOnly? replyBy, string protocol,
        DateOnly? protocolDay, int? quorum, Guid? by, DateTimeOffset now)
    {
        RuleViolation.Unless(meeting.State != MeetingState.Cancelled, "convocation.cancelled", "L'incontro è annullato: non si convoca.");
        RuleViolation.Unless(meeting.State == MeetingState.Published, "convocation.draft",
            "L'incontro è ancora in bozza: prima scrivi dove si tiene e pubblicalo.");
        RuleViolation.Unless(now < meeting.Start, "convocation.started", "L'incontro è già cominciato: non si convoca più.");
        RuleViolation.UnlessAt(nameof(ReplyBy), replyBy is not { } last || last >= Texts.RomeDay(now)
            && last <= Texts.RomeDay(meeting.Start), "convocation.reply",
            "Il giorno per rispondere va da oggi al giorno dell'incontro.");
        var convocation = new Convocation
        {
            Authority = meeting.Authority,
            Meeting = meeting.Id,
            Group = group,
            Text = text.ReplaceLineEndings("\n").Trim(),
            ReplyBy = replyBy ?? Latest(meeting, now),
            Quorum = quorum,
            Sent = now,
            By = by,
        };
        convocation.Write(protocol, protocolDay);
        return convocation;
    }

    /// <summary>Three days before, or the day itself where it comes sooner.</summary>
    internal static DateOnly Latest(Meeting meeting, DateTimeOffset now)
    {
        var (usual, today) = (Texts.RomeDay(meeting.Start).AddDays(-3), Texts.RomeDay(now));
        return usual > today ? usual : Texts.RomeDay(meeting.Start);
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Meeting> Meeting { get; private set; }
    public Id<Group> Group { get; private set; }
    public string Text { get; private set; } = "";
    public DateOnly ReplyBy { get; private set; }
    /// <summary>The number that the body's own register of documents gave it; empty without.</summary>
    public string Protocol { get; private set; } = "";
    public DateOnly? ProtocolDay { get; private set; }
    public int? Quorum { get; private set; }
    public DateTimeOffset Sent { get; private set; }
    public Guid? By { get; private set; }
    /// <summary>Somebody stopped the reminders.</summary>
    public bool Stopped { get; private set; }
    /// <summary>When those without an answer were reminded, a week before; null while they were not.</summary>
    public DateTimeOffset? RemindedWeek { get; private set; }
    /// <summary>When all who come were reminded, the day before.</summary>
    public DateTimeOffset? RemindedDay { get; private set; }
    /// <summary>The last reminder that was asked for by hand.</summary>
    public DateTimeOffset? RemindedByHand { get; private set; }

    public IReadOnlyList<Summons> Summonses => _summonses;

    /// <param name="pec">The address of certified mail that the letter leaves for; empty: the office sends it by hand.</param>
    internal Summons Summon(Id<Seat> seat, Id<Person> person, SummonsWay way, string pec, DateTimeOffset now)
    {
        RuleViolation.Unless(_summonses.All(s => s.Seat != seat), "summons.twice", "Questo posto è già convocato.");
        var summons = new Summons(Id, seat, person, way, way == SummonsWay.Pec ? pec : "", now);
        _summonses.Add(summons);
        return summons;
    }

    /// <summary>All are on the list: what was done is told.</summary>
    internal void Tell(Meeting meeting, int called)
    {
        RuleViolation.Unless(called > 0, "convocation.nobody",
            "Non c'è nessuno da convocare: prima fai sedere qualcuno, nella pagina dei posti.");
        Raise(new ConvocationSent(Id, meeting.Id, meeting.ProcessSubject, called));
    }

    /// <summary>Number and day in the body's register.</summary>
    public void Write(string protocol, DateOnly? day)
    {
        RuleViolation.UnlessAt(nameof(ProtocolDay), day is null || protocol.Trim().Length > 0, "convocation.protocol-number",
            "Hai scritto la data del protocollo senza il numero: scrivi anche il numero.");
        (Protocol, ProtocolDay) = (protocol.Trim(), day);
    }

    internal void Register(Meeting meeting, string protocol, DateOnly? day)
    {
        RuleViolation.UnlessAt(nameof(Protocol), protocol.Trim().Length > 0, "convocation.protocol", "Scrivi il numero di protocollo.");
        Write(protocol, day);
        Raise(new ConvocationRegistered(Id, meeting.Id, meeting.ProcessSubject));
    }

    internal void Stop(Meeting meeting, bool stop)
    {
        if (Stopped == stop) return;
        Stopped = stop;
        Raise(new RemindersSet(Id, meeting.Id, meeting.ProcessSubject, !stop));
    }

    internal void RemindByHand(Meeting meeting, int told, DateTimeOffset now)
    {
        RuleViolation.Unless(RemindedByHand is not { } last || now - last >= Pause, "convocation.reminded",
            "Il ricordo è già partito da poco: si può mandare di nuovo dopo dodici ore.");
        RuleViolation.Unless(now < meeting.Start, "convocation.over", "L'incontro è cominciato: un ricordo non serve più.");
        RemindedByHand = now;
        Raise(new RemindersSent(Id, meeting.Id, meeting.ProcessSubject, told));
    }

    internal void RemindByItself(Meeting meeting, bool theDayBefore, int told, DateTimeOffset now)
    {
        if (theDayBefore) RemindedDay = now;
        else RemindedWeek = now;
        if (told > 0) Raise(new RemindersSent(Id, meeting.Id, meeting.ProcessSubject, told));
    }
}

/// <summary>The call to one seat, with its proof and its answer.</summary>
public sealed class Summons : Entity<Summons>, IFromOutside
{
    private Summons() { }

    internal Summons(Id<Convocation> convocation, Id<Seat> seat, Id<Person> person, SummonsWay way, string pec,
        DateTimeOffset at) => (Convocation, Seat, Person, Way, Pec, At) = (convocation, seat, person, way, pec, at);

    public Id<Convocation> Convocation { get; private set; }
    public Id<Seat> Seat { get; private set; }
    /// <summary>Who holds the seat, and is called.</summary>
    public Id<Person> Person { get; private set; }
    public SummonsWay Way { get; private set; }
    /// <summary>The certified address that the body's own certified mailbox writes to; empty: the office sends the letter by hand.</summary>
    public string Pec { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public SummonsAnswer Answer { get; private set; }
    public DateTimeOffset? Answered { get; private set; }
    /// <summary>Who of the office wrote it down; null where the person answered by the link.</summary>
    public Guid? WrittenBy { get; private set; }
    /// <summary>Whom they send in their place.</summary>
    public string Substitute { get; private set; } = "";
    /// <summary>What they let the office know: a lift, a large print.</summary>
    public string Note { get; private set; } = "";
    /// <summary>The day the letter was handed over, or the certified mail arrived.</summary>
    public DateOnly? Delivered { get; private set; }
    /// <summary>How the last call went, or what proves the delivery, in the office's words.</summary>
    public string Proof { get; private set; } = "";

    public Subject Subject => Subject.Of("summons", Id);

    /// <param name="by">Who of the office writes it down; null: the person, by the link.</param>
    internal void Say(Meeting meeting, SummonsAnswer answer, string substitute, string note, Guid? by, DateTimeOffset now)
    {
        RuleViolation.Unless(meeting.State != MeetingState.Cancelled, "summons.cancelled", "L'incontro è annullato: non serve rispondere.");
        RuleViolation.Unless(by is not null || now < meeting.Start, "summons.over",
            "L'incontro è cominciato: la risposta non si cambia più da qui. Telefona all'ufficio.");
        RuleViolation.UnlessAt(nameof(Answer), answer != SummonsAnswer.None, "summons.answer",
            "Scegli una risposta: vengo, mando il sostituto, non vengo.");
        RuleViolation.UnlessAt(nameof(Substitute), answer != SummonsAnswer.Substitute || substitute.Trim().Length > 0,
            "summons.substitute", "Scrivi chi viene al tuo posto.");
        RuleViolation.UnlessAt(nameof(Substitute), answer == SummonsAnswer.Substitute || substitute.Trim().Length == 0,
            "summons.no-substitute", "Qui c'è un nome, ma la risposta dice altro: cambia la risposta, o cancella il nome.");
        (Answer, Answered, WrittenBy) = (answer, now, by);
        (Substitute, Note) = (answer == SummonsAnswer.Substitute ? substitute.Trim() : "", note.ReplaceLineEndings("\n").Trim());
        Raise(new SummonsAnswered(Id, meeting.Id, meeting.ProcessSubject, answer));
    }

    /// <summary>Another way of calling; what was already sent stays as proof.</summary>
    internal void GoBy(Meeting meeting, SummonsWay way, string pec)
    {
        pec = way == SummonsWay.Pec ? pec : "";
        if ((Way, Pec) == (way, pec)) return;
        (Way, Pec) = (way, pec);
        Raise(new SummonsProved(Id, meeting.Id, meeting.ProcessSubject));
    }

    internal void Prove(Meeting meeting, DateOnly? delivered, string proof, DateTimeOffset now)
    {
        RuleViolation.UnlessAt(nameof(Delivered), delivered is not { } day || day <= Texts.RomeDay(now) && day >= Texts.RomeDay(At),
            "summons.delivered", "Il giorno della consegna va da quello della convocazione a oggi.");
        if ((Delivered, Proof) == (delivered, proof.Trim())) return;
        (Delivered, Proof) = (delivered, proof.Trim());
        Raise(new SummonsProved(Id, meeting.Id, meeting.ProcessSubject));
    }

    internal void Forget() => (Substitute, Note, Proof, Pec, WrittenBy) = ("", "", "", "", null);

    internal void ForgetNote() => Note = "";
}
