using Patto.Database;
using Patto.Localization;

namespace Patto.Modules.Meetings;

/// <summary>From when to when a meeting lasts, as people write it: a day, two hours, and the last day where it is another.</summary>
internal static class MeetingHours
{
    /// <summary>An end before this hour belongs to the night that began the evening before.</summary>
    private static readonly TimeOnly Dawn = new(6, 0);

    /// <param name="lastDay">Null: the same day, or the night after it (21:00–00:30).</param>
    public static (DateTimeOffset Start, DateTimeOffset End) Of(DateOnly day, TimeOnly from, DateOnly? lastDay, TimeOnly to)
    {
        var last = lastDay ?? (to <= from && to <= Dawn ? day.AddDays(1) : day);
        RuleViolation.UnlessAt("LastDay", last >= day, "meeting.days", "L'ultimo giorno viene prima del primo: controlla le date.");
        RuleViolation.UnlessAt("To", last > day || from < to, "meeting.hours",
            "La fine viene prima dell'inizio: se finisce un altro giorno, scrivi l'ultimo giorno.");
        return (Texts.RomeTime(day, from), Texts.RomeTime(last, to));
    }

    /// <summary>The last day as the form asks for it: empty where the hours say it.</summary>
    public static DateOnly? LastDay(DateTimeOffset start, DateTimeOffset end)
    {
        var (first, last) = (TimeZoneInfo.ConvertTime(start, Texts.Rome), TimeZoneInfo.ConvertTime(end, Texts.Rome));
        var (day, to) = (DateOnly.FromDateTime(first.DateTime), TimeOnly.FromDateTime(last.DateTime));
        return Of(day, TimeOnly.FromDateTime(first.DateTime), null, to <= TimeOnly.FromDateTime(first.DateTime) && to > Dawn
            ? TimeOnly.MaxValue : to).End == end ? null : DateOnly.FromDateTime(last.DateTime);
    }

    /// <summary>The hour that a clock in Rome shows: 18.30.</summary>
    public static string Clock(DateTimeOffset at) =>
        Lines.Written(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Texts.Rome).DateTime));
}
