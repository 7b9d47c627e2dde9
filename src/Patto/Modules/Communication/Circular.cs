using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Communication;

/// <summary>Whom a letter to many is for.</summary>
public enum Audience
{
    /// <summary>Who sits in a group today, substitutes included.</summary>
    Group,
    /// <summary>Who registered for a meeting, was called to it, or came.</summary>
    Meeting,
    /// <summary>Everybody who took part in the process and left a contact.</summary>
    TookPart,
    /// <summary>The register of stakeholders, or those of one theme.</summary>
    Stakeholders,
}

/// <summary>A letter that the office writes to many at once (*lettera a molti*): what it says, to whom, and when.</summary>
[Content("circular", "title", "body", "audience", "of", "topic")]
public sealed class Circular : Entity<Circular>, IFromOutside
{
    public const int LongestTitle = 160, LongestBody = 10_000;

    private Circular() { }

    /// <param name="of">The group or the meeting; null for the other audiences.</param>
    /// <param name="topic">Only stakeholders whose sheet names this; empty: all.</param>
    internal static Circular Write(ProcessInfo process, Audience audience, Guid? of, string topic, string title, string body, Guid? by,
        DateTimeOffset now)
    {
        RuleViolation.UnlessAt(nameof(Title), title.Trim().Length is > 0 and <= LongestTitle, "circular.title",
            "Scrivi l'oggetto della lettera.");
        RuleViolation.UnlessAt(nameof(Body), body.Trim().Length > 0, "circular.body", "Scrivi il testo della lettera.");
        return new()
        {
            Authority = process.Authority,
            Process = process.Id,
            Audience = audience,
            Of = of,
            Topic = topic.Trim(),
            Title = title.Trim(),
            Body = body.ReplaceLineEndings("\n").Trim(),
            By = by,
            At = now,
        };
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public Audience Audience { get; private set; }
    /// <summary>The group or the meeting.</summary>
    public Guid? Of { get; private set; }
    /// <summary>What the sheets of the stakeholders name, as the office wrote it there; no theme of the process.</summary>
    public string Topic { get; private set; } = "";
    public string Title { get; private set; } = "";
    /// <summary>Plain text, paragraphs parted by an empty line.</summary>
    public string Body { get; private set; } = "";
    public Guid? By { get; private set; }
    public DateTimeOffset At { get; private set; }

    public Subject Subject => Subject.Of("circular", Id);

    internal void Send(int byMail, int otherwise)
    {
        RuleViolation.UnlessAt("To", byMail + otherwise > 0, "circular.nobody",
            "Non la riceve nessuno: di queste persone non c'è un recapito. Scegli altri destinatari.");
        Raise(new CircularSent(Id, Process, byMail, otherwise));
    }
}

internal sealed class CircularMapping : IEntityTypeConfiguration<Circular>
{
    public void Configure(EntityTypeBuilder<Circular> builder)
    {
        builder.ToTable("Circulars");
        builder.Ignore(c => c.Subject);
        builder.Property(c => c.Topic).HasMaxLength(300);
        builder.Property(c => c.Title).HasMaxLength(Circular.LongestTitle);
        builder.HasIndex(c => new { c.Process, c.At });
    }
}

internal static class CircularTables
{
    extension(AppDb db)
    {
        public DbSet<Circular> Circulars => db.Set<Circular>();
    }
}
