using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Modules.Draws;

internal static class DrawTables
{
    extension(AppDb db)
    {
        public DbSet<Draw> Draws => db.Set<Draw>();
        public DbSet<Candidate> DrawCandidates => db.Set<Candidate>();
        public DbSet<PanelList> PanelLists => db.Set<PanelList>();
    }
}

internal sealed class DrawMapping : IEntityTypeConfiguration<Draw>
{
    public void Configure(EntityTypeBuilder<Draw> builder)
    {
        builder.ToTable("Draws");
        builder.Ignore(d => d.Subject);
        builder.Ignore(d => d.Categories);
        builder.Ignore(d => d.SeedRule);
        builder.Ignore(d => d.HasList);
        builder.Property(d => d.Code).HasMaxLength(40);
        builder.Property(d => d.Title).HasMaxLength(Draw.LongestTitle);
        builder.Property(d => d.Text).HasMaxLength(Draw.LongestText);
        builder.Property(d => d.Criteria).HasMaxLength(Draw.LongestCriteria);
        builder.Property(d => d.Interest).HasMaxLength(Draw.LongestInterest);
        builder.Property(d => d.Place).HasMaxLength(Draw.LongestPlace);
        builder.Property(d => d.AnnulledWhy).HasMaxLength(Draw.LongestReason);
        builder.Property(d => d.Hash).HasMaxLength(64);
        builder.Property(d => d.WholeHash).HasMaxLength(64);
        builder.Property(d => d.Seed).HasMaxLength(20);
        builder.Property(d => d.Quotas).HasConversion(Json.Of<List<SeatQuota>>(), Json.Same<List<SeatQuota>>()).HasDefaultValueSql("'[]'");
        builder.Property(d => d.Changes).HasConversion(Json.Of<List<CallChange>>(),
            Json.Same<List<CallChange>>()).HasDefaultValueSql("'[]'");
        builder.Property(d => d.Reserves).HasConversion(Json.Of<List<int?>>(), Json.Same<List<int?>>()).HasDefaultValueSql("'[]'");
        builder.Property(d => d.Obstacle).HasConversion(Json.Of<Obstacle?>(), Json.Same<Obstacle?>());
        builder.HasIndex(d => d.Process);
        builder.HasIndex(d => new { d.Authority, d.Code }).IsUnique();
        builder.HasIndex(d => new { d.State, d.Closes });
    }
}

internal sealed class CandidateMapping : IEntityTypeConfiguration<Candidate>
{
    public void Configure(EntityTypeBuilder<Candidate> builder)
    {
        builder.ToTable("DrawCandidates");
        builder.Ignore(c => c.Subject);
        builder.Ignore(c => c.IsIn);
        builder.Ignore(c => c.Sits);
        builder.Ignore(c => c.MayStepIn);
        builder.Ignore(c => c.MayWithdraw);
        builder.Property(c => c.Name).HasMaxLength(Candidate.LongestName);
        builder.Property(c => c.Home).HasMaxLength(Candidate.LongestHome);
        builder.Property(c => c.Reason).HasMaxLength(Candidate.LongestReason);
        builder.Property(c => c.Features).HasConversion(Json.Of<List<string>>(), Json.Same<List<string>>()).HasDefaultValueSql("'[]'");
        builder.HasIndex(c => new { c.Draw, c.At });
        builder.HasIndex(c => c.Person);
    }
}

internal sealed class PanelListMapping : IEntityTypeConfiguration<PanelList>
{
    public void Configure(EntityTypeBuilder<PanelList> builder)
    {
        builder.ToTable("DrawPanelLists");
        builder.Property(l => l.Chances).HasConversion(Json.Of<List<double>>(), Json.Same<List<double>>()).HasDefaultValueSql("'[]'");
        builder.Property(l => l.Naive).HasConversion(Json.Of<List<double>>(), Json.Same<List<double>>()).HasDefaultValueSql("'[]'");
        builder.HasIndex(l => l.Draw).IsUnique();
    }
}
