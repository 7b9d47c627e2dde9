using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Modules.Choices;

internal static class ChoiceTables
{
    extension(AppDb db)
    {
        public DbSet<Choice> Choices => db.Set<Choice>();
        public DbSet<Voter> Voters => db.Set<Voter>();
        public DbSet<SealedBallot> SealedBallots => db.Set<SealedBallot>();
        public DbSet<CountedBallot> CountedBallots => db.Set<CountedBallot>();
        public DbSet<BallotReceipt> BallotReceipts => db.Set<BallotReceipt>();
    }
}

internal sealed class ChoiceMapping : IEntityTypeConfiguration<Choice>
{
    public void Configure(EntityTypeBuilder<Choice> builder)
    {
        builder.ToTable("Choices");
        builder.Ignore(c => c.Subject);
        builder.Ignore(c => c.IsSharingMoney);
        builder.Ignore(c => c.HasPoints);
        builder.Ignore(c => c.Highest);
        builder.Property(c => c.Code).HasMaxLength(40);
        builder.Property(c => c.Question).HasMaxLength(Choice.LongestQuestion);
        builder.Property(c => c.Text).HasMaxLength(Choice.LongestText);
        builder.Property(c => c.Afterwards).HasMaxLength(Choice.LongestAfterwards);
        builder.Property(c => c.AnnulledWhy).HasMaxLength(Choice.LongestReason);
        builder.Property(c => c.Options).HasConversion(Json.Of<List<ChoiceOption>>(), Json.Same<List<ChoiceOption>>())
            .HasDefaultValueSql("'[]'");
        builder.Property(c => c.Result).HasConversion(Json.Of<ChoiceResult?>(), Json.Same<ChoiceResult?>());
        builder.HasIndex(c => c.Process);
        builder.HasIndex(c => new { c.Authority, c.Code }).IsUnique();
        builder.HasIndex(c => new { c.State, c.Closes });
    }
}

internal sealed class VoterMapping : IEntityTypeConfiguration<Voter>
{
    public void Configure(EntityTypeBuilder<Voter> builder)
    {
        builder.ToTable("ChoiceVoters");
        builder.Ignore(v => v.HasVoted);
        builder.Property(v => v.CodeHash).HasMaxLength(64);
        builder.HasIndex(v => new { v.Choice, v.Account }).IsUnique();
        builder.HasIndex(v => new { v.Choice, v.CodeHash }).IsUnique();
    }
}

internal sealed class SealedBallotMapping : IEntityTypeConfiguration<SealedBallot>
{
    public void Configure(EntityTypeBuilder<SealedBallot> builder)
    {
        builder.ToTable("SealedBallots");
        builder.HasIndex(b => b.Choice);
    }
}

internal sealed class CountedBallotMapping : IEntityTypeConfiguration<CountedBallot>
{
    public void Configure(EntityTypeBuilder<CountedBallot> builder)
    {
        builder.ToTable("CountedBallots");
        builder.Property(b => b.Marks).HasMaxLength(200);
        builder.HasIndex(b => b.Choice);
    }
}

internal sealed class BallotReceiptMapping : IEntityTypeConfiguration<BallotReceipt>
{
    public void Configure(EntityTypeBuilder<BallotReceipt> builder)
    {
        builder.ToTable("BallotReceipts");
        builder.Property(r => r.Code).HasMaxLength(12);
        builder.HasIndex(r => new { r.Choice, r.Code });
    }
}
