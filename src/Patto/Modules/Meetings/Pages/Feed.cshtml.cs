using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The calendar that a phone subscribes to: what comes and the last three months, cancelled meetings as such.</summary>
[Caching.PublicCache]
public sealed class FeedModel(ProcessBook processes, MeetingCalendar calendar) : PattoPage
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var slugs = (await processes.ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic).ToDictionary(p => p.Id, p => p.Slug);
        var (ids, since, authority) = (slugs.Keys.ToList(), Now.AddDays(-90), Authority.Id);
        var meetings = await Db.Meetings.AsNoTracking().Where(m => m.Authority == authority && m.State != MeetingState.Draft
            && ids.Contains(m.Process) && m.End > since).OrderBy(m => m.Start).Take(500).ToListAsync(cancel);
        return Content(Calendar.Write(L["Incontri, {0}", Authority.SiteName],
            meetings.Select(m => calendar.EventOf(m, slugs[m.Process]))), Calendar.MediaType);
    }
}
