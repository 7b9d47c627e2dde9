using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Proposals.Contracts;

namespace Patto.Modules.Proposals;

/// <summary>What an officer wrote into a feasibility sheet; it is never changed, the next one stands after it.</summary>
[Content("proposal-sheet-line", "part", "text", "office")]
public sealed class SheetLine : Entity<SheetLine>
{
    private SheetLine() { }

    internal static SheetLine Of(Proposal proposal, SheetPart part, Guid? by, DateTimeOffset now) => new()
    {
        Authority = proposal.Authority,
        Process = proposal.Process,
        Proposal = proposal.Id,
        Part = part,
        Text = proposal.Feasibility.Of(part),
        Office = proposal.Feasibility.Office,
        By = by,
        At = now,
    };

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Proposal> Proposal { get; private set; }
    public SheetPart Part { get; private set; }
    /// <summary>Empty: what stood there was taken off. The verdict stands in the Italian of its word.</summary>
    public string Text { get; private set; } = "";
    /// <summary>For which they wrote, as they call it.</summary>
    public string Office { get; private set; } = "";
    /// <summary>Actor of the officer; the name is the one of their account, and goes with it.</summary>
    public Guid? By { get; private set; }
    public DateTimeOffset At { get; private set; }
}

internal sealed class SheetLineMapping : IEntityTypeConfiguration<SheetLine>
{
    public void Configure(EntityTypeBuilder<SheetLine> builder)
    {
        builder.ToTable("ProposalSheetLines");
        builder.Property(l => l.Text).HasMaxLength(200);
        builder.Property(l => l.Office).HasMaxLength(200);
        builder.HasIndex(l => new { l.Proposal, l.At });
        builder.HasIndex(l => new { l.Process, l.At });
    }
}
