using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Monitoring;

public sealed record ReportedOutcome(string Label, string Title, Settled Settled, string Reason, string Office, DateOnly? Due,
    string Cited);
public sealed record ReportedAction(string Code, string Text, string Office, DateOnly? Due, ActionState State);
public sealed record ReportedIndicator(string Code, string Name, string Unit, string Source, decimal? Baseline, DateOnly? BaselineDay,
    decimal? Target, DateOnly? TargetDay, decimal? Last, DateOnly? LastDay);

/// <summary>What the account says, frozen when it is published.</summary>
/// <param name="Participants">How many people took part, of those who left a name or an address.</param>
/// <param name="Costs">Hours and euro, phase by phase; null where nothing was said, and not in the hash then.</param>
/// <param name="Nameless">Public voices of nobody known; null in accounts that were published before these were told apart.</param>
public sealed record ReportContent(int Participants, IReadOnlyList<ReportedOutcome> Outcomes, IReadOnlyList<ReportedAction> Actions,
    IReadOnlyList<ReportedIndicator> Indicators, int? Nameless = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PhaseTotal>? Costs = null)
{
    /// <summary>SHA-256 of an introduction and of what follows it.</summary>
    public string Hash(string intro = "") =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(intro + "\n" + JsonSerializer.Serialize(this, Json.Options))));
}

/// <summary>The monitoring document (*documento di monitoraggio*): what was decided, what was done, what changed. Published, then sent to
/// everybody who took part.</summary>
[Content("report", "number", "intro", "content", "hash")]
public sealed class MonitoringReport : Entity<MonitoringReport>
{
    private MonitoringReport() { }

    public static MonitoringReport Publish(Id<Process> process, Id<Authority> authority, int number, string intro, ReportContent content,
        DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Intro", intro.Trim().Length is > 0 and <= 4000, "report.intro",
            "Scrivi in poche righe che cosa è successo: chi legge comincia da lì.");
        RuleViolation.Unless(content.Outcomes.Count + content.Actions.Count > 0
            || content.Indicators.Any(i => i.Baseline is not null || i.Last is not null), "report.empty",
            "Non c'è ancora niente da raccontare: nessuna decisione, nessuna azione, nessun indicatore.");
        var report = new MonitoringReport
        {
            Process = process,
            Authority = authority,
            Number = number,
            Intro = intro.Trim(),
            Content = content,
            At = now
        };
        report.Hash = content.Hash(report.Intro);
        report.Raise(new MonitoringPublished(report.Id, process, number, report.Hash));
        return report;
    }

    public Id<Process> Process { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public int Number { get; private set; }
    public string Intro { get; private set; } = "";
    public ReportContent Content { get; private set; } = new(0, [], [], []);
    public string Hash { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? Sent { get; private set; }
    public int Mailed { get; private set; }
    public int ToPrint { get; private set; }

    public Subject Subject => Subject.Of("monitoring-report", Id);

    internal void Send(int mailed, int toPrint, DateTimeOffset now)
    {
        RuleViolation.Unless(Sent is null, "report.sent", "Il documento è già stato inviato a chi ha partecipato.");
        RuleViolation.Unless(mailed + toPrint > 0, "report.nobody", "Nessuno di chi ha partecipato ha lasciato un recapito.");
        (Sent, Mailed, ToPrint) = (now, mailed, toPrint);
        Raise(new MonitoringSent(Id, Process, Number, mailed, toPrint));
    }
}

internal sealed class MonitoringReportMapping : IEntityTypeConfiguration<MonitoringReport>
{
    public void Configure(EntityTypeBuilder<MonitoringReport> builder)
    {
        builder.ToTable("MonitoringReports");
        builder.Property(r => r.Hash).HasMaxLength(64);
        builder.Property(r => r.Content).HasConversion(Json.Of<ReportContent>(), Json.Same<ReportContent>());
        builder.HasIndex(r => new { r.Process, r.Number }).IsUnique();
        builder.Ignore(r => r.Subject);
    }
}
