using Patto.Modules.Processes;

namespace Patto.Modules.Processes.Contracts;

/// <summary>A line of the plan as it would stand if the whole moved.</summary>
/// <param name="NewFrom">No Sunday and no holiday for an activity; a phase is a stretch of time and keeps its length.</param>
public sealed record PlanShift(Subject Item, string Name, bool IsPhase, DateOnly From, DateOnly Until, DateOnly NewFrom, DateOnly NewUntil,
    DayShift Why);

/// <summary>Why a day moved by more than the others: what stood on the day it would have been.</summary>
public enum DayShift { Plain, Sunday, Holiday }

/// <summary>Days that know the calendar.</summary>
public static class ShiftedDays
{
    /// <summary>So many days later, or on the first day after that which is no Sunday and no holiday.</summary>
    public static DateOnly Of(DateOnly day, int days) => LegalDays.NextWorking(day.AddDays(days));

    public static DayShift WhyOf(DateOnly day, int days) => day.AddDays(days) is var plain && LegalDays.IsHoliday(plain) ? DayShift.Holiday
        : plain.DayOfWeek == DayOfWeek.Sunday ? DayShift.Sunday : DayShift.Plain;

    public static string Italian(this DayShift why) => why switch
    {
        DayShift.Sunday => "Cadeva di domenica: il primo giorno utile",
        DayShift.Holiday => "Cadeva in un giorno di festa: il primo giorno utile",
        _ => "",
    };
}
