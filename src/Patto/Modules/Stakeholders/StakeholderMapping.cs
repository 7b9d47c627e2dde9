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
