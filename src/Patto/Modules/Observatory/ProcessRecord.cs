using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Observatory;

/// <summary>A record in the catalogue, kept as its document said it.</summary>
[Content("record", "title", "publisher", "fields")]
public sealed class ProcessRecord : Entity<ProcessRecord>
{
    private ProcessRecord() { }

    /// <param name="source">Where the document came from: "Osservatorio Partecipazione, Regione Emilia-Romagna".</param>
    public static ProcessRecord Import(Id<Authority> authority, RecordSheet sheet, string source, DateTimeOffset now)
    {
        RuleViolation.UnlessAt(nameof(Source), source.Trim().Length is > 0 and <= 300, "record.source", "Scrivi da dove viene la scheda.");
        RuleViolation.Unless(sheet.Title.Length is > 0 and <= 500, "record.title", "Manca il titolo del processo.");
        var record = new ProcessRecord
        {
            Authority = authority,
            Title = sheet.Title,
            Publisher = sheet.Publisher,
            LastChanged = sheet.LastChanged,
            Source = source.Trim(),
            Imported = now,
            Fields = [.. sheet.Fields],
            State = sheet["state"]?.Text ?? "",
            Nature = sheet["nature"]?.Text ?? "",
            Level = sheet["level"]?.Text ?? "",
        };
        record.Raise(new RecordImported(record.Id, sheet.Fields.Count));
        return record;
    }

    public Id<Authority> Authority { get; private set; }
    public string Title { get; private set; } = "";
    public string Publisher { get; private set; } = "";
    public DateOnly? LastChanged { get; private set; }
    public string Source { get; private set; } = "";
    public DateTimeOffset Imported { get; private set; }
    public DateTimeOffset? Withdrawn { get; private set; }
    public List<RecordField> Fields { get; private set; } = [];
    /// <summary>Copied from the fields, so that the catalogue can be filtered.</summary>
    public string State { get; private set; } = "";
    public string Nature { get; private set; } = "";
    public string Level { get; private set; } = "";

    public RecordSheet Sheet => new(Title, Publisher, LastChanged, Fields);

    public void Withdraw(DateTimeOffset now)
    {
        RuleViolation.Unless(Withdrawn is null, "record.withdrawn", "La scheda è già stata tolta dal catalogo.");
        Withdrawn = now;
        Raise(new RecordWithdrawn(Id));
    }
}

/// <summary>What the staff writes by hand in the record of its own process: everything that the process's data cannot say.</summary>
public sealed class ManualEntry : Entity<ManualEntry>
{
    private ManualEntry() { }
    public static ManualEntry Of(Id<Process> process) => new() { Process = process };

    public Id<Process> Process { get; private set; }
    /// <summary>By code of field.</summary>
    public Dictionary<string, string> Texts { get; private set; } = [];

    public void Write(IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (code, text) in texts)
        {
            var field = RecordSchema.Coded(code);
            RuleViolation.Unless(field is not null && OwnRecord.ByHand.Contains(code), "record.field",
                "«{0}» non è un campo della scheda che si scrive a mano.", code);
            RuleViolation.Unless(text.Length <= 8000, "record.long", "«{0}» è troppo lungo: al massimo 8000 caratteri.", field!.Label);
            RuleViolation.Unless(RecordField.StateOf(text) != FieldState.Value || RecordValues.Normal(field.Type, text.Trim()) is not null,
                "record.type", "«{0}» non va bene per «{1}».", text, field.Label);
        }
        Texts = texts.Where(t => t.Value.Trim().Length > 0)
            .ToDictionary(t => t.Key, t => t.Value.Trim().Replace("\r\n", "\n", StringComparison.Ordinal));
        Raise(new OwnRecordWritten(Process));
    }
}

[Sentence("Una scheda è entrata nel catalogo dei percorsi.")]
public sealed record RecordImported(Id<ProcessRecord> Record, int Fields)
    : IDomainEvent
{ public Subject About => Subject.Of("record", Record); }

[Sentence("Una scheda è stata tolta dal catalogo dei percorsi.")]
public sealed record RecordWithdrawn(Id<ProcessRecord> Record) : IDomainEvent { public Subject About => Subject.Of("record", Record); }

[Sentence("La scheda del percorso è stata aggiornata.")]
public sealed record OwnRecordWritten(Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("process", In);
    public Subject? Process => About;
}

internal static class RecordTables
{
    extension(AppDb db)
    {
        public DbSet<ProcessRecord> Records => db.Set<ProcessRecord>();
        public DbSet<ManualEntry> ManualEntry => db.Set<ManualEntry>();
    }
}

internal sealed class ProcessRecordMapping : IEntityTypeConfiguration<ProcessRecord>
{
    public void Configure(EntityTypeBuilder<ProcessRecord> builder)
    {
        builder.ToTable("ProcessRecords");
        builder.Property(r => r.Title).HasMaxLength(500);
        builder.Property(r => r.Source).HasMaxLength(300);
        builder.Property(r => r.Nature).HasMaxLength(200);
        builder.Property(r => r.State).HasMaxLength(200);
        builder.Property(r => r.Level).HasMaxLength(200);
        builder.Property(r => r.Fields).HasConversion(Json.Of<List<RecordField>>(), Json.Same<List<RecordField>>());
        builder.Ignore(r => r.Sheet);
        builder.HasIndex(r => new { r.Authority, r.Imported });
    }
}

internal sealed class ManualEntryMapping : IEntityTypeConfiguration<ManualEntry>
{
    public void Configure(EntityTypeBuilder<ManualEntry> builder)
    {
        builder.ToTable("RecordTexts");
        builder.HasIndex(h => h.Process).IsUnique();
        builder.Property(h => h.Texts).HasConversion(Json.Of<Dictionary<string, string>>(), Json.Same<Dictionary<string, string>>());
    }
}
