using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>A participatory process of one authority.</summary>
public sealed class Process : Entity<Process>
{
    private Process() { }

    /// <param name="key">Short, unique on the installation, first part of every code: <c>LWF</c>.</param>
    /// <param name="slug">In the address of its pages, unique on the installation.</param>
    public static Process Open(Id<Authority> authority, string key, string slug, string title, DateTimeOffset now) =>
        new() { Authority = authority, Key = key, Slug = slug, Title = title, Created = now };

    public Id<Authority> Authority { get; private set; }
    public string Key { get; private set; } = "";
    public string Slug { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Summary { get; private set; } = "";
    public DateTimeOffset Created { get; private set; }
    public DateTimeOffset? Published { get; private set; }
    public DateTimeOffset? Concluded { get; private set; }

    public Subject Subject => Subject.Of("process", Id);
}

internal static class ProcessTables
{
    extension(AppDb db)
    {
        public DbSet<Process> Processes => db.Set<Process>();
    }
}

internal sealed class ProcessMapping : IEntityTypeConfiguration<Process>
{
    public void Configure(EntityTypeBuilder<Process> builder)
    {
        builder.ToTable("Processes");
        builder.Property(p => p.Key).HasMaxLength(12);
        builder.Property(p => p.Slug).HasMaxLength(80);
        builder.HasIndex(p => p.Slug).IsUnique();
        builder.HasIndex(p => p.Key).IsUnique();
        builder.Ignore(p => p.Subject);
    }
}
