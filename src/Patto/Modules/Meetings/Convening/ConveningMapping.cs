using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Modules.Meetings.Convening;

internal static class ConveningTables
{
    extension(AppDb db)
    {
        public DbSet<Convocation> Convocations => db.Set<Convocation>();
        public DbSet<SeatAttendance> SeatAttendances => db.Set<SeatAttendance>();
        public DbSet<MinutesReading> MinutesReadings => db.Set<MinutesReading>();
    }
}

internal sealed class ConvocationMapping : IEntityTypeConfiguration<Convocation>
{
    public void Configure(EntityTypeBuilder<Convocation> builder)
    {
        builder.ToTable("Convocations");
        builder.Property(c => c.Text).HasMaxLength(4000);
        builder.Property(c => c.Protocol).HasMaxLength(60);
        builder.HasMany(c => c.Summonses).WithOne().HasForeignKey(s => s.Convocation).OnDelete(DeleteBehavior.Cascade);
        // Two officers press at once: one call goes out.
        builder.HasIndex(c => c.Meeting).IsUnique();
        builder.HasIndex(c => c.Group);
    }
}

internal sealed class SummonsMapping : IEntityTypeConfiguration<Summons>
{
    public void Configure(EntityTypeBuilder<Summons> builder)
    {
        builder.ToTable("Summonses");
        builder.Ignore(s => s.Subject);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Substitute).HasMaxLength(200);
        builder.Property(s => s.Note).HasMaxLength(1000);
        builder.Property(s => s.Proof).HasMaxLength(500);
        builder.Property(s => s.Pec).HasMaxLength(254);
        builder.HasIndex(s => new { s.Convocation, s.Seat }).IsUnique();
        builder.HasIndex(s => s.Person);
    }
}

internal sealed class SeatAttendanceMapping : IEntityTypeConfiguration<SeatAttendance>
{
    public void Configure(EntityTypeBuilder<SeatAttendance> builder)
    {
        builder.ToTable("SeatAttendances");
        builder.Ignore(a => a.IsThere).Ignore(a => a.WasThere);
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.HasIndex(a => new { a.Meeting, a.Seat }).IsUnique();
        builder.HasIndex(a => a.Person);
    }
}

internal sealed class MinutesReadingMapping : IEntityTypeConfiguration<MinutesReading>
{
    public void Configure(EntityTypeBuilder<MinutesReading> builder)
    {
        builder.ToTable("MinutesReadings");
        builder.Property(r => r.Remark).HasMaxLength(2000);
        builder.HasIndex(r => new { r.Meeting, r.Version, r.Person }).IsUnique();
        builder.HasIndex(r => r.Person);
    }
}
