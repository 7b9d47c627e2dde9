using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Modules.Groups;

internal static class GroupTables
{
    extension(AppDb db)
    {
        public DbSet<Group> Groups => db.Set<Group>();
        public DbSet<Membership> Memberships => db.Set<Membership>();
        public DbSet<Application> Applications => db.Set<Application>();
        public DbSet<Paper> Papers => db.Set<Paper>();
    }

    public static IQueryable<Group> Whole(this IQueryable<Group> groups) =>
        groups.Include(g => g.Seats).Include(g => g.Members).AsSplitQuery();
}

internal sealed class GroupMapping : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> builder)
    {
        builder.ToTable("Groups");
        builder.Property(g => g.Key).HasMaxLength(60);
        builder.Property(g => g.Name).HasMaxLength(160);
        builder.HasIndex(g => new { g.Process, g.Key }).IsUnique();
        builder.Ignore(g => g.Subject);
        builder.Property(g => g.Widenings).HasConversion(Json.Of<List<Widening>>(), Json.Same<List<Widening>>())
            .HasDefaultValueSql("'[]'");
        builder.HasIndex(g => g.NextTurn);
        builder.HasMany(g => g.Seats).WithOne().HasForeignKey(s => s.Group);
        builder.HasMany(g => g.Members).WithOne().HasForeignKey(m => m.Group);
    }
}

internal sealed class SeatMapping : IEntityTypeConfiguration<Seat>
{
    public void Configure(EntityTypeBuilder<Seat> builder)
    {
        builder.ToTable("Seats");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Interest).HasMaxLength(160);
        builder.Property(s => s.Before).HasConversion(Json.Of<List<SeatBefore>>(), Json.Same<List<SeatBefore>>())
            .HasDefaultValueSql("'[]'");
    }
}

internal sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("Memberships");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Name).HasMaxLength(200);
        builder.Property(m => m.Organisation).HasMaxLength(200);
        builder.Property(m => m.Mandate).HasMaxLength(300).HasDefaultValue("");
        builder.Ignore(m => m.Subject);
        builder.Property(m => m.Before).HasConversion(Json.Of<List<MemberBefore>>(), Json.Same<List<MemberBefore>>())
            .HasDefaultValueSql("'[]'");
        builder.HasIndex(m => m.Person);
        builder.HasIndex(m => m.Account);
    }
}

internal sealed class ApplicationMapping : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.ToTable("Applications");
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.Interest).HasMaxLength(160);
        builder.Property(a => a.Organisation).HasMaxLength(200);
        builder.HasIndex(a => new { a.Process, a.State, a.At });
        builder.HasIndex(a => a.Person);
    }
}

internal sealed class PaperMapping : IEntityTypeConfiguration<Paper>
{
    public void Configure(EntityTypeBuilder<Paper> builder)
    {
        builder.ToTable("Papers");
        builder.Ignore(p => p.Subject);
        builder.Property(p => p.Title).HasMaxLength(160);
        builder.Property(p => p.Place).HasMaxLength(200);
        builder.Property(p => p.Track).HasMaxLength(120);
        builder.Property(p => p.Before).HasConversion(Json.Of<List<PaperBefore>>(), Json.Same<List<PaperBefore>>())
            .HasDefaultValueSql("'[]'");
        builder.HasIndex(p => new { p.Group, p.At });
        builder.HasIndex(p => new { p.Process, p.Track });
    }
}
