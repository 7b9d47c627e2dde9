using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Meetings.Pages;

/// <summary>A page of one meeting: its route has <c>{meeting}</c>. A draft is known to the staff alone.</summary>
public abstract class MeetingPage : ProcessPage
{
    public Meeting Meeting { get; private set; } = null!;
    public bool IsInside { get; private set; }
    public bool MayLead { get; private set; }

    /// <summary>False where the page asks for a part of them by itself: there may be thousands.</summary>
    protected virtual bool ReadsRegistrations => true;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<Meeting>.TryParse(RouteData.Values["meeting"] as string, null, out var id)) return false;
        var meetings = ReadsRegistrations ? Db.Meetings.Include(m => m.Registrations) : Db.Meetings.AsQueryable();
        Meeting = (await meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.Process == Process.Id, cancel))!;
        if (Meeting is null) return false;
        (IsInside, MayLead) = (await MayAsync(MeetingActs.SeeInside), await MayAsync(MeetingActs.Lead));
        return (Meeting.IsPublic || IsInside) && await FindInMeetingAsync(cancel);
    }

    /// <summary>What the page needs inside the meeting. False: it does not exist for this person.</summary>
    protected virtual Task<bool> FindInMeetingAsync(CancellationToken cancel) => Task.FromResult(true);

    /// <summary>The meeting, to act upon.</summary>
    protected async Task<Meeting> HereAsync(WriteScope write) =>
        await (ReadsRegistrations ? write.Db.Meetings.Include(m => m.Registrations) : write.Db.Meetings.AsQueryable())
            .SingleOrDefaultAsync(m => m.Id == Meeting.Id) ?? throw new Unknown();

    /// <summary>What the files of the minutes hang on.</summary>
    public Subject OfMinutes => new(MeetingFiles.OfMinutes, Meeting.Id.Value);

    public string MeetingUrl => MeetingUrls.Show(Process.Slug, Meeting.Id.Value);
    public string PartUrl(string part) => MeetingUrls.Part(Process.Slug, Meeting.Id.Value, part);

    /// <summary>Is this the code of the room, while the room is open?</summary>
    public bool IsRoomCode(string? code) =>
        Meeting.IsRunning && code is not null && string.Equals(code.Trim(), Meeting.RoomCode, StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<(string, string?)> Breadcrumbs(string? here = null) => here is null
        ? Crumbs.To((L["Percorsi"], ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Incontri"], MeetingUrls.List(Process.Slug)), (Meeting.Title, null))
        : Crumbs.To((L["Percorsi"], ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Incontri"], MeetingUrls.List(Process.Slug)), (Meeting.Title, MeetingUrl), (here, null));

    public IEnumerable<SelectListItem> Methods => Enum.GetValues<Method>().Select(m => new SelectListItem(L[m.Italian()], m.ToString()));
}
