namespace Patto.Modules.Processes.Contracts;

/// <summary>How the day of a step is counted. Exactly one of the three is said.</summary>
/// <param name="On">So long after the first day of the process.</param>
/// <param name="After">The key of the step it follows: counted from the day that step was done, or is due.</param>
/// <param name="Within">Days after that step; counting starts the day after.</param>
/// <param name="YearEnd">By 31 December of the year in which the process ends.</param>
/// <param name="Strict">A term that ends on a Sunday or holiday stays there instead of moving to the next working day.</param>
public sealed record DeadlineRule(RelativeDay? On = null, string? After = null, int? Within = null, bool YearEnd = false,
    bool Strict = false)
{
    public bool IsSound => (On is not null ? 1 : 0) + (After is not null ? 1 : 0) + (YearEnd ? 1 : 0) == 1
        && (After is null) == (Within is null) && Within is null or (>= 0 and <= 3650);
}

/// <summary>Terms of administrative law: counting starts the day after; a term that ends on a Sunday or public holiday moves to the next
/// working day.</summary>
public static class LegalDays
{
    public static DateOnly Term(DateOnly from, int days, bool strict = false) =>
        strict ? from.AddDays(days) : NextWorking(from.AddDays(days));

    public static DateOnly NextWorking(DateOnly day)
    {
        while (day.DayOfWeek == DayOfWeek.Sunday || IsHoliday(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>National public holidays (L. 260/1949 as amended; 4 October again from 2026, L. 151/2025). The patron's day is local and is
    /// not counted.</summary>
    public static bool IsHoliday(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) or (1, 6) or (4, 25) or (5, 1) or (6, 2) or (8, 15) or (11, 1) or (12, 8) or (12, 25) or (12, 26) => true,
        (10, 4) => day.Year >= 2026,
        _ => day == Easter(day.Year).AddDays(1),
    };

    /// <summary>Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, valid for every year).</summary>
    public static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
        return new(year, n / 31, n % 31 + 1);
    }
}
