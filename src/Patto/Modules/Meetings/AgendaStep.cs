using Patto.Localization;

namespace Patto.Modules.Meetings;

/// <summary>A point of the agenda with its stretch of time.</summary>
/// <param name="From">When it begins; null for a point without an hour.</param>
/// <param name="Until">When the next timed point begins, or the meeting ends; null for a point without an hour.</param>
public sealed record AgendaStep(AgendaItem Item, DateTimeOffset? From, DateTimeOffset? Until)
{
    public bool IsPast(DateTimeOffset now) => Until <= now;
    public bool IsNow(DateTimeOffset now) => From <= now && now < Until;

    /// <summary>Whole minutes that are left of it, counted as begun; 0 when it is over, or has no hour.</summary>
    public int MinutesLeft(DateTimeOffset now) => Until is { } until && until > now ? (int)Math.Ceiling((until - now).TotalMinutes) : 0;

    /// <summary>The points in their order. An hour before the one above it belongs to the next day: assemblies go on after
    /// midnight.</summary>
    public static IReadOnlyList<AgendaStep> Of(Meeting meeting)
    {
        var (day, last) = (meeting.Day, DateTimeOffset.MinValue);
        var begins = meeting.Agenda.ConvertAll(item =>
        {
            if (item.At is not { } at) return (DateTimeOffset?)null;
            var from = Texts.RomeTime(day, at);
            if (from < last) from = Texts.RomeTime(day = day.AddDays(1), at);
            return last = from;
        });
        return [.. meeting.Agenda.Select((item, n) => new AgendaStep(item, begins[n], begins[n] is not { } from ? null
            : begins.Skip(n + 1).FirstOrDefault(b => b is not null) ?? (meeting.End > from ? meeting.End : from)))];
    }
}
