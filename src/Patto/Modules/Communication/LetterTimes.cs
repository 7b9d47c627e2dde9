using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;

namespace Patto.Modules.Communication;

/// <summary>When what happened is written to who asked for it: at once by day, in the letter of the morning, in that of Monday. A date is
/// never told later than 48 hours before it, if it was known by then.</summary>
public static class LetterTimes
{
    /// <summary>After the end of a period an act that began before it may still be saved.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DatesAhead = TimeSpan.FromHours(48);

    /// <summary>The last end of a period that is not after <paramref name="at"/>. What happens at night and would be told at once is told
    /// in the morning, so that a night is a period too.</summary>
    public static DateTimeOffset LastEnd(Frequency frequency, DateTimeOffset at)
    {
        var morning = QuietHours.LastMorning(at);
        if (frequency != Frequency.Weekly) return morning;
        var day = Texts.RomeDay(morning);
        return Texts.RomeTime(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), QuietHours.Morning);
    }

    /// <summary>When the next letter leaves that could tell what happens at <paramref name="at"/>.</summary>
    public static DateTimeOffset Next(Frequency frequency, DateTimeOffset at) => frequency switch
    {
        Frequency.AtOnce => QuietHours.Are(at) ? QuietHours.NextMorning(at) : at,
        Frequency.Daily => QuietHours.NextMorning(at),
        _ => Texts.RomeTime(Texts.RomeDay(LastEnd(Frequency.Weekly, at)).AddDays(7), QuietHours.Morning),
    };

    /// <summary>Whether it waits for the letter of its period.</summary>
    /// <param name="at">When it happened.</param>
    /// <param name="when">The date that it tells of; null for most.</param>
    public static bool IsHeld(Frequency frequency, DateTimeOffset at, DateTimeOffset? when) =>
        Next(frequency, at) is var next && next > at && !(when > at && next > when - DatesAhead);

    /// <summary>Who is told when it happens.</summary>
    public static List<Frequency> ToldAt(DateTimeOffset at, DateTimeOffset? when) =>
        [.. Enum.GetValues<Frequency>().Where(f => !IsHeld(f, at, when))];

    /// <summary>Whether it is told in the quiet hours too, because its date is so near.</summary>
    public static bool IsUrgent(DateTimeOffset at, DateTimeOffset? when) => QuietHours.Are(at) && !IsHeld(Frequency.AtOnce, at, when);

    /// <summary>From when on something may still be untold to somebody who is told so often.</summary>
    public static DateTimeOffset UntoldSince(Frequency frequency, DateTimeOffset now)
    {
        var settled = now - Grace - Grace;
        if (frequency != Frequency.AtOnce) return LastEnd(frequency, settled);
        if (!QuietHours.Are(settled)) return now;
        var (day, time) = Texts.RomeParts(settled);
        return Texts.RomeTime(time < QuietHours.Morning ? day.AddDays(-1) : day, QuietHours.Evening);
    }
}
