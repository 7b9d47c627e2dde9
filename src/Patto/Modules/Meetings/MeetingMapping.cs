using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Modules.Meetings.Tables;

namespace Patto.Modules.Meetings;

internal static class MeetingTables
{
    extension(AppDb db)
    {
        public DbSet<Meeting> Meetings => db.Set<Meeting>();
        public DbSet<Arrival> Arrivals => db.Set<Arrival>();
        public DbSet<Attendance> Attendances => db.Set<Attendance>();
        public DbSet<DraftingOffer> DraftingOffers => db.Set<DraftingOffer>();
        public DbSet<Minutes> Minutes => db.Set<Minutes>();
        public DbSet<Agreement> Agreements => db.Set<Agreement>();
        public DbSet<Session> Sessions => db.Set<Session>();
        public DbSet<TableRounds> TableRounds => db.Set<TableRounds>();
        public DbSet<RoomVote> RoomVotes => db.Set<RoomVote>();
        public DbSet<RoomBallot> RoomBallots => db.Set<RoomBallot>();
    }
}

internal sealed class MeetingMapping : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> builder)
    {
        builder.ToTable("Meetings");
        builder.Ignore(m => m.Subject).Ignore(m => m.ProcessSubject).Ignore(m => m.IsPublic).Ignore(m => m.IsRunning)
            .Ignore(m => m.SeatsLeft);
        builder.Property(m => m.VideoLink).HasMaxLength(500);
        builder.Property(m => m.Title).HasMaxLength(200);
        builder.Property(m => m.Question).HasMaxLength(500);
        builder.Property(m => m.Theme).HasMaxLength(60);
        builder.Property(m => m.Area).HasMaxLength(60);
        builder.Property(m => m.PlannedKey).HasMaxLength(60);
        builder.Property(m => m.Place).HasMaxLength(300);
        builder.Property(m => m.RoomCode).HasMaxLength(6);
        builder.Property(m => m.Agenda).HasConversion(Json.Of<List<AgendaItem>>(), Json.Same<List<AgendaItem>>());
        builder.Property(m => m.Slots).HasConversion(Json.Of<List<Slot>>(), Json.Same<List<Slot>>());
        builder.Property(m => m.Places).HasConversion(Json.Of<List<WallPlace>>(), Json.Same<List<WallPlace>>());
        builder.Property(m => m.Counted).HasConversion(Json.Of<Tally?>(), Json.Same<Tally?>());
        builder.HasMany(m => m.Registrations).WithOne().HasForeignKey(r => r.Meeting).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(m => new { m.Process, m.Start });
        builder.HasIndex(m => new { m.Authority, m.State, m.Start });
        builder.HasIndex(m => m.RoomCode).IsUnique();
        builder.HasIndex(m => m.Group);
    }
}

internal sealed class RegistrationMapping : IEntityTypeConfiguration<Registration>
{
    public void Configure(EntityTypeBuilder<Registration> builder)
    {
        builder.ToTable("Registrations");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.Person);
        // The one below holds only what has a number: not enough for whoever looks for all of a meeting.
        builder.HasIndex(r => r.Meeting);
        // Zero until they are numbered (NumberRegistrations).
        builder.HasIndex(r => new { r.Meeting, r.Number }).IsUnique().HasFilter("\"Number\" > 0");
    }
}

internal sealed class AttendanceMapping : IEntityTypeConfiguration<Attendance>
{
    public void Configure(EntityTypeBuilder<Attendance> builder)
    {
        builder.ToTable("Attendances");
        builder.HasIndex(a => new { a.Meeting, a.Person }).IsUnique();
    }
}

internal sealed class ArrivalMapping : IEntityTypeConfiguration<Arrival>
{
    public void Configure(EntityTypeBuilder<Arrival> builder)
    {
        builder.ToTable("Arrivals");
        builder.Property(a => a.Typed).HasMaxLength(Arrival.LongestTyped);
        // Sent twice by the device it is one row, however long afterwards.
        builder.HasIndex(a => new { a.Meeting, a.SentAs }).IsUnique();
    }
}

