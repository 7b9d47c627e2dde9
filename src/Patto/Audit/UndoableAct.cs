using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;

namespace Patto.Audit;

/// <summary>An act of one click that may be taken back for ten minutes. It names no person, and goes when nobody may use it any
/// more.</summary>
public sealed class UndoableAct : Entity<UndoableAct>
{
    /// <summary>Until then it may be taken back, and what it tells people waits.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromMinutes(10);

    private UndoableAct() { }

    internal static UndoableAct Offer(Id<Authority> authority, Subject process, string kind, Subject of, string data, DateTimeOffset now) =>
        new() { Authority = authority, Process = process, Kind = kind, Of = of, Data = data, At = now, Until = now + Time };

    public Id<Authority> Authority { get; private set; }
    public Subject Process { get; private set; }
    /// <summary>As its <see cref="IUndo"/> calls it.</summary>
    public string Kind { get; private set; } = "";
    /// <summary>What it was done to.</summary>
    public Subject Of { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset Until { get; private set; }
    public DateTimeOffset? Undone { get; private set; }
    /// <summary>What is needed to reverse it: numbers and identities, never words.</summary>
    public string Data { get; private set; } = "";

    public bool IsOpen(DateTimeOffset now) => Undone is null && now < Until;

    internal void TakeBack(DateTimeOffset now)
    {
        RuleViolation.Unless(Undone is null, "undo.twice", "È già stato annullato.");
        RuleViolation.Unless(now < Until, "undo.late", "Sono passati più di dieci minuti: non si annulla più.");
        Undone = now;
    }
}

internal sealed class UndoableActMapping : IEntityTypeConfiguration<UndoableAct>
{
    public void Configure(EntityTypeBuilder<UndoableAct> builder)
    {
        builder.ToTable("UndoableActs");
        builder.Property(a => a.Kind).HasMaxLength(40);
        builder.Property(a => a.Data).HasMaxLength(200);
        builder.HasIndex(a => new { a.Process, a.Until });
    }
}
