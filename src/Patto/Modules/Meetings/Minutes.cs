using System.Globalization;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings;

/// <summary>One version of a meeting's minutes (*verbale*): every save is a new one, the old ones stay.</summary>
[Content("minutes", "number", "text", "state")]
public sealed class Minutes : Entity<Minutes>
{
    private Minutes() { }

    /// <param name="how">How the text was approved, as <see cref="Approved"/> keeps it.</param>
    internal static Minutes Write(Meeting meeting, Minutes? last, string text, MinutesState state, Guid? by, DateTimeOffset now,
        string how = "")
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
            Approved = state == MinutesState.Approved ? how : state == MinutesState.Published ? last!.Approved : "",
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
    /// <summary>How it was approved: <c>sitting:2026-03-12</c> at the sitting of that day, <c>link:5/7</c> by so many of those asked;
    /// empty where nobody said.</summary>
    public string Approved { get; private set; } = "";
    public Guid? By { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>How it was approved, in words; null where nobody said.</summary>
    public string? ApprovedWords(Texts L) => Approved.Split(':', 2) switch
    {
        ["sitting", var day] => L["Approvato nella seduta del {0}.", L.Day(DateOnly.ParseExact(day, "yyyy-MM-dd",
            CultureInfo.InvariantCulture))].Value,
        ["link", var count] => L["Approvato da chi c'era: {0} su {1}.", count.Split('/')[0], count.Split('/')[1]].Value,
        _ => null,
    };
}

/// <summary>What was agreed in a meeting: who does what by when.</summary>
[Content("agreement", "text", "owner", "due", "kept")]
public sealed class Agreement : Entity<Agreement>
{
    private Agreement() { }

    /// <param name="person">The owner, where they are somebody of the group.</param>
    internal static Agreement Make(Meeting meeting, string text, string owner, DateOnly? due, Id<Person>? person = null)
    {
        RuleViolation.UnlessAt("What", text.Trim().Length > 0, "agreement.text", "Scrivi che cosa si è deciso.");
        RuleViolation.UnlessAt("Owner", owner.Trim().Length > 0, "agreement.owner", "Scrivi chi se ne occupa.");
        var agreement = new Agreement { Meeting = meeting.Id, Text = text.Trim(), Owner = owner.Trim(), Due = due, Person = person };
        agreement.Raise(new AgreementMade(meeting.Id, agreement.Id, meeting.ProcessSubject, due));
        return agreement;
    }

    public Id<Meeting> Meeting { get; private set; }
    public string Text { get; private set; } = "";
    public string Owner { get; private set; } = "";
    public DateOnly? Due { get; private set; }
    public DateTimeOffset? Kept { get; private set; }
    /// <summary>The owner, where they are somebody of the group: reminded before the day, and once after it.</summary>
    public Id<Person>? Person { get; private set; }
    public DateTimeOffset? RemindedBefore { get; private set; }
    public DateTimeOffset? RemindedAfter { get; private set; }

    /// <summary>What it said before it was put right, the oldest first; null for most. Who was to see to it is not kept.</summary>
    public List<FormerAgreement>? Former { get; private set; }

    internal void ForgetOwner() => (Owner, Person) = ("", null);

    /// <summary>What was typed is put right, until it is done; what it said before stays beside it.</summary>
    internal void Correct(Meeting meeting, string text, string owner, DateOnly? due, Id<Person>? person, DateTimeOffset now)
    {
        RuleViolation.Unless(Kept is null, "agreement.kept", "È segnato come fatto: non si corregge più.");
        RuleViolation.UnlessAt("What", text.Trim().Length > 0, "agreement.text", "Scrivi che cosa si è deciso.");
        RuleViolation.UnlessAt("Owner", owner.Trim().Length > 0, "agreement.owner", "Scrivi chi se ne occupa.");
        var before = (Text, Owner, Due);
        if (before == (text.Trim(), owner.Trim(), due)) return;
        if ((Text, Due) != (text.Trim(), due)) Former = [.. Former ?? [], new(Text, Due, now)];
        if (Due != due) (RemindedBefore, RemindedAfter) = (null, null);
        (Text, Owner, Due, Person) = (text.Trim(), owner.Trim(), due, person);
        Raise(new AgreementCorrected(meeting.Id, Id, meeting.ProcessSubject));
    }

    internal void Remind(Meeting meeting, bool isLate, DateTimeOffset now)
    {
        if (isLate) RemindedAfter = now;
        else RemindedBefore = now;
        Raise(new AgreementReminded(meeting.Id, Id, meeting.ProcessSubject));
    }

    internal void Keep(Meeting meeting, DateTimeOffset now)
    {
        if (Kept is not null) return;
        Kept = now;
        Raise(new AgreementKept(meeting.Id, Id, meeting.ProcessSubject));
    }
}

/// <summary>An agreement as it read before it was put right.</summary>
public sealed record FormerAgreement(string Text, DateOnly? Due, DateTimeOffset At);