internal sealed class DraftingOfferMapping : IEntityTypeConfiguration<DraftingOffer>
{
    public void Configure(EntityTypeBuilder<DraftingOffer> builder)
    {
        builder.ToTable("DraftingOffers");
        builder.Property(o => o.Why).HasMaxLength(500);
        builder.HasIndex(o => o.Meeting);
    }
}

internal sealed class MinutesMapping : IEntityTypeConfiguration<Minutes>
{
    public void Configure(EntityTypeBuilder<Minutes> builder)
    {
        builder.ToTable("Minutes");
        builder.Property(m => m.Approved).HasMaxLength(40);
        builder.HasIndex(m => new { m.Meeting, m.Number }).IsUnique();
    }
}

internal sealed class AgreementMapping : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> builder)
    {
        builder.ToTable("Agreements");
        builder.Property(a => a.Former!).HasConversion(Json.Of<List<FormerAgreement>>(), Json.Same<List<FormerAgreement>>());
        builder.Property(a => a.Text).HasMaxLength(1000);
        builder.Property(a => a.Owner).HasMaxLength(200);
        builder.HasIndex(a => a.Meeting);
        builder.HasIndex(a => new { a.Kept, a.Due });
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Sessions");
        builder.Property(s => s.Former!).HasConversion(Json.Of<List<FormerReport>>(), Json.Same<List<FormerReport>>());
        builder.Ignore(s => s.Subject);
        builder.Property(s => s.Slot).HasMaxLength(8);
        builder.Property(s => s.Place).HasMaxLength(8);
        builder.Property(s => s.Title).HasMaxLength(200);
        builder.Property(s => s.Caller).HasMaxLength(120);
        // Two people on one square: the second is told to choose another.
        builder.HasIndex(s => new { s.Meeting, s.Slot, s.Place }).IsUnique().HasFilter("\"Removed\" IS NULL");
        builder.HasQueryFilter(s => s.Removed == null);
    }
}

internal sealed class TableRoundsMapping : IEntityTypeConfiguration<TableRounds>
{
    public void Configure(EntityTypeBuilder<TableRounds> builder)
    {
        builder.ToTable("TableRounds");
        builder.Ignore(t => t.Rounds).Ignore(t => t.HasBegun).Ignore(t => t.IsOver).Ignore(t => t.IsOn).Ignore(t => t.Ends);
        builder.Property(t => t.Apart).HasConversion(Json.Of<List<CardPair>>(), Json.Same<List<CardPair>>());
        builder.Property(t => t.TableOf).HasConversion(Json.Of<List<List<int>>>(), Json.Same<List<List<int>>>());
        // One plan for a meeting: two people who make one at once, and the second is told.
        builder.HasIndex(t => t.Meeting).IsUnique();
    }
}

internal sealed class RoomVoteMapping : IEntityTypeConfiguration<RoomVote>
{
    public void Configure(EntityTypeBuilder<RoomVote> builder)
    {
        builder.ToTable("RoomVotes");
        builder.Ignore(v => v.Subject).Ignore(v => v.IsByHands).Ignore(v => v.IsOpen).Ignore(v => v.IsCounted).Ignore(v => v.KeepsOrder)
            .Ignore(v => v.People).Ignore(v => v.Most).Ignore(v => v.Order);
        builder.Property(v => v.Question).HasMaxLength(RoomVote.LongestQuestion);
        builder.Property(v => v.AnnulledWhy).HasMaxLength(RoomVote.LongestReason);
        builder.Property(v => v.ByHand).HasConversion(Json.Of<HandCount>(), Json.Same<HandCount>());
        builder.Property(v => v.Former).HasConversion(Json.Of<List<FormerCount>>(), Json.Same<List<FormerCount>>());
        // Two that are written at once: the second takes the next number.
        builder.HasIndex(v => new { v.Meeting, v.Number }).IsUnique();
    }
}

internal sealed class RoomBallotMapping : IEntityTypeConfiguration<RoomBallot>
{
    public void Configure(EntityTypeBuilder<RoomBallot> builder)
    {
        builder.ToTable("RoomBallots");
        builder.Property(b => b.KeyHash).HasMaxLength(64);
        builder.HasIndex(b => new { b.Vote, b.KeyHash }).IsUnique();
    }
}
