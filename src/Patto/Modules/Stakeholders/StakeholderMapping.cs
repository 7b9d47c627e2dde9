using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Modules.Stakeholders;

internal static class StakeholderTables
{
    extension(AppDb db)
    {
        public DbSet<Stakeholder> Stakeholders => db.Set<Stakeholder>();
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
        builder.HasIndex(s => s.Process);
        builder.HasIndex(s => s.Person);
        builder.HasMany(s => s.Contacts).WithOne().HasForeignKey(c => c.Stakeholder);
    }
}

internal sealed class KnownHeadingMapping : IEntityTypeConfiguration<KnownHeading>
{
    public void Configure(EntityTypeBuilder<KnownHeading> builder)
    {
        builder.ToTable("KnownHeadings").HasKey(h => new { h.Authority, h.Heading });
        builder.Property(h => h.Heading).HasMaxLength(KnownHeading.Longest);
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
