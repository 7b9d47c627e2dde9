using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions.Importing;

/// <summary>Voices that came in from one file at once: where they were gathered, and which codes they have.</summary>
public sealed class ImportedVoices : Entity<ImportedVoices>
{
    private ImportedVoices() { }

    /// <param name="label">Where they were gathered: "Modulo online di novembre".</param>
    internal static ImportedVoices Of(ProcessInfo process, string label, IReadOnlyList<string> codes, DateTimeOffset now)
    {
        RuleViolation.UnlessAt(nameof(Label), !string.IsNullOrWhiteSpace(label), "voices.label",
            "Scrivi da dove vengono: serve a ritrovarle.");
        var taken = new ImportedVoices
        {
            Process = process.Id,
            Label = label.Trim(),
            Count = codes.Count,
            First = codes[0],
            Last = codes[^1],
            At = now,
        };
        taken.Raise(new VoicesImported(taken.Id, process.Subject, codes[0], codes[^1], codes.Count));
        return taken;
    }

    public Id<Process> Process { get; private set; }
    public string Label { get; private set; } = "";
    public int Count { get; private set; }
    public string First { get; private set; } = "";
    public string Last { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public Subject Subject => Subject.Of("voice-import", Id);
}

/// <summary>What the lists of a process call a theme or a neighbourhood otherwise than the process: said once, then known.</summary>
public sealed class OtherWord
{
    private OtherWord() { }

    internal static OtherWord Of(Id<Process> process, bool isTheme, string words, string key) =>
        new() { Process = process, IsTheme = isTheme, Words = words, Key = key };

    public Id<Process> Process { get; private set; }
    /// <summary>False: a neighbourhood.</summary>
    public bool IsTheme { get; private set; }
    /// <summary>As words are compared.</summary>
    public string Words { get; private set; } = "";
    /// <summary>Of the process; empty: none is meant.</summary>
    public string Key { get; internal set; } = "";
}

internal sealed class ImportedVoicesMapping : IEntityTypeConfiguration<ImportedVoices>
{
    public void Configure(EntityTypeBuilder<ImportedVoices> builder)
    {
        builder.ToTable("ImportedVoices");
        builder.Ignore(b => b.Subject);
        builder.Property(b => b.Label).HasMaxLength(200);
        builder.Property(b => b.First).HasMaxLength(24);
        builder.Property(b => b.Last).HasMaxLength(24);
        builder.HasIndex(b => b.Process);
    }
}

internal sealed class OtherWordMapping : IEntityTypeConfiguration<OtherWord>
{
    public void Configure(EntityTypeBuilder<OtherWord> builder)
    {
        builder.ToTable("OtherWords").HasKey(w => new { w.Process, w.IsTheme, w.Words });
        builder.Property(w => w.Words).HasMaxLength(KnownKeys.Longest);
        builder.Property(w => w.Key).HasMaxLength(60);
    }
}
