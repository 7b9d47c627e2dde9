using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>What a phase costs, in hours of work and in euro: foreseen and spent. Null: not said.</summary>
public sealed record CostLine(string What, decimal? HoursPlanned, decimal? HoursSpent, decimal? MoneyPlanned, decimal? MoneySpent,
    string Note);

/// <summary>What a line said until that instant, and whose act ended it.</summary>
public sealed record CostBefore(CostLine Line, Guid? Phase, DateTimeOffset Until, Guid? By);

/// <summary>A line of what the process costs, phase by phase, as somebody of the office typed it.</summary>
public sealed class PhaseCost : Entity<PhaseCost>
{
    private const decimal MostHours = 1_000_000, MostMoney = 1_000_000_000;

    private PhaseCost() { }

    /// <param name="phase">Null: the whole process.</param>
    public static PhaseCost Note(Id<Authority> authority, Id<Process> process, Id<Phase>? phase, CostLine line, Guid? by,
        DateTimeOffset now)
    {
        var cost = new PhaseCost { Authority = authority, Process = process, At = now };
        cost.Set(phase, line, by);
        cost.Raise(new CostsChanged(cost.Id, process));
        return cost;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Phase>? Phase { get; private set; }
    public string What { get; private set; } = "";
    public decimal? HoursPlanned { get; private set; }
    public decimal? HoursSpent { get; private set; }
    public decimal? MoneyPlanned { get; private set; }
    public decimal? MoneySpent { get; private set; }
    /// <summary>For the staff only.</summary>
    public string Remark { get; private set; } = "";
    /// <summary>Who typed it last, as the audit names them.</summary>
    public Guid? By { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? Removed { get; private set; }
    public List<CostBefore> Before { get; private set; } = [];

    public CostLine Line => new(What, HoursPlanned, HoursSpent, MoneyPlanned, MoneySpent, Remark);

    public void Correct(Id<Phase>? phase, CostLine line, Guid? by, DateTimeOffset now)
    {
        RuleViolation.Unless(Removed is null, "cost.removed", "Questa riga è stata tolta: aggiungine un'altra.");
        var was = new CostBefore(Line, Phase?.Value, now, By);
        if ((Line, Phase) == (line with { What = line.What.Trim(), Note = line.Note.Trim() }, phase)) return;
        Set(phase, line, by);
        Before = [.. Before, was];
        At = now;
        Raise(new CostsChanged(Id, Process));
    }

    /// <summary>It counts no more; what it said stays in the history.</summary>
    public void Remove(DateTimeOffset now)
    {
        if (Removed is not null) return;
        Removed = now;
        Raise(new CostsChanged(Id, Process));
    }

    private void Set(Id<Phase>? phase, CostLine line, Guid? by)
    {
        RuleViolation.UnlessAt(nameof(What), line.What.Trim().Length is > 0 and <= 160, "cost.what",
            "Scrivi per che cosa: sale, facilitatori, ore di ufficio.");
        RuleViolation.Unless(line is not { HoursPlanned: null, HoursSpent: null, MoneyPlanned: null, MoneySpent: null }, "cost.nothing",
            "Scrivi almeno un numero: ore o euro, previsti o spesi.");
        Demand(nameof(HoursPlanned), line.HoursPlanned, MostHours);
        Demand(nameof(HoursSpent), line.HoursSpent, MostHours);
        Demand(nameof(MoneyPlanned), line.MoneyPlanned, MostMoney);
        Demand(nameof(MoneySpent), line.MoneySpent, MostMoney);
        RuleViolation.UnlessAt(nameof(Remark), line.Note.Trim().Length <= 300, "cost.note",
            "La nota è troppo lunga: bastano 300 caratteri.");
        (Phase, What, HoursPlanned, HoursSpent, MoneyPlanned, MoneySpent, Remark, By) = (phase, line.What.Trim(), line.HoursPlanned,
            line.HoursSpent, line.MoneyPlanned, line.MoneySpent, line.Note.Trim(), by);
    }

    private static void Demand(string field, decimal? number, decimal most) => RuleViolation.UnlessAt(field,
        number is null || number >= 0 && number <= most && decimal.Round(number.Value, 2) == number, "cost.number",
        "Il numero va da 0 a {0:N0}, con al massimo due decimali.", most);
}

internal sealed class PhaseCostMapping : IEntityTypeConfiguration<PhaseCost>
{
    public void Configure(EntityTypeBuilder<PhaseCost> builder)
    {
        builder.ToTable("PhaseCosts");
        builder.Ignore(c => c.Line);
        builder.Property(c => c.What).HasMaxLength(160);
        builder.Property(c => c.Remark).HasMaxLength(300);
        foreach (var number in (string[])[nameof(PhaseCost.HoursPlanned), nameof(PhaseCost.HoursSpent), nameof(PhaseCost.MoneyPlanned),
            nameof(PhaseCost.MoneySpent)]) builder.Property(number).HasPrecision(14, 2);
        builder.Property(c => c.Before).HasConversion(Json.Of<List<CostBefore>>(), Json.Same<List<CostBefore>>())
            .HasDefaultValueSql("'[]'");
        builder.HasIndex(c => c.Process);
    }
}
