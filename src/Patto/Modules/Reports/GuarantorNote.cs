using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;

namespace Patto.Modules.Reports;

/// <summary>An answer before it was put right.</summary>
public sealed record EarlierAnswer(string Answer, DateTimeOffset At);

/// <summary>What the guarantor asks of whoever leads a process, with a term, or finds in public; and what they answer.</summary>
[Content("guarantor-note", "kind", "text", "due", "isPublic", "answer", "withdrawnWhy")]
public sealed class GuarantorNote : Entity<GuarantorNote>
{
    public const int Longest = 4_000, LongestAnswer = 10_000;

    private GuarantorNote() { }

    internal static GuarantorNote Ask(ProcessInfo process, NoteKind kind, string text, DateOnly? due, bool isPublic, DateTimeOffset now)
    {
        text = text.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Text", text.Length > 0, "guarantor.text", "Scrivi la domanda o il rilievo.");
        TextLength.Demand("Text", text, Longest, "guarantor.long");
        RuleViolation.UnlessAt("Due", kind == NoteKind.Finding || due is not null, "guarantor.due",
            "Scrivi entro quando aspetti la risposta.");
        RuleViolation.UnlessAt("Due", due is not { } day || day >= Texts.RomeDay(now), "guarantor.past",
            "Il termine è già passato: scrivi un giorno che deve ancora venire.");
        var note = new GuarantorNote
        {
            Authority = process.Authority,
            Process = process.Id,
            Kind = kind,
            Text = text,
            Due = due,
            IsPublic = isPublic || kind == NoteKind.Finding,
            At = now,
        };
        note.Raise(new GuarantorAsked(note.Id, note.ProcessSubject, kind, note.IsPublic));
        return note;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public NoteKind Kind { get; private set; }
    public string Text { get; private set; } = "";
    /// <summary>A finding may have none.</summary>
    public DateOnly? Due { get; private set; }
    /// <summary>Question and answer are read by everybody; false: by who works here and the guarantor.</summary>
    public bool IsPublic { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string? Answer { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public List<EarlierAnswer>? Former { get; private set; }
    public DateTimeOffset? Withdrawn { get; private set; }
    public string WithdrawnWhy { get; private set; } = "";

    public Subject Subject => Subject.Of("guarantor-note", Id);
    internal Subject ProcessSubject => Subject.Of("process", Process);
    public bool IsOpen => AnsweredAt is null && Withdrawn is null;
    public bool IsLate(DateOnly today) => IsOpen && Due < today;

    internal void Reply(string answer, DateTimeOffset now)
    {
        RuleViolation.Unless(Withdrawn is null, "guarantor.withdrawn", "Il garante l'ha ritirata: non serve più una risposta.");
        answer = answer.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Answer", answer.Length > 0, "guarantor.empty", "Scrivi la risposta.");
        TextLength.Demand("Answer", answer, LongestAnswer, "guarantor.answer-long");
        if (answer == Answer) return;
        var again = Answer is not null;
        if (again) Former = [.. Former ?? [], new(Answer!, now)];
        (Answer, AnsweredAt) = (answer, AnsweredAt ?? now);
        Raise(new GuarantorAnswered(Id, ProcessSubject, IsPublic, again));
    }

    internal void Withdraw(string why, DateTimeOffset now)
    {
        RuleViolation.Unless(Withdrawn is null, "guarantor.is-withdrawn", "È già stata ritirata.");
        RuleViolation.UnlessAt("Why", why.Trim().Length > 0, "guarantor.why", "Scrivi perché la ritiri.");
        TextLength.Demand("Why", why.Trim(), 500, "guarantor.why-long");
        (Withdrawn, WithdrawnWhy) = (now, why.Trim());
        Raise(new GuarantorNoteWithdrawn(Id, ProcessSubject));
    }
}
