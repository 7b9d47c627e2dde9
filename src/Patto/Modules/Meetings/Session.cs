using Patto.Database;
using Patto.Modules.Meetings.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>A conversation that somebody called in an Open Space: one square of the wall, one report.</summary>
[Content("session", "title", "people", "discussion")]
public sealed class Session : Entity<Session>
{
    private Session() { }

    /// <param name="caller">How they want to be called; read by everybody in the room.</param>
    internal static Session Call(Meeting meeting, string slot, string place, string title, string caller, bool isTaken, DateTimeOffset now)
    {
        RuleViolation.Unless(meeting.Method == Method.OpenSpace && meeting.State == MeetingState.Published, "session.where",
            "Qui non si propongono temi: non è un Open Space.");
        RuleViolation.UnlessAt(nameof(Title), title.Trim().Length > 0, "session.title", "Scrivi il tema: una domanda o una frase.");
        RuleViolation.UnlessAt(nameof(Caller), caller.Trim().Length > 0, "session.caller",
            "Scrivi come ti chiami: chi è interessato ti cerca.");
        RuleViolation.UnlessAt("Square", meeting.Slots.Any(s => s.Key == slot && s.Together is null)
            && meeting.Places.Any(p => p.Key == place), "session.square", "Scegli un orario e uno spazio della bacheca.");
        RuleViolation.UnlessAt("Square", !isTaken, "session.taken", "Questo spazio è appena stato preso: scegline un altro.");
        var session = new Session
        {
            Meeting = meeting.Id,
            Slot = slot,
            Place = place,
            Title = title.Trim(),
            Caller = caller.Trim(),
            Called = now
        };
        session.Raise(new SessionCalled(session.Id, meeting.Id, meeting.ProcessSubject));
        return session;
    }

    public Id<Meeting> Meeting { get; private set; }
    public string Slot { get; private set; } = "";
    public string Place { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Caller { get; private set; } = "";
    public DateTimeOffset Called { get; private set; }
    public int? People { get; private set; }
    public string? Discussion { get; private set; }
    public DateTimeOffset? Reported { get; private set; }
    /// <summary>Off the wall since then; for a while it can be put back. Nobody sees it (a filter of the model).</summary>
    public DateTimeOffset? Removed { get; private set; }

    /// <summary>What the report said before it was put right, the oldest first; null for most.</summary>
    public List<FormerReport>? Former { get; private set; }

    public Subject Subject => Subject.Of("session", Id);

    /// <summary>What was said in the circle. Its proposals become contributions, in the same act.</summary>
    internal void Report(Meeting meeting, string discussion, int? people, int proposals, DateTimeOffset now)
    {
        RuleViolation.Unless(Reported is null, "session.reported", "Il resoconto di questo gruppo c'è già.");
        RuleViolation.UnlessAt(nameof(Discussion), discussion.Trim().Length > 0, "session.discussion",
            "Scrivi in poche righe di che cosa avete parlato.");
        RuleViolation.UnlessAt(nameof(People), people is null or > 0, "session.people", "Le persone devono essere almeno una.");
        (Discussion, People, Reported) = (discussion.ReplaceLineEndings("\n").Trim(), people, now);
        Raise(new SessionReported(Id, meeting.Id, meeting.ProcessSubject, proposals));
    }

    /// <summary>What had been handed in is put right. It was read at once, so that everybody reads what it said before and why.</summary>
    internal void Correct(Meeting meeting, string discussion, int? people, string why, DateTimeOffset now)
    {
        RuleViolation.Unless(Reported is not null, "session.not-reported", "Il resoconto non c'è ancora: prima consegnalo.");
        RuleViolation.UnlessAt(nameof(Discussion), discussion.Trim().Length > 0, "session.discussion",
            "Scrivi in poche righe di che cosa avete parlato.");
        RuleViolation.UnlessAt(nameof(People), people is null or > 0, "session.people", "Le persone devono essere almeno una.");
        RuleViolation.UnlessAt("Why", why.Trim().Length > 0, "session.why", "Si legge già: scrivi perché lo correggi.");
        var text = discussion.ReplaceLineEndings("\n").Trim();
        if ((Discussion, People) == (text, people)) return;
        Former = [.. Former ?? [], new(Discussion!, People, why.Trim(), now)];
        (Discussion, People) = (text, people);
        Raise(new SessionCorrected(Id, meeting.Id, meeting.ProcessSubject));
    }

    internal void ForgetCaller() => Caller = "";

    internal void Remove(Meeting meeting, DateTimeOffset now)
    {
        RuleViolation.Unless(Reported is null, "session.reported-stays", "Il gruppo ha già un resoconto: non si può togliere.");
        Removed = now;
        Raise(new SessionRemoved(Id, meeting.Id, meeting.ProcessSubject));
    }

    /// <summary>That it was taken off the wall is taken back.</summary>
    internal void PutBack(Meeting meeting, bool isTaken)
    {
        RuleViolation.Unless(!isTaken, "session.taken-meanwhile",
            "Nel frattempo qualcuno ha preso quello spazio: chiedi a chi propone il tema di sceglierne un altro.");
        RuleViolation.Unless(meeting.Slots.Any(s => s.Key == Slot && s.Together is null) && meeting.Places.Any(p => p.Key == Place),
            "session.square-gone", "Nel frattempo quell'orario o quello spazio non c'è più: il tema va proposto di nuovo.");
        RuleViolation.Unless(meeting.Closed is null, "session.meeting-over", "Nel frattempo l'incontro è finito: il tema non torna in bacheca.");
        Removed = null;
        Raise(new SessionPutBack(Id, meeting.Id, meeting.ProcessSubject));
    }
}

/// <summary>A report as it read before it was put right.</summary>
public sealed record FormerReport(string Discussion, int? People, string Why, DateTimeOffset At);
