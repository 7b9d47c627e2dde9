using Patto.Database;
using Patto.Modules.Meetings.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>One version of a meeting's minutes (*verbale*): every save is a new one, the old ones stay.</summary>
[Content("minutes", "number", "text", "state")]
public sealed class Minutes : Entity<Minutes>
{
    private Minutes() { }

    internal static Minutes Write(Meeting meeting, Minutes? last, string text, MinutesState state, Guid? by, DateTimeOffset now)
    {
        RuleViolation.UnlessAt(nameof(Text), text.Trim().Length > 0, "minutes.empty", "Il verbale è vuoto.");
        RuleViolation.Unless(state != MinutesState.Published || last is { State: MinutesState.Approved or MinutesState.Published },
            "minutes.not-approved", "Prima di pubblicarlo il verbale va approvato.");
        RuleViolation.Unless(state == MinutesState.Draft || meeting.Start <= now, "minutes.future",
            "L'incontro non si è ancora tenuto: il verbale si approva dopo. Intanto salvalo come bozza.");
        var written = text.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt(nameof(Text), state != MinutesState.Published || written == last!.Text, "minutes.changed",
            "Il testo non è quello approvato: approvalo così com'è ora, poi pubblicalo.");
        var minutes = new Minutes
        {
            Meeting = meeting.Id,
            Number = (last?.Number ?? 0) + 1,
            Text = written,
            State = state,
            By = by,
            At = now
        };
        minutes.Raise(new MinutesWritten(meeting.Id, meeting.ProcessSubject, minutes.Number, state));
        return minutes;
    }

    public Id<Meeting> Meeting { get; private set; }
    public int Number { get; private set; }
    public string Text { get; private set; } = "";
    public MinutesState State { get; private set; }
    public Guid? By { get; private set; }
    public DateTimeOffset At { get; private set; }
}

/// <summary>What was agreed in a meeting: who does what by when.</summary>
[Content("agreement", "text", "owner", "due", "kept")]
public sealed class Agreement : Entity<Agreement>
{
    private Agreement() { }

    internal static Agreement Make(Meeting meeting, string text, string owner, DateOnly? due)
    {
        RuleViolation.UnlessAt("What", text.Trim().Length > 0, "agreement.text", "Scrivi che cosa si è deciso.");
        RuleViolation.UnlessAt("Owner", owner.Trim().Length > 0, "agreement.owner", "Scrivi chi se ne occupa.");
        var agreement = new Agreement { Meeting = meeting.Id, Text = text.Trim(), Owner = owner.Trim(), Due = due };
        agreement.Raise(new AgreementMade(meeting.Id, agreement.Id, meeting.ProcessSubject, due));
        return agreement;
    }

    public Id<Meeting> Meeting { get; private set; }
    public string Text { get; private set; } = "";
    public string Owner { get; private set; } = "";
    public DateOnly? Due { get; private set; }
    public DateTimeOffset? Kept { get; private set; }

    internal void ForgetOwner() => Owner = "";

    internal void Keep(Meeting meeting, DateTimeOffset now)
    {
        if (Kept is not null) return;
        Kept = now;
        Raise(new AgreementKept(meeting.Id, Id, meeting.ProcessSubject));
    }
}
