using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Reports.Contracts;

namespace Patto.Modules.Reports;

/// <summary>A part of a document: what the process held when it was drawn up, and what people made of it.</summary>
[Content("final-document-part", "key", "text", "drawn", "kept")]
public sealed class ReportSection : Entity<ReportSection>
{
    public const int Longest = 40_000;

    private ReportSection() { }

    internal static ReportSection Draw(Report report, int number, Drawn drawn, DateTimeOffset now) => new()
    {
        Authority = report.Authority,
        Report = report.Id,
        Number = number,
        Key = drawn.Key,
        Text = drawn.Text,
        Drawn = drawn.Text,
        DrawnAt = now,
    };

    public Id<Authority> Authority { get; private set; }
    public Id<Report> Report { get; private set; }
    public int Number { get; private set; }
    public string Key { get; private set; } = "";
    /// <summary>As it stands in the document.</summary>
    public string Text { get; private set; } = "";
    /// <summary>As it was drawn up last.</summary>
    public string Drawn { get; private set; } = "";
    public DateTimeOffset DrawnAt { get; private set; }
    /// <summary>What people had written when it was drawn up anew; empty where nothing was lost.</summary>
    public string Kept { get; private set; } = "";

    public bool IsEdited => Text != Drawn;

    internal void Write(Report report, string text)
    {
        report.DemandWritten();
        text = text.ReplaceLineEndings("\n").Trim();
        TextLength.Demand(nameof(Text), text, Longest, "report.part-long");
        if (text == Text) return;
        Text = text;
        Raise(new SectionWritten(Id, Report, report.ProcessSubject, Key, Anew: false));
    }

    /// <summary>What the process holds now takes the place of what stands there, which is kept beside it.</summary>
    internal void DrawAnew(Report report, Drawn drawn, DateTimeOffset now)
    {
        report.DemandWritten();
        if (drawn.Text == Text && drawn.Text == Drawn) return;
        (Kept, Text, Drawn, DrawnAt) = (IsEdited ? Text : Kept, drawn.Text, drawn.Text, now);
        Raise(new SectionWritten(Id, Report, report.ProcessSubject, Key, Anew: true));
    }

    /// <summary>What people had written stands there again.</summary>
    internal void TakeKept(Report report)
    {
        report.DemandWritten();
        RuleViolation.Unless(Kept.Length > 0, "report.nothing-kept", "Non c'è un testo di prima da rimettere.");
        (Text, Kept) = (Kept, IsEdited ? Text : "");
        Raise(new SectionWritten(Id, Report, report.ProcessSubject, Key, Anew: false));
    }
}
