using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Monitoring;

/// <summary>What an indicator measures and how, as it is typed.</summary>
/// <param name="Unit">"persone", "corse al mese", "%".</param>
/// <param name="Source">Where the number comes from: "registro dello sportello".</param>
/// <param name="EveryMonths">How often it is measured; null: once, at the end.</param>
/// <param name="LessIsBetter">The target lies below the baseline.</param>
/// <param name="Counts">What the platform counts for it by itself; null: somebody measures it.</param>
public sealed record IndicatorData(string? Name, string? Unit, string? Source, decimal? Baseline, DateOnly? BaselineDay, decimal? Target,
    DateOnly? TargetDay, int? EveryMonths, bool LessIsBetter = false, CountedFigure? Counts = null);

/// <summary>How one sees whether something changes: where it starts, where it should get, what was measured.</summary>
[Content("indicator", "code", "name", "unit", "source", "baseline", "target", "withdrawnWhy")]
public sealed class Indicator : Entity<Indicator>, IListedByName
{
    private readonly List<Measurement> _measurements = [];
    private Indicator() { }

    public static Indicator Define(Id<Process> process, Id<Authority> authority, string code, IndicatorData data, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Name", (data.Name ?? "").Trim().Length is > 0 and <= 200, "indicator.name", "Scrivi che cosa si conta.");
        RuleViolation.UnlessAt("Unit", (data.Unit ?? "").Trim().Length is > 0 and <= 60, "indicator.unit",
            "Scrivi l'unità: persone, corse al mese, %.");
        RuleViolation.UnlessAt("Source", (data.Source ?? "").Trim().Length is > 0 and <= 300, "indicator.source",
            "Scrivi da dove viene il numero: senza fonte nessuno può verificarlo.");
        DemandAim(data.Baseline, data.BaselineDay, data.Target, data.TargetDay);
        RuleViolation.UnlessAt("EveryMonths", data.EveryMonths is null or (>= 1 and <= 24), "indicator.every", "Si misura ogni 1–24 mesi.");
        var indicator = new Indicator
        {
            Process = process,
            Authority = authority,
            Code = code,
            Name = data.Name!.Trim(),
            Unit = data.Unit!.Trim(),
            Source = data.Source!.Trim(),
            Baseline = data.Baseline,
            BaselineDay = data.BaselineDay,
            Target = data.Target,
            TargetDay = data.TargetDay,
            EveryMonths = data.EveryMonths,
            LessIsBetter = data.LessIsBetter,
            Counts = data.Counts,
            Since = Texts.RomeDay(now),
        };
        indicator.Raise(new IndicatorDefined(indicator.Id, process, code));
        return indicator;
    }

