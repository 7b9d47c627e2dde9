using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Patto.Authorities;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>One event of a calendar.</summary>
/// <param name="Uid">Unique in the world and the same in every export.</param>
public sealed record CalendarEntry(string Uid, DateTimeOffset Start, DateTimeOffset End, string Title, string Place, string Text,
    string Url, bool IsCancelled, int Revision, DateTimeOffset Stamp);

/// <summary>One meeting for its reader's own calendar.</summary>
public sealed class MeetingCalendar(CurrentAuthority currentAuthority, TimeProvider clock)
{
    /// <summary>As iCalendar; each change of the meeting carries a higher sequence (RFC 5545, 3.8.7.4).</summary>
    public string Of(Meeting meeting, string slug) => Calendar.Write(meeting.Title, [EventOf(meeting, slug)]);

    public CalendarEntry EventOf(Meeting meeting, string slug) => new($"{meeting.Id}@{Host}", meeting.Start, meeting.End, meeting.Title,
        meeting.Place, string.Join("\n", new[] { meeting.Question }.Concat(meeting.Access).Where(t => t.Length > 0)),
        currentAuthority.Address + MeetingUrls.Show(slug, meeting.Id.Value), meeting.State == MeetingState.Cancelled, meeting.Revision,
        clock.GetUtcNow());

    // The body's own first host, whatever address the request came to: the same meeting is the same event in every copy of the calendar.
    private string Host => currentAuthority.Required.Hosts.FirstOrDefault() ?? "localhost";
}

/// <summary>Meetings as iCalendar (RFC 5545): at the town's clock time, with the zone's own rules.</summary>
public static class Calendar
{
    public const string MediaType = "text/calendar; charset=utf-8";
    private const string Zone = "Europe/Rome";

    // Central European time since 1996. The zone's whole history since 1893 would be longer than most calendars.
    private static readonly DateTime ZoneFrom = new(1996, 1, 1);

    public static string Write(string name, IEnumerable<CalendarEntry> entries)
    {
        var calendar = new Ical.Net.Calendar { Method = CalendarMethods.Publish, ProductId = "-//PattoComune//IT", Scale = "GREGORIAN" };
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("X-WR-TIMEZONE", Zone);
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(Zone, ZoneFrom, includeHistoricalData: false));
        foreach (var entry in entries) calendar.Events.Add(EventOf(entry));
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static CalendarEvent EventOf(CalendarEntry entry) => new()
    {
        Uid = entry.Uid,
        DtStamp = new CalDateTime(entry.Stamp.UtcDateTime),
        DtStart = Local(entry.Start),
        DtEnd = Local(entry.End),
        Sequence = entry.Revision,
        Summary = entry.Title,
        Location = entry.Place.Length > 0 ? entry.Place : null,
        Description = entry.Text.Length > 0 ? entry.Text.ReplaceLineEndings("\n") : null,
        Url = new Uri(entry.Url, UriKind.RelativeOrAbsolute),
        Status = entry.IsCancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
    };

    private static CalDateTime Local(DateTimeOffset at) => new(TimeZoneInfo.ConvertTime(at, Texts.Rome).DateTime, Zone);
}
