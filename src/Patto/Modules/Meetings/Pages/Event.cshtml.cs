using System.Text;
using Microsoft.AspNetCore.Mvc;
using Patto.Authorities;

namespace Patto.Modules.Meetings.Pages;

/// <summary>One meeting for one's own calendar.</summary>
public sealed class EventModel(Here here) : MeetingPage
{
    public IActionResult OnGet() =>
        File(Encoding.UTF8.GetBytes(Calendar.Write(Meeting.Title, [FeedModel.EventOf(Meeting, Process.Slug, here, Now)])), Calendar.MediaType, "incontro.ics");
}
