using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Search;

/// <summary>One thing that can be found, with its words reduced to Italian stems so that *anziani* finds *anziano* on both
/// engines.</summary>
public sealed class SearchEntry : IVisible
{
    internal SearchEntry() { }
    public long Number { get; internal set; }
    public Subject Subject { get; internal set; }
    public string Title { get; internal set; } = "";
    public string Text { get; internal set; } = "";
    public string Stems { get; internal set; } = "";
    public string Url { get; internal set; } = "";
    public DateTimeOffset At { get; internal set; }
    public Visibility Visibility { get; internal set; }
    public Guid Scope { get; internal set; }
    public Id<Authority> Authority { get; internal set; }
}

internal sealed class SearchEntryMapping : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> builder)
    {
        builder.ToTable("SearchEntries").HasKey(e => e.Number);
        builder.Property(e => e.Number).ValueGeneratedOnAdd();
        builder.HasIndex(e => e.Subject).IsUnique();
    }
}
