using System.Text;
using Microsoft.AspNetCore.Mvc;
using Patto.Authorities;

namespace Patto.Modules.Meetings.Pages;

/// <summary>One meeting for one's own calendar.</summary>
public sealed class EventModel(CurrentAuthority currentAuthority) : MeetingPage
{
    public IActionResult OnGet() =>
        File(Encoding.UTF8.GetBytes(Calendar.Write(Meeting.Title, [FeedModel.EventOf(Meeting, Process.Slug, currentAuthority, Now)])),
            Calendar.MediaType, "incontro.ics");
}
