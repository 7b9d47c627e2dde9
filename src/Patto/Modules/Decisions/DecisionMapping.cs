using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Modules.Decisions;

internal static class DecisionTables
{
    extension(AppDb db)
    {
        public DbSet<Decision> Decisions => db.Set<Decision>();
        public DbSet<HandOver> HandOvers => db.Set<HandOver>();
        public DbSet<AdministrativeAct> AdministrativeActs => db.Set<AdministrativeAct>();
        public DbSet<FollowUp> FollowUps => db.Set<FollowUp>();
    }
}

internal sealed class AdministrativeActMapping : IEntityTypeConfiguration<AdministrativeAct>
{
    public void Configure(EntityTypeBuilder<AdministrativeAct> builder)
    {
        builder.ToTable("AdministrativeActs");
        builder.Property(a => a.Organ).HasMaxLength(200);
        builder.Property(a => a.Number).HasMaxLength(60);
        builder.Property(a => a.Link).HasMaxLength(400).HasDefaultValue("");
        builder.Property(a => a.Corrections).HasConversion(Json.Of<List<ActCorrection>>(), Json.Same<List<ActCorrection>>())
            .HasDefaultValueSql("'[]'");
        builder.HasIndex(a => new { a.Process, a.Day });
        builder.Ignore(a => a.Cited);
    }
}

internal sealed class HandOverMapping : IEntityTypeConfiguration<HandOver>
{
    public void Configure(EntityTypeBuilder<HandOver> builder)
    {
        builder.ToTable("HandOvers");
        builder.Property(h => h.Items).HasConversion(Json.Of<List<HandedItem>>(), Json.Same<List<HandedItem>>());
        builder.HasIndex(h => h.Process);
    }
}

internal sealed class DecisionMapping : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("Decisions");
        builder.HasIndex(d => d.Process);
        builder.HasIndex(d => new { d.Authority, d.At });
        builder.HasMany(d => d.Outcomes).WithOne().HasForeignKey(o => o.Decision).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OutcomeMapping : IEntityTypeConfiguration<Outcome>
{
    public void Configure(EntityTypeBuilder<Outcome> builder)
    {
        builder.ToTable("Outcomes");
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Label).HasMaxLength(120);
        builder.Property(o => o.Office).HasMaxLength(200);
        builder.HasIndex(o => o.Item);
        builder.Ignore(o => o.Subject);
    }
}

internal sealed class FollowUpMapping : IEntityTypeConfiguration<FollowUp>
{
    public void Configure(EntityTypeBuilder<FollowUp> builder)
    {
        builder.ToTable("FollowUps");
        builder.Property(a => a.Code).HasMaxLength(40);
        builder.Property(a => a.Text).HasMaxLength(400);
        builder.Property(a => a.Office).HasMaxLength(200);
        builder.Property(a => a.Steps).HasConversion(Json.Of<List<ActionStep>>(), Json.Same<List<ActionStep>>());
        builder.HasIndex(a => a.Process);
        builder.HasIndex(a => new { a.Code, a.Process }).IsUnique();
        builder.Ignore(a => a.Subject);
    }
}
