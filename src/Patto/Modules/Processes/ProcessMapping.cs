using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

internal static class ProcessTables
{
    extension(AppDb db)
    {
        public DbSet<Process> Processes => db.Set<Process>();
        public DbSet<Phase> Phases => db.Set<Phase>();
        public DbSet<Activity> Activities => db.Set<Activity>();
        public DbSet<LegalStep> LegalSteps => db.Set<LegalStep>();
        public DbSet<PlanChange> PlanChanges => db.Set<PlanChange>();
    }

    /// <summary>With all that an act on the plan needs; the history of changes is only added to, and read by pages.</summary>
    public static IQueryable<Process> Whole(this IQueryable<Process> processes) =>
        processes.Include(p => p.Phases).Include(p => p.Activities).Include(p => p.LegalSteps).AsSplitQuery();
}

internal sealed class ProcessMapping : IEntityTypeConfiguration<Process>
{
    public void Configure(EntityTypeBuilder<Process> builder)
    {
        builder.ToTable("Processes");
        builder.Property(p => p.Key).HasMaxLength(12);
        builder.Property(p => p.Slug).HasMaxLength(80);
        builder.Property(p => p.Title).HasMaxLength(200);
        builder.HasIndex(p => new { p.Authority, p.Slug }).IsUnique();
        builder.HasIndex(p => new { p.Authority, p.Key }).IsUnique();
        builder.HasIndex(p => new { p.Authority, p.Published });
        builder.Ignore(p => p.Subject);
        builder.Property(p => p.Easy).HasDefaultValue("");
        builder.Property(p => p.Bodies).HasConversion(Json.Of<Bodies>(), Json.Same<Bodies>());
        builder.Property(p => p.Money).HasConversion(Json.Of<Money>(), Json.Same<Money>());
        builder.Property(p => p.Unpublished).HasConversion(Json.Of<List<WasPublic>>(), Json.Same<List<WasPublic>>())
            .HasDefaultValueSql("'[]'");
        builder.Property(p => p.Tracks).HasConversion(Json.Of<List<Track>>(), Json.Same<List<Track>>());
        builder.Property(p => p.Themes).HasConversion(Json.Of<List<Theme>>(), Json.Same<List<Theme>>());
        builder.Property(p => p.Areas).HasConversion(Json.Of<List<Area>>(), Json.Same<List<Area>>());
        builder.Property(p => p.Ways).HasConversion(Json.Of<List<InvolvementMethod>>(), Json.Same<List<InvolvementMethod>>());
        builder.HasMany(p => p.Phases).WithOne().HasForeignKey(p => p.Process);
        builder.HasMany(p => p.Activities).WithOne().HasForeignKey(a => a.Process);
        builder.HasMany(p => p.LegalSteps).WithOne().HasForeignKey(s => s.Process);
        builder.HasMany(p => p.Changes).WithOne().HasForeignKey(c => c.Process);
    }
}

internal sealed class PhaseMapping : IEntityTypeConfiguration<Phase>
{
    public void Configure(EntityTypeBuilder<Phase> builder)
    {
        builder.ToTable("Phases");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Key).HasMaxLength(60);
        builder.Property(p => p.Name).HasMaxLength(120);
        builder.Property(p => p.Opens).HasConversion(Json.Of<List<PhaseOpening>>(), Json.Same<List<PhaseOpening>>());
        builder.Ignore(p => p.From).Ignore(p => p.Until);
    }
}

internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("Activities");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Key).HasMaxLength(60);
        builder.Property(a => a.Name).HasMaxLength(160);
        builder.Ignore(a => a.From).Ignore(a => a.Until);
    }
}

internal sealed class LegalStepMapping : IEntityTypeConfiguration<LegalStep>
{
    public void Configure(EntityTypeBuilder<LegalStep> builder)
    {
        builder.ToTable("RoadSteps");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Key).HasMaxLength(60);
        builder.Property(s => s.Rule).HasConversion(Json.Of<DeadlineRule>(), Json.Same<DeadlineRule>());
        builder.Property(s => s.Delays).HasConversion(Json.Of<List<StepDelay>?>(), Json.Same<List<StepDelay>?>());
    }
}

internal sealed class PlanChangeMapping : IEntityTypeConfiguration<PlanChange>
{
    public void Configure(EntityTypeBuilder<PlanChange> builder)
    {
        builder.ToTable("PlanChanges");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => new { c.Process, c.At });
    }
}