    public Id<Process> Process { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Unit { get; private set; } = "";
    public string Source { get; private set; } = "";
    public decimal? Baseline { get; private set; }
    public DateOnly? BaselineDay { get; private set; }
    public decimal? Target { get; private set; }
    public DateOnly? TargetDay { get; private set; }
    public int? EveryMonths { get; private set; }
    public bool LessIsBetter { get; private set; }
    public DateOnly Since { get; private set; }
    /// <summary>What the platform counts for it; null: somebody measures it.</summary>
    public CountedFigure? Counts { get; private set; }
    /// <summary>When it was withdrawn; nobody measures it any more, no list and no account names it.</summary>
    public DateTimeOffset? Withdrawn { get; private set; }
    public string WithdrawnWhy { get; private set; } = "";
    public IReadOnlyList<Measurement> Measurements => _measurements;

    public Subject Subject => Subject.Of("indicator", Id);
    public IEnumerable<Measurement> InOrder => _measurements.OrderBy(m => m.Day);
    public Measurement? Last => _measurements.MaxBy(m => m.Day);

    /// <summary>The platform fills it in. Once somebody has written a value by hand, theirs holds and nothing is counted any more.</summary>
    public bool CountsItself => Counts is not null && (Last is null or { Counted: true });

    /// <summary>The next day by which it should be measured; null once the target's day has its measurement, and where nobody has
    /// to.</summary>
    public DateOnly? NextDue
    {
        get
        {
            if (CountsItself) return null;
            if (Last is { } last && last.Day >= TargetDay) return null;
            if (EveryMonths is not { } months) return TargetDay;
            var next = (Last?.Day ?? BaselineDay ?? Since).AddMonths(months);
            return next > TargetDay ? TargetDay : next;
        }
    }

    public bool IsLate(DateOnly today) => NextDue < today;

    /// <summary>Whether the last measurement reaches the target; null while either is missing.</summary>
    public bool? Reached => Last is { } last && Target is { } target ? LessIsBetter ? last.Value <= target : last.Value >= target : null;

    /// <summary>A day has one measurement: measuring it again corrects it, with a note.</summary>
    public Measurement Measure(DateOnly day, decimal value, string note, DateTimeOffset now)
    {
        DemandInUse();
        RuleViolation.UnlessAt("Day", day <= Texts.RomeDay(now), "measure.day", "Il giorno della misura non può essere nel futuro.");
        RuleViolation.UnlessAt("Day", BaselineDay is not { } from || day >= from, "measure.early",
            "Il giorno della misura viene prima del valore di partenza.");
        var known = _measurements.FirstOrDefault(m => m.Day == day);
        RuleViolation.UnlessAt("Note", known is null or { Counted: true } || note.Trim().Length > 0, "measure.correct",
            "Per questo giorno c'è già una misura: se la correggi, scrivi perché.");
        if (known is null) _measurements.Add(known = new(Id, day));
        known.Set(value, note.Trim(), now);
        Raise(new IndicatorMeasured(Id, Process, Code, day, value));
        return known;
    }

    /// <summary>Whether what the platform counts today is news: nothing that was written by hand is changed, and what stays the same is
    /// not written again.</summary>
    internal bool IsNews(DateOnly day, decimal value) => Withdrawn is null && CountsItself && !(BaselineDay > day)
        && (Last is { } last ? last.Value != value && last.Day <= day : value != 0);

    /// <summary>The platform counted it.</summary>
    internal void Count(DateOnly day, decimal value, DateTimeOffset now)
    {
        if (!IsNews(day, value)) return;
        var today = _measurements.FirstOrDefault(m => m.Day == day);
        if (today is null) _measurements.Add(today = new(Id, day));
        today.Set(value, "", now, counted: true);
        Raise(new IndicatorMeasured(Id, Process, Code, day, value));
    }

    /// <summary>It was chosen by mistake, or measures nothing any more. Its page stays, and says why.</summary>
    public void Withdraw(string why, DateTimeOffset now)
    {
        DemandInUse();
        RuleViolation.UnlessAt("Why", !string.IsNullOrWhiteSpace(why), "indicator.why",
            "Scrivi perché lo ritiri: lo legge chiunque apre la sua pagina.");
        (Withdrawn, WithdrawnWhy) = (now, why.Trim());
        Raise(new IndicatorWithdrawn(Id, Process, Code));
    }

    /// <summary>It is measured again; what was measured before is still there.</summary>
    public void TakeUp()
    {
        RuleViolation.Unless(Withdrawn is not null, "indicator.in-use", "L'indicatore non è ritirato.");
        (Withdrawn, WithdrawnWhy) = (null, "");
        Raise(new IndicatorTakenUp(Id, Process, Code));
    }

    private void DemandInUse() =>
        RuleViolation.Unless(Withdrawn is null, "indicator.withdrawn", "L'indicatore è ritirato: per usarlo prima riprendilo.");

    /// <summary>Where it starts and where it should get; until the first measurement, so that nobody moves the goal afterwards.</summary>
    public void Aim(decimal? baseline, DateOnly? baselineDay, decimal? target, DateOnly? targetDay)
    {
        DemandInUse();
        RuleViolation.Unless(_measurements.Count == 0, "indicator.measured",
            "L'indicatore è già stato misurato: partenza e obiettivo non cambiano più.");
        RuleViolation.UnlessAt("Baseline", baseline is not null || target is not null, "indicator.aim",
            "Scrivi il valore di partenza o l'obiettivo.");
        DemandAim(baseline, baselineDay, target, targetDay);
        (Baseline, BaselineDay, Target, TargetDay) = (baseline, baselineDay, target, targetDay);
        Raise(new IndicatorDescribed(Id, Process, Code));
    }

    private static void DemandAim(decimal? baseline, DateOnly? baselineDay, decimal? target, DateOnly? targetDay)
    {
        RuleViolation.UnlessAt("BaselineDay", baseline is null == baselineDay is null, "indicator.baseline",
            "Il valore di partenza e il suo giorno vanno insieme.");
        RuleViolation.UnlessAt("TargetDay", target is null == targetDay is null, "indicator.target",
            "L'obiettivo e il suo giorno vanno insieme.");
        RuleViolation.UnlessAt("TargetDay", targetDay is not { } day || baselineDay is not { } from || day > from, "indicator.days",
            "L'obiettivo viene dopo la partenza: controlla i giorni.");
    }

    /// <summary>A number as people read it: "1.250", "12,5".</summary>
    public static string Say(decimal value) => value.ToString("#,0.##", CultureInfo.CurrentCulture);
}

/// <summary>A value on a day.</summary>
[Content("measurement", "day", "value", "note")]
public sealed class Measurement : Entity<Measurement>
{
    private Measurement() { }
    internal Measurement(Id<Indicator> indicator, DateOnly day) => (Indicator, Day) = (indicator, day);

