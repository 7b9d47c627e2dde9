using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Offices;

/// <summary>Another office of the same body (*ufficio*): it is asked, answers, and is told what is decided.</summary>
[Content("office", "name")]
public sealed class Office : Entity<Office>
{
    private Office() { }

    internal static Office Of(Id<Authority> authority, string name, string mail)
    {
        var office = new Office { Authority = authority };
        office.Describe(name, mail);
        return office;
    }

    public Id<Authority> Authority { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>Of the office, not of a person.</summary>
    public string Mail { get; private set; } = "";
    /// <summary>It is asked no more; what it answered stays.</summary>
    public DateTimeOffset? Retired { get; private set; }

    internal Recipient Box => Recipient.Email(Mail, Name);

    internal void Describe(string name, string mail)
    {
        name = name.Trim();
        RuleViolation.UnlessAt(nameof(Name), name.Length is > 0 and <= 200, "office.name", "Scrivi il nome dell'ufficio.");
        mail = EmailAddress.Read(mail, nameof(Mail));
        if ((Name, Mail) == (name, mail)) return;
        (Name, Mail) = (name, mail);
        Raise(new OfficeKept(Id));
    }

    internal void Retire(bool retired, DateTimeOffset now)
    {
        if (Retired is not null == retired) return;
        Retired = retired ? now : null;
        Raise(new OfficeKept(Id));
    }
}

/// <summary>An answer of an office before it was put right.</summary>
public sealed record FormerAnswer(string Answer, DateTimeOffset At);

/// <summary>What an office is asked about a voice, a proposal or an article, until when, and what it answers; or, without a question, that
/// it is to be told what is decided of it.</summary>
[Content("office-question", "label", "text", "due", "isPublic", "answer", "withdrawnWhy")]
public sealed class OfficeQuestion : Entity<OfficeQuestion>
{
    public const int Longest = 2_000, LongestAnswer = 10_000;

    private OfficeQuestion() { }

    internal static OfficeQuestion Ask(ProcessInfo process, Office office, Subject about, string label, string text, DateOnly? due,
        bool isPublic, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Office", office.Retired is null && office.Authority == process.Authority, "office.retired",
            "Questo ufficio non è più nell'elenco: scegline un altro.");
        text = text.ReplaceLineEndings("\n").Trim();
        TextLength.Demand("Text", text, Longest, "office-question.long");
        RuleViolation.UnlessAt("Due", text.Length == 0 || due is not null, "office-question.due", "Scrivi entro quando ti serve la risposta.");
        RuleViolation.UnlessAt("Due", due is not { } day || day >= Texts.RomeDay(now), "office-question.past",
            "Il termine è già passato: scrivi un giorno che deve ancora venire.");
        var asked = new OfficeQuestion
        {
            Authority = process.Authority,
            Process = process.Id,
            Office = office.Id,
            About = about,
            Label = Excerpt.Cut(label, 200),
            Text = text,
            Due = text.Length > 0 ? due : null,
            IsPublic = text.Length > 0 && isPublic,
            At = now,
        };
        asked.Raise(new OfficeAsked(asked.Id, asked.ProcessSubject, about, text.Length > 0));
        return asked;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Office> Office { get; private set; }
    /// <summary>The voice, proposal or article.</summary>
    public Subject About { get; private set; }
    /// <summary>As people cite it: <c>LWF-C0147</c>, "art. 4, Regolamento".</summary>
    public string Label { get; private set; } = "";
    /// <summary>Empty: it is only to be told.</summary>
    public string Text { get; private set; } = "";
    public DateOnly? Due { get; private set; }
    /// <summary>Whether the answer is read by anybody; the office is told before it answers.</summary>
    public bool IsPublic { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string? Answer { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    /// <summary>By the link of the letter; false: somebody wrote down what the office said.</summary>
    public bool ByLink { get; private set; }
    public List<FormerAnswer>? Former { get; private set; }
    public DateTimeOffset? Withdrawn { get; private set; }
    public string WithdrawnWhy { get; private set; } = "";
    public DateTimeOffset? RemindedBefore { get; private set; }
    public DateTimeOffset? RemindedAfter { get; private set; }

    internal Subject ProcessSubject => Subject.Of("process", Process);
    public Subject Subject => Subject.Of("office-question", Id);
    public bool WantsAnswer => Text.Length > 0;
    public bool IsOpen => WantsAnswer && AnsweredAt is null && Withdrawn is null;
    public bool IsLate(DateOnly today) => IsOpen && Due < today;

    internal void Reply(string answer, bool byLink, DateTimeOffset now)
    {
        RuleViolation.Unless(WantsAnswer, "office-question.told", "Di questo l'ufficio è solo messo al corrente: non si aspetta una risposta.");
        RuleViolation.Unless(Withdrawn is null, "office-question.withdrawn", "La domanda è stata ritirata: non serve più una risposta.");
        answer = answer.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Answer", answer.Length > 0, "office-question.empty", "Scrivi la risposta.");
        TextLength.Demand("Answer", answer, LongestAnswer, "office-question.answer-long");
        if (answer == Answer) return;
        var again = Answer is not null;
        if (again) Former = [.. Former ?? [], new(Answer!, now)];
        (Answer, AnsweredAt, ByLink) = (answer, AnsweredAt ?? now, byLink);
        Raise(new OfficeAnswered(Id, ProcessSubject, byLink, IsPublic, again));
    }

    internal void Withdraw(string why, DateTimeOffset now)
    {
        RuleViolation.Unless(Withdrawn is null, "office-question.is-withdrawn", "È già stata ritirata.");
        RuleViolation.Unless(AnsweredAt is null, "office-question.answered", "L'ufficio ha già risposto: la risposta resta.");
        RuleViolation.UnlessAt("Why", why.Trim().Length > 0, "office-question.why", "Scrivi perché non serve più: l'ufficio lo legge.");
        (Withdrawn, WithdrawnWhy) = (now, why.Trim());
        Raise(new OfficeQuestionWithdrawn(Id, ProcessSubject));
    }

    internal void Remind(bool isLate, DateTimeOffset now)
    {
        if (isLate) RemindedAfter = now;
        else RemindedBefore = now;
        Raise(new OfficeReminded(Id, ProcessSubject, isLate));
    }

    internal void TellOf(Subject decision, int offices) => Raise(new OfficesTold(decision, ProcessSubject, offices));
}

internal sealed class OfficeMapping : IEntityTypeConfiguration<Office>
{
    public void Configure(EntityTypeBuilder<Office> builder)
    {
        builder.ToTable("Offices");
        builder.Ignore(o => o.Box);
        builder.Property(o => o.Name).HasMaxLength(200);
        builder.Property(o => o.Mail).HasMaxLength(200);
        builder.HasIndex(o => new { o.Authority, o.Name }).IsUnique();
    }
}

internal sealed class OfficeQuestionMapping : IEntityTypeConfiguration<OfficeQuestion>
{
    public void Configure(EntityTypeBuilder<OfficeQuestion> builder)
    {
        builder.ToTable("OfficeQuestions");
        builder.Ignore(q => q.Subject);
        builder.Ignore(q => q.ProcessSubject);
        builder.Ignore(q => q.WantsAnswer);
        builder.Ignore(q => q.IsOpen);
        builder.Property(q => q.Label).HasMaxLength(200);
        builder.Property(q => q.Former!).HasConversion(Json.Of<List<FormerAnswer>>(), Json.Same<List<FormerAnswer>>());
        builder.HasIndex(q => new { q.Process, q.At });
        builder.HasIndex(q => q.About);
    }
}
