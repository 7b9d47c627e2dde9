using System.Globalization;
using System.Text;
using Patto.Localization;

namespace Patto.Modules.Meetings;

/// <summary>One event of a calendar.</summary>
/// <param name="Uid">Unique in the world and the same in every export.</param>
public sealed record CalendarEvent(string Uid, DateTimeOffset Start, DateTimeOffset End, string Title, string Place, string Text, string Url, bool IsCancelled, int Revision, DateTimeOffset Stamp);

/// <summary>Writes iCalendar (RFC 5545): events at the town's clock time, with the zone's own rules, lines folded at 75 octets.</summary>
public static class Calendar
{
    public const string MediaType = "text/calendar; charset=utf-8";
    private const int LongestLine = 75;

    // Central European time since 1996: forward on the last Sunday of March, back on the last of October, at one o'clock UTC.
    private static readonly string[] Rome =
    [
        "BEGIN:VTIMEZONE", "TZID:Europe/Rome",
        "BEGIN:DAYLIGHT", "TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
        "BEGIN:STANDARD", "TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
        "END:VTIMEZONE",
    ];

    public static string Write(string name, IEnumerable<CalendarEvent> events)
    {
        var text = new StringBuilder();
        string[] head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PattoComune//IT", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", $"X-WR-CALNAME:{Escape(name)}", "X-WR-TIMEZONE:Europe/Rome"];
        foreach (var line in (IEnumerable<string>)[.. head, .. Rome, .. events.SelectMany(Lines), "END:VCALENDAR"]) Fold(text, line);
        return text.ToString();
    }

    private static IEnumerable<string> Lines(CalendarEvent e) =>
    [
        "BEGIN:VEVENT", $"UID:{e.Uid}", $"DTSTAMP:{e.Stamp.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}",
        $"DTSTART;TZID=Europe/Rome:{Local(e.Start)}", $"DTEND;TZID=Europe/Rome:{Local(e.End)}", $"SEQUENCE:{e.Revision.ToString(CultureInfo.InvariantCulture)}",
        $"SUMMARY:{Escape(e.Title)}", .. e.Place.Length > 0 ? [$"LOCATION:{Escape(e.Place)}"] : (string[])[], .. e.Text.Length > 0 ? [$"DESCRIPTION:{Escape(e.Text)}"] : (string[])[],
        $"URL:{e.Url}", $"STATUS:{(e.IsCancelled ? "CANCELLED" : "CONFIRMED")}", "END:VEVENT",
    ];

    private static string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Texts.Rome).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.ReplaceLineEndings("\n").Replace(@"\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    // Octets, not characters; a character is never cut in two. A continued line begins with a space, which counts.
    private static void Fold(StringBuilder text, string line)
    {
        var room = LongestLine;
        foreach (var rune in line.EnumerateRunes())
        {
            if (rune.Utf8SequenceLength > room)
            {
                text.Append("\r\n ");
                room = LongestLine - 1;
            }
            text.Append(rune.ToString());
            room -= rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
