using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

internal static class DocumentTables
{
    extension(AppDb db)
    {
        public DbSet<Document> Documents => db.Set<Document>();
        public DbSet<Edition> Editions => db.Set<Edition>();
        public DbSet<Node> Nodes => db.Set<Node>();
        public DbSet<Amendment> Amendments => db.Set<Amendment>();
        public DbSet<Comment> Comments => db.Set<Comment>();
    }
}

internal sealed class DocumentMapping : IEntityTypeConfiguration<Document>
{
    public void Configure(EntityTypeBuilder<Document> builder)
    {
        builder.ToTable("Documents");
        builder.Property(d => d.Title).HasMaxLength(300);
        builder.Property(d => d.AdoptedBy).HasMaxLength(400);
        builder.Property(d => d.TakenBack).HasConversion(Json.Of<List<TakenBack>>(), Json.Same<List<TakenBack>>())
            .HasDefaultValueSql("'[]'");
        builder.Property(d => d.Unpublished).HasConversion(Json.Of<List<WasPublic>>(), Json.Same<List<WasPublic>>())
            .HasDefaultValueSql("'[]'");
        builder.HasIndex(d => d.Process);
        builder.HasIndex(d => new { d.Authority, d.State });
        builder.HasMany(d => d.Editions).WithOne().HasForeignKey(e => e.Document).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(d => d.Subject).Ignore(d => d.IsPublic).Ignore(d => d.IsBeingWritten);
    }
}

internal sealed class EditionMapping : IEntityTypeConfiguration<Edition>
{
    public void Configure(EntityTypeBuilder<Edition> builder)
    {
        builder.ToTable("Editions");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Hash).HasMaxLength(64);
        builder.Property(e => e.Parts).HasConversion(Json.Of<List<Part>>(), Json.Same<List<Part>>());
        builder.HasIndex(e => new { e.Document, e.Number }).IsUnique();
    }
}

internal sealed class NodeMapping : IEntityTypeConfiguration<Node>
{
    public void Configure(EntityTypeBuilder<Node> builder)
    {
        builder.ToTable("Nodes");
        builder.Property(n => n.Label).HasMaxLength(20);
        builder.Property(n => n.EId).HasMaxLength(80);
        builder.HasIndex(n => new { n.Document, n.EId }).IsUnique();
        builder.HasMany(n => n.Versions).WithOne().HasForeignKey(v => v.Node).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(n => n.Current).Ignore(n => n.Subject);
    }
}

internal sealed class NodeVersionMapping : IEntityTypeConfiguration<NodeVersion>
{
    public void Configure(EntityTypeBuilder<NodeVersion> builder)
    {
        builder.ToTable("NodeVersions");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Heading).HasMaxLength(300);
        builder.HasIndex(v => new { v.Node, v.Number }).IsUnique();
    }
}

internal sealed class AmendmentMapping : IEntityTypeConfiguration<Amendment>
{
    public void Configure(EntityTypeBuilder<Amendment> builder)
    {
        builder.ToTable("Amendments");
        builder.Property(a => a.Code).HasMaxLength(40);
        builder.Property(a => a.EId).HasMaxLength(80);
        builder.Property(a => a.Signature).HasMaxLength(120);
        builder.Property(a => a.SecretHash).HasMaxLength(64);
        builder.Property(a => a.Via).HasDefaultValue(Via.Web);
        builder.Property(a => a.Beside).HasConversion(Json.Of<List<string>>(), Json.Same<List<string>>()).HasDefaultValueSql("'[]'");
        builder.HasIndex(a => new { a.Code, a.Process }).IsUnique();
        builder.HasIndex(a => new { a.Document, a.At });
        builder.HasIndex(a => a.Author);
        builder.HasIndex(a => a.SecretHash).IsUnique();
        builder.Ignore(a => a.Subject).Ignore(a => a.IsPublic).Ignore(a => a.IsAddition);
    }
}

internal sealed class CommentMapping : IEntityTypeConfiguration<Comment>
{
    public void Configure(EntityTypeBuilder<Comment> builder)
    {
        builder.ToTable("Comments");
        builder.Property(c => c.EId).HasMaxLength(80);
        builder.Property(c => c.Code).HasMaxLength(24);
        builder.Property(c => c.SecretHash).HasMaxLength(64);
        builder.Property(c => c.Signature).HasMaxLength(120);
        builder.HasIndex(c => new { c.Code, c.Process }).IsUnique();
        builder.HasIndex(c => c.SecretHash).IsUnique();
        builder.HasIndex(c => new { c.Document, c.At });
        builder.HasIndex(c => c.Author);
    }
}
