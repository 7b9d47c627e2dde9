using Patto.Localization;

namespace Patto.Mail;

/// <summary>From nine in the evening until eight in the morning, by the clock of the town, what can wait does not leave.</summary>
public static class QuietHours
{
    public static readonly TimeOnly Evening = new(21, 0), Morning = new(8, 0);

    public static bool Are(DateTimeOffset at) => Texts.RomeParts(at).Time is var time && (time >= Evening || time < Morning);

    /// <summary>The last eight in the morning that is not after <paramref name="at"/>.</summary>
    public static DateTimeOffset LastMorning(DateTimeOffset at)
    {
        var (day, time) = Texts.RomeParts(at);
        return Texts.RomeTime(time < Morning ? day.AddDays(-1) : day, Morning);
    }

    /// <summary>The first eight in the morning after <paramref name="at"/>.</summary>
    public static DateTimeOffset NextMorning(DateTimeOffset at)
    {
        var (day, time) = Texts.RomeParts(at);
        return Texts.RomeTime(time < Morning ? day : day.AddDays(1), Morning);
    }
}
