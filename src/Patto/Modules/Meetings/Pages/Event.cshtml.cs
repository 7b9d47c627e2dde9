using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace Patto.Modules.Meetings.Pages;

/// <summary>One meeting for one's own calendar.</summary>
public sealed class EventModel(MeetingCalendar calendar) : MeetingPage
{
    public IActionResult OnGet() =>
        File(Encoding.UTF8.GetBytes(calendar.Of(Meeting, Process.Slug)), Calendar.MediaType, "incontro.ics");
}
