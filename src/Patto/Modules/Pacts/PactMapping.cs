using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;
using Patto.Files;

namespace Patto.Modules.Pacts;

internal static class PactTables
{
    extension(AppDb db)
    {
        public DbSet<Pact> Pacts => db.Set<Pact>();
        public DbSet<Signatory> Signatories => db.Set<Signatory>();
        public DbSet<Commitment> Commitments => db.Set<Commitment>();
    }
}

internal sealed class PactMapping : IEntityTypeConfiguration<Pact>
{
    public void Configure(EntityTypeBuilder<Pact> builder)
    {
        builder.ToTable("Pacts");
        builder.Ignore(p => p.Subject);
        builder.Ignore(p => p.IsInForce);
        builder.Property(p => p.Title).HasMaxLength(Pact.LongestTitle);
        builder.Property(p => p.Purpose).HasMaxLength(Pact.LongestPurpose);
        builder.Property(p => p.Protocol).HasMaxLength(Pact.LongestProtocol);
        builder.Property(p => p.Reviews).HasConversion(Json.Of<List<PactReview>>(), Json.Same<List<PactReview>>())
            .HasDefaultValueSql("'[]'");
        builder.HasIndex(p => p.Process);
        builder.HasIndex(p => new { p.State, p.Review });
    }
}

internal sealed class SignatoryMapping : IEntityTypeConfiguration<Signatory>
{
    public void Configure(EntityTypeBuilder<Signatory> builder)
    {
        builder.ToTable("PactSignatories");
        builder.Ignore(s => s.Subject);
        builder.Ignore(s => s.Holds);
        builder.Ignore(s => s.IsMissing);
        builder.Ignore(s => s.IsFromOutside);
        builder.Ignore(s => s.PublicName);
        builder.Ignore(s => s.Box);
        builder.Property(s => s.Name).HasMaxLength(Signatory.LongestName);
        builder.Property(s => s.Delegate).HasMaxLength(Signatory.LongestName);
        builder.Property(s => s.Role).HasMaxLength(Signatory.LongestRole);
        builder.Property(s => s.Mail).HasMaxLength(200);
        builder.Property(s => s.DeclinedWhy).HasMaxLength(Signatory.LongestReason);
        builder.Property(s => s.WithdrawnWhy).HasMaxLength(Signatory.LongestReason);
        builder.Property(s => s.Signatures).HasConversion(Json.Of<List<FileSignature>?>(), Json.Same<List<FileSignature>?>());
        builder.HasIndex(s => s.Pact);
        builder.HasIndex(s => s.Process);
    }
}

internal sealed class CommitmentMapping : IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<Commitment> builder)
    {
        builder.ToTable("PactCommitments");
        builder.Ignore(c => c.Subject);
        builder.Ignore(c => c.IsRunning);
        builder.Property(c => c.Code).HasMaxLength(40);
        builder.Property(c => c.What).HasMaxLength(Commitment.LongestWhat);
        builder.Property(c => c.ForWhom).HasMaxLength(Commitment.LongestText);
        builder.Property(c => c.MeasuredBy).HasMaxLength(Commitment.LongestText);
        builder.Property(c => c.Resources).HasMaxLength(Commitment.LongestText);
        builder.Property(c => c.Words).HasMaxLength(Commitment.LongestWords);
        builder.Property(c => c.Link).HasMaxLength(Commitment.LongestText);
        builder.Property(c => c.Keepers).HasConversion(Json.Of<List<Guid>>(), Json.Same<List<Guid>>());
        builder.Property(c => c.Updates).HasConversion(Json.Of<List<CommitmentUpdate>>(), Json.Same<List<CommitmentUpdate>>())
            .HasDefaultValueSql("'[]'");
        builder.HasIndex(c => c.Pact);
        builder.HasIndex(c => c.Process);
        builder.HasIndex(c => new { c.Authority, c.Code }).IsUnique();
        builder.HasIndex(c => c.Due);
    }
}