    public Id<Indicator> Indicator { get; private set; }
    public DateOnly Day { get; private set; }
    public decimal Value { get; private set; }
    public string Note { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    /// <summary>By the platform itself; false: somebody wrote it.</summary>
    public bool Counted { get; private set; }

    internal void Set(decimal value, string note, DateTimeOffset at, bool counted = false) =>
        (Value, Note, At, Counted) = (value, note, at, counted);
}

internal static class MonitoringTables
{
    extension(AppDb db)
    {
        /// <summary>Those in use.</summary>
        public IQueryable<Indicator> Indicators => db.Set<Indicator>().Where(i => i.Withdrawn == null);
        public DbSet<Indicator> AllIndicators => db.Set<Indicator>();
        public DbSet<MonitoringReport> MonitoringReports => db.Set<MonitoringReport>();
    }
}

internal sealed class IndicatorMapping : IEntityTypeConfiguration<Indicator>
{
    public void Configure(EntityTypeBuilder<Indicator> builder)
    {
        builder.ToTable("Indicators");
        builder.Property(i => i.Code).HasMaxLength(40);
        builder.Property(i => i.Name).HasMaxLength(200);
        builder.Property(i => i.Unit).HasMaxLength(60);
        builder.Property(i => i.Source).HasMaxLength(300);
        builder.Property(i => i.WithdrawnWhy).HasMaxLength(500).HasDefaultValue("");
        builder.HasIndex(i => new { i.Code, i.Process }).IsUnique();
        builder.HasIndex(i => i.Process);
        builder.HasMany(i => i.Measurements).WithOne().HasForeignKey(m => m.Indicator).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(i => i.Subject).Ignore(i => i.InOrder).Ignore(i => i.Last).Ignore(i => i.NextDue).Ignore(i => i.Reached)
            .Ignore(i => i.CountsItself);
    }
}

internal sealed class MeasurementMapping : IEntityTypeConfiguration<Measurement>
{
    public void Configure(EntityTypeBuilder<Measurement> builder)
    {
        builder.ToTable("Measurements");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Note).HasMaxLength(500);
        builder.Property(m => m.Counted).HasDefaultValue(false);
        builder.HasIndex(m => new { m.Indicator, m.Day }).IsUnique();
    }
}
