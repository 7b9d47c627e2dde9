using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Moderation;

/// <summary>A published text was reported (*segnalazione*): by whom is not kept. What was decided, why and how long it took is public;
/// nothing is deleted.</summary>
[Content("text-report", "code", "ground", "words", "state", "why", "appeal", "decisions")]
public sealed class TextReport : Entity<TextReport>, IFromOutside
{
    public const int Longest = 2_000, LongestWhy = 1_000;

    private TextReport() { }

    internal static TextReport Send(ProcessInfo process, string code, Subject of, ReportGround? ground, string words, DateTimeOffset now)
    {
        RuleViolation.UnlessAt(nameof(Ground), ground is not null, "report.ground", "Scegli che cosa non va.");
        words = Tidy(words);
        RuleViolation.UnlessAt(nameof(Words), ground != ReportGround.Other || words.Length > 0, "report.words",
            "Scrivi che cosa non va: basta una frase.");
        TextLength.Demand(nameof(Words), words, Longest, "report.long");
        var report = new TextReport
        {
            Authority = process.Authority,
            Process = process.Id,
            Code = code,
            Of = of,
            Ground = ground!.Value,
            Words = words,
            At = now,
        };
        report.Raise(new TextReported(report.Id, process.Subject, of, report.Ground));
        return report;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    /// <summary>As people read it aloud: <c>LWF-R0003</c>.</summary>
    public string Code { get; private set; } = "";
    /// <summary>The voice or comment.</summary>
    public Subject Of { get; private set; }
    public ReportGround Ground { get; private set; }
    /// <summary>Of whoever reported, for who decides alone; may be empty.</summary>
    public string Words { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public ReportedState State { get; private set; }
    /// <summary>The public reason of the first decision.</summary>
    public string Why { get; private set; } = "";
    public DateTimeOffset? Decided { get; private set; }
    /// <summary>Actor of whoever decided first: of an appeal somebody else decides.</summary>
    public Guid? By { get; private set; }
    /// <summary>What the author says against the pause, for who decides alone.</summary>
    public string Appeal { get; private set; } = "";
    public DateTimeOffset? Appealed { get; private set; }
    /// <summary>What was decided after the first decision, in order: none is overwritten.</summary>
    public List<LaterDecision> Decisions { get; private set; } = [];
    /// <summary>The reason that counts now; empty while nobody has decided.</summary>
    public string LastWhy => Decisions.Count > 0 ? Decisions[^1].Why : Why;

    public Subject Subject => Subject.Of("text-report", Id);
    internal Subject ProcessSubject => Subject.Of("process", Process);
    public bool IsPaused => State is ReportedState.Paused or ReportedState.Appealed or ReportedState.Confirmed;

    /// <summary>Days from the report to the decision, begun ones counted; null while nobody has decided.</summary>
    public int? Days => Decided is { } day ? (int)Math.Ceiling((day - At).TotalDays) : null;

    /// <param name="by">Actor of whoever decides.</param>
    internal void Decide(bool pause, string why, Guid? by, DateTimeOffset now)
    {
        RuleViolation.Unless(State == ReportedState.Waiting, "report.decided", "Di questa segnalazione qualcuno ha già deciso.");
        (State, Why, Decided, By) = (pause ? ReportedState.Paused : ReportedState.Kept, Reason(why), now, by);
        Raise(new ReportDecided(Id, ProcessSubject, Of, State));
    }

    internal void AppealAgainst(string words, DateTimeOffset now)
    {
        RuleViolation.Unless(State == ReportedState.Paused, "report.no-appeal", State == ReportedState.Appealed
            ? "Hai già fatto ricorso: qualcuno lo sta leggendo." : "Qui non c'è una pausa contro cui fare ricorso.");
        words = Tidy(words);
        RuleViolation.UnlessAt(nameof(Appeal), words.Length > 0, "report.appeal", "Scrivi perché il testo deve tornare a leggersi.");
        TextLength.Demand(nameof(Appeal), words, Longest, "report.appeal-long");
        (State, Appeal, Appealed) = (ReportedState.Appealed, words, now);
        Raise(new PauseAppealed(Id, ProcessSubject, Of));
    }

    /// <summary>May that actor let the pause stand after an appeal? Whoever paused it may end the pause, and no more.</summary>
    public bool MayConfirm(Guid? actor) => By is null || By != actor;

    /// <summary>The pause ends, or stays after an appeal.</summary>
    /// <param name="by">Actor of whoever decides.</param>
    internal void Close(bool resume, string why, Guid? by, DateTimeOffset now)
    {
        RuleViolation.Unless(IsPaused, "report.not-paused", "Il testo non è in pausa.");
        RuleViolation.Unless(resume || State == ReportedState.Appealed, "report.not-appealed",
            "Nessuno ha fatto ricorso contro questa pausa.");
        RuleViolation.Unless(resume || MayConfirm(by), "report.own-pause",
            "L'hai messo in pausa tu: puoi togliere la pausa, ma se il testo resta in pausa lo decide un'altra persona.");
        var told = new LaterDecision(resume ? ReportedState.Resumed : ReportedState.Confirmed, Reason(why), now);
        (State, Decisions) = (told.State, [.. Decisions, told]);
        Raise(new ReportDecided(Id, ProcessSubject, Of, State));
    }

    private static string Reason(string why)
    {
        why = Tidy(why);
        RuleViolation.UnlessAt("Why", why.Length >= 10, "report.why", "Scrivi il motivo, almeno una frase: lo legge chiunque.");
        TextLength.Demand("Why", why, LongestWhy, "report.why-long");
        return why;
    }

    private static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim();
}

/// <summary>A decision on a pause, with its public reason.</summary>
/// <param name="State">What it led to: read again, or the pause stays.</param>
public sealed record LaterDecision(ReportedState State, string Why, DateTimeOffset At);

internal sealed class TextReportMapping : IEntityTypeConfiguration<TextReport>
{
    public void Configure(EntityTypeBuilder<TextReport> builder)
    {
        builder.ToTable("TextReports");
        builder.Ignore(r => r.Subject).Ignore(r => r.ProcessSubject).Ignore(r => r.IsPaused).Ignore(r => r.Days)
            .Ignore(r => r.LastWhy);
        builder.Property(r => r.Decisions).HasConversion(Json.Of<List<LaterDecision>>(), Json.Same<List<LaterDecision>>());
        builder.Property(r => r.Code).HasMaxLength(24);
        builder.HasIndex(r => new { r.Code, r.Process }).IsUnique();
        builder.HasIndex(r => new { r.Process, r.State, r.At });
        builder.HasIndex(r => r.Of);
    }
}
