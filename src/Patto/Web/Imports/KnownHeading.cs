using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;

namespace Patto.Web.Imports;

/// <summary>What a column of this heading was taken for the last time, so that the next list of the same office need not be asked.</summary>
public sealed class KnownHeading
{
    internal const int Longest = 200;
    /// <summary>The kind of list that there was before there were several.</summary>
    internal const string FirstKind = "stakeholders";

    private KnownHeading() { }

    internal static KnownHeading Of(Id<Authority> authority, string list, string heading, string? field) =>
        new() { Authority = authority, List = list, Heading = heading, Field = field };

    public Id<Authority> Authority { get; private set; }
    /// <summary>The kind of list: <c>stakeholders</c>, <c>voices</c>, <c>attendance</c>.</summary>
    public string List { get; private set; } = FirstKind;
    /// <summary>As headings are compared: small letters without accents and signs.</summary>
    public string Heading { get; private set; } = "";
    /// <summary>Null: the column is left out.</summary>
    public string? Field { get; internal set; }
}

internal sealed class KnownHeadingMapping : IEntityTypeConfiguration<KnownHeading>
{
    public void Configure(EntityTypeBuilder<KnownHeading> builder)
    {
        builder.ToTable("KnownHeadings").HasKey(h => new { h.Authority, h.List, h.Heading });
        builder.Property(h => h.List).HasMaxLength(40).HasDefaultValue(KnownHeading.FirstKind);
        builder.Property(h => h.Heading).HasMaxLength(KnownHeading.Longest);
        builder.Property(h => h.Field).HasMaxLength(40);
    }
}
