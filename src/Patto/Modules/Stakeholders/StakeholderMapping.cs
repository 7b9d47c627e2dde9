using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Modules.Stakeholders;

internal static class StakeholderTables
{
    extension(AppDb db)
    {
        public DbSet<Stakeholder> Stakeholders => db.Set<Stakeholder>();
        public DbSet<MapWatch> Watches => db.Set<MapWatch>();
        public DbSet<Relation> Relations => db.Set<Relation>();
        public DbSet<Suggestion> Suggestions => db.Set<Suggestion>();
        public DbSet<Interest> Interests => db.Set<Interest>();
    }
}

internal sealed class StakeholderMapping : IEntityTypeConfiguration<Stakeholder>
{
    public void Configure(EntityTypeBuilder<Stakeholder> builder)
    {
        builder.ToTable("Stakeholders");
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.Area).HasMaxLength(60);
        builder.Ignore(s => s.HowToReach);
        builder.Property(s => s.ContactPerson).HasMaxLength(200).HasDefaultValue("");
        builder.Property(s => s.Phone).HasMaxLength(200).HasDefaultValue("");
        builder.Property(s => s.Email).HasMaxLength(400).HasDefaultValue("");
        builder.Property(s => s.Pec).HasMaxLength(400).HasDefaultValue("");
        builder.Property(s => s.Address).HasMaxLength(300).HasDefaultValue("");
        builder.Property(s => s.Themes).HasMaxLength(300).HasDefaultValue("");
        builder.Property(s => s.Remarks).HasMaxLength(2000).HasDefaultValue("");
        builder.Property(s => s.Concern).HasDefaultValue(0);
        builder.Property(s => s.ArchivedWhy).HasMaxLength(300).HasDefaultValue("");
        builder.HasIndex(s => s.Process);
        builder.HasIndex(s => s.Person);
        builder.HasMany(s => s.Contacts).WithOne().HasForeignKey(c => c.Stakeholder);
    }
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("StakeholderContacts");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Note).HasMaxLength(1000);
    }
}

internal sealed class InterestMapping : IEntityTypeConfiguration<Interest>
{
    public void Configure(EntityTypeBuilder<Interest> builder)
    {
        builder.ToTable("Interests");
        builder.Property(i => i.Name).HasMaxLength(160);
        builder.HasIndex(i => i.Process);
    }
}

internal sealed class SuggestionMapping : IEntityTypeConfiguration<Suggestion>
{
    public void Configure(EntityTypeBuilder<Suggestion> builder)
    {
        builder.ToTable("Suggestions");
        builder.Ignore(s => s.Subject);
        builder.Property(s => s.Code).HasMaxLength(24);
        builder.Property(s => s.Missing).HasMaxLength(200);
        builder.Property(s => s.Why).HasMaxLength(1000);
        builder.Property(s => s.PublicName).HasMaxLength(200);
        builder.Property(s => s.Answer).HasMaxLength(1000);
        builder.Property(s => s.Before).HasConversion(Json.Of<List<SuggestionBefore>>(), Json.Same<List<SuggestionBefore>>())
            .HasDefaultValueSql("'[]'");
        builder.HasIndex(s => new { s.Code, s.Process }).IsUnique();
        builder.HasIndex(s => new { s.Process, s.State, s.At });
        builder.HasIndex(s => s.Person);
    }
}

internal sealed class RelationMapping : IEntityTypeConfiguration<Relation>
{
    public void Configure(EntityTypeBuilder<Relation> builder)
    {
        builder.ToTable("StakeholderRelations");
        builder.Property(r => r.About).HasMaxLength(300);
        builder.HasIndex(r => r.Process);
    }
}

internal sealed class MapWatchMapping : IEntityTypeConfiguration<MapWatch>
{
    public void Configure(EntityTypeBuilder<MapWatch> builder)
    {
        builder.ToTable("StakeholderWatches");
        builder.Property(w => w.Looks).HasConversion(Json.Of<List<MapLook>>(), Json.Same<List<MapLook>>()).HasDefaultValueSql("'[]'");
        builder.HasIndex(w => w.Process).IsUnique();
    }
}
