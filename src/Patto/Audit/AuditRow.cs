using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Patto.Audit;

/// <summary>One event of one authority's chain. No personal data: the actor is a random reference that erasure cuts off.</summary>
public sealed class AuditRow
{
    private AuditRow() { }

    internal static AuditRow After(AuditHead head, DateTimeOffset at, string kind, string about, string? process, Guid? actor, string facts,
        bool isPublic, string? content = null)
    {
        // The instant is written as both engines keep it, so that the hash can be computed again from what is read.
        var instant = new DateTimeOffset(at.UtcTicks - at.UtcTicks % 10, TimeSpan.Zero);
        var row = new AuditRow
        {
            Authority = head.Authority,
            Seq = head.Seq + 1,
            At = instant,
            Kind = kind,
            About = about,
            Process = process,
            Actor = actor,
            Facts = facts,
            IsPublic = isPublic,
            Previous = head.Hash,
            Formula = 2,
            Content = content,
        };
        row.Hash = row.Compute();
        head.Advance(row);
        return row;
    }

    public Guid Authority { get; private set; }
    public long Seq { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string Kind { get; private set; } = "";
    public string About { get; private set; } = "";
    public string? Process { get; private set; }
    public Guid? Actor { get; private set; }
    public string Facts { get; private set; } = "";
    public bool IsPublic { get; private set; }
    public string Previous { get; private set; } = "";
    /// <summary>How <see cref="Hash"/> is computed: 1 until 0.1.0, 2 with the content that the act left behind.</summary>
    public int Formula { get; private set; } = 1;
    /// <summary>The root over the hashes of what the act left behind; null where this row answers for none.</summary>
    public string? Content { get; private set; }
    public string Hash { get; private set; } = "";

    /// <summary>SHA-256 over the row and the hash before it, lower-case hexadecimal.</summary>
    public string Compute()
    {
        var first = string.Join('\n', Previous, Authority, Seq.ToString(System.Globalization.CultureInfo.InvariantCulture),
            At.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Kind, About, Process, Actor, Facts, IsPublic);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Formula == 1 ? first : $"{Formula}\n{Content}\n{first}")));
    }
}

/// <summary>The last link of an authority's chain: locked while an act is written.</summary>
public sealed class AuditHead
{
    private AuditHead() { }
    internal static AuditHead Of(Guid authority) => new() { Authority = authority };
    public Guid Authority { get; private set; }
    public long Seq { get; private set; }
    public string Hash { get; private set; } = "";
    internal void Advance(AuditRow row) => (Seq, Hash) = (row.Seq, row.Hash);
}

internal sealed class AuditRowMapping : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("AuditRows").HasKey(r => new { r.Authority, r.Seq });
        builder.Property(r => r.Kind).HasMaxLength(80);
        builder.Property(r => r.About).HasMaxLength(80);
        builder.Property(r => r.Process).HasMaxLength(80);
        builder.Property(r => r.Formula).HasDefaultValue(1).HasSentinel(1);
        builder.Property(r => r.Content).HasMaxLength(64);
        builder.HasIndex(r => new { r.Process, r.Seq });
        builder.HasIndex(r => r.About);
    }
}

internal sealed class AuditHeadMapping : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder) => builder.ToTable("AuditHeads").HasKey(h => h.Authority);
}
