using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The calendar that a phone subscribes to: what comes and the last three months, cancelled meetings as such.</summary>
[Caching.PublicCache]
public sealed class FeedModel(ProcessBook processes, CurrentAuthority currentAuthority) : PattoPage
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var slugs = (await processes.ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic).ToDictionary(p => p.Id, p => p.Slug);
        var (ids, since, authority) = (slugs.Keys.ToList(), Now.AddDays(-90), Authority.Id);
        var meetings = await Db.Meetings.AsNoTracking().Where(m => m.Authority == authority && m.State != MeetingState.Draft
            && ids.Contains(m.Process) && m.End > since).OrderBy(m => m.Start).Take(500).ToListAsync(cancel);
        return Content(Calendar.Write(L["Incontri, {0}", Authority.SiteName],
            meetings.Select(m => EventOf(m, slugs[m.Process], currentAuthority, Now))), Calendar.MediaType);
    }

    internal static CalendarEntry EventOf(Meeting meeting, string slug, CurrentAuthority currentAuthority, DateTimeOffset now) => new(
        $"{meeting.Id}@{HostOf(currentAuthority)}", meeting.Start, meeting.End, meeting.Title, meeting.Place,
        string.Join("\n", new[] { meeting.Question }.Concat(meeting.Access).Where(t => t.Length > 0)), currentAuthority.Address
        + MeetingUrls.Show(slug, meeting.Id.Value),
        meeting.State == MeetingState.Cancelled, meeting.Revision, now);

    // The body's own first host, whatever address the request came to: the same meeting is the same event in every copy of the calendar.
    private static string HostOf(CurrentAuthority currentAuthority) => currentAuthority.Required.Hosts.FirstOrDefault() ?? "localhost";
}
