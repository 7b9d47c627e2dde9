using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Modules.Reports;

internal static class ReportTables
{
    extension(AppDb db)
    {
        public DbSet<Report> Reports => db.Set<Report>();
        public DbSet<ReportSection> ReportSections => db.Set<ReportSection>();
        public DbSet<ReportEdition> ReportEditions => db.Set<ReportEdition>();
        public DbSet<TableVoice> TableVoices => db.Set<TableVoice>();
        public DbSet<GuarantorNote> GuarantorNotes => db.Set<GuarantorNote>();
    }
}

internal sealed class ReportMapping : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("Reports");
        builder.Ignore(r => r.Subject);
        builder.Ignore(r => r.ProcessSubject);
        builder.Ignore(r => r.IsWritten);
        builder.Ignore(r => r.IsSent);
        builder.Ignore(r => r.Judged);
        builder.Property(r => r.Title).HasMaxLength(Report.LongestTitle);
        builder.Property(r => r.SentTo).HasMaxLength(200);
        builder.Property(r => r.Reference).HasMaxLength(Report.LongestReference);
        builder.Property(r => r.Table!).HasConversion(Json.Of<TableCheck>(), Json.Same<TableCheck>());
        builder.Property(r => r.Verdicts).HasConversion(Json.Of<List<Verdict>>(), Json.Same<List<Verdict>>());
        builder.HasIndex(r => new { r.Process, r.Number }).IsUnique();
    }
}

internal sealed class ReportSectionMapping : IEntityTypeConfiguration<ReportSection>
{
    public void Configure(EntityTypeBuilder<ReportSection> builder)
    {
        builder.ToTable("ReportSections");
        builder.Ignore(s => s.IsEdited);
        builder.Property(s => s.Key).HasMaxLength(40);
        builder.HasIndex(s => new { s.Report, s.Number }).IsUnique();
    }
}

internal sealed class ReportEditionMapping : IEntityTypeConfiguration<ReportEdition>
{
    public void Configure(EntityTypeBuilder<ReportEdition> builder)
    {
        builder.ToTable("ReportEditions");
        builder.Property(e => e.Title).HasMaxLength(Report.LongestTitle);
        builder.Property(e => e.Hash).HasMaxLength(64);
        builder.Property(e => e.Parts).HasConversion(Json.Of<List<FrozenPart>>(), Json.Same<List<FrozenPart>>());
        builder.HasIndex(e => new { e.Report, e.Number }).IsUnique();
    }
}

internal sealed class TableVoiceMapping : IEntityTypeConfiguration<TableVoice>
{
    public void Configure(EntityTypeBuilder<TableVoice> builder)
    {
        builder.ToTable("TableVoices");
        builder.Property(v => v.Interest).HasMaxLength(300);
        builder.HasIndex(v => new { v.Report, v.Edition, v.Account }).IsUnique();
    }
}

internal sealed class GuarantorNoteMapping : IEntityTypeConfiguration<GuarantorNote>
{
    public void Configure(EntityTypeBuilder<GuarantorNote> builder)
    {
        builder.ToTable("GuarantorNotes");
        builder.Ignore(n => n.Subject);
        builder.Ignore(n => n.ProcessSubject);
        builder.Ignore(n => n.IsOpen);
        builder.Property(n => n.Former!).HasConversion(Json.Of<List<EarlierAnswer>>(), Json.Same<List<EarlierAnswer>>());
        builder.HasIndex(n => new { n.Process, n.At });
    }
}
