using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;
using Patto.Modules.Contributions.Questions;
using Patto.Provenance;

namespace Patto.Modules.Contributions;

internal static class ContributionTables
{
    extension(AppDb db)
    {
        public DbSet<Contribution> Contributions => db.Set<Contribution>();
        public DbSet<SlipBatch> SlipBatches => db.Set<SlipBatch>();
        public DbSet<OwnQuestion> OwnQuestions => db.Set<OwnQuestion>();
        public DbSet<Slip> Slips => db.Set<Slip>();
    }
}

internal sealed class ContributionMapping : IEntityTypeConfiguration<Contribution>
{
    public void Configure(EntityTypeBuilder<Contribution> builder)
    {
        builder.ToTable("Contributions");
        builder.Ignore(c => c.Subject);
        builder.Property(c => c.Code).HasMaxLength(24);
        builder.Property(c => c.SecretHash).HasMaxLength(64);
        builder.Property(c => c.Language).HasMaxLength(8);
        builder.Property(c => c.Theme).HasMaxLength(60);
        builder.Property(c => c.Area).HasMaxLength(60);
        builder.Property(c => c.Pseudonym).HasMaxLength(200);
        builder.Property(c => c.Organisation).HasMaxLength(200);
        builder.Ignore(c => c.IsUntyped);
        builder.Ignore(c => c.IsTyped);
        builder.Ignore(c => c.IsForeign);
        builder.Property(c => c.IsRecorded).HasDefaultValue(false);
        builder.Property(c => c.Corrected!).HasConversion(Json.Of<List<FormerText>>(), Json.Same<List<FormerText>>());
        builder.Property(c => c.Translation!).HasConversion(Json.Of<VoiceTranslation>(), Json.Same<VoiceTranslation>());
        builder.Property(c => c.Answers!).HasConversion(Json.Of<List<Answer>>(), Json.Same<List<Answer>>());
        builder.HasIndex(c => new { c.Code, c.Process }).IsUnique();
        builder.HasIndex(c => c.SecretHash).IsUnique();
        builder.HasIndex(c => c.Source);
        // A device that never heard our answer sends again, after days if need be: the row itself says that it is there.
        builder.HasIndex(c => new { c.Process, c.SentAs }).IsUnique();
        // The public list is read backwards along this index, first page and deep page alike.
        builder.HasIndex(c => new { c.Process, c.IsPublic, c.PublishedAt, c.Number });
        builder.HasIndex(c => new { c.Process, c.State, c.Entered });
        builder.Property(c => c.Reach).HasDefaultValue(Reach.Said);
        // The list of those that have come so far, first page and deep page alike; and how many they are.
        builder.HasIndex(c => new { c.Process, c.IsPublic, c.Reach, c.PublishedAt, c.Number });
        builder.HasIndex(c => c.Speaker);
    }
}

internal sealed class SlipBatchMapping : IEntityTypeConfiguration<SlipBatch>
{
    public void Configure(EntityTypeBuilder<SlipBatch> builder)
    {
        builder.ToTable("SlipBatches");
        builder.Ignore(b => b.Subject);
        builder.Ignore(b => b.OnASheet);
        builder.Property(b => b.Label).HasMaxLength(200);
        builder.Property(b => b.First).HasMaxLength(24);
        builder.Property(b => b.Last).HasMaxLength(24);
        builder.Property(b => b.Asked!).HasConversion(Json.Of<List<Guid>>(), Json.Same<List<Guid>>());
        builder.HasIndex(b => b.Process);
    }
}

internal sealed class SlipMapping : IEntityTypeConfiguration<Slip>
{
    public void Configure(EntityTypeBuilder<Slip> builder)
    {
        builder.ToTable("Slips");
        builder.Property(s => s.Code).HasMaxLength(24);
        builder.Property(s => s.Secret).HasMaxLength(80);
        builder.Property(s => s.SecretHash).HasMaxLength(64);
        builder.HasIndex(s => s.Batch);
        builder.HasIndex(s => new { s.Code, s.Process }).IsUnique();
        builder.HasIndex(s => s.SecretHash).IsUnique();
    }
}
