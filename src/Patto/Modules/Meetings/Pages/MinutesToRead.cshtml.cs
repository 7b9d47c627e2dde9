using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Who was there reads the minutes by the link of a letter, and says whether they are right.</summary>
[NoReferrer]
public sealed class MinutesToReadModel(SummonsTokens tokens, ProcessBook processes, Limits limits) : PattoPage
{
    [BindProperty, StringLength(2000)] public string? Remark { get; set; }

    public MinutesReading Reading { get; private set; } = null!;
    public Meeting Meeting { get; private set; } = null!;
    public ProcessInfo Process { get; private set; } = null!;
    /// <summary>The version that they were asked about.</summary>
    public Minutes Version { get; private set; } = null!;
    public bool IsOpen { get; private set; }
    public override Place Place => Process.Place;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (tokens.OpenMinutes(RouteData.Values["token"] as string) is not { } id
            || await Db.MinutesReadings.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } reading
            || await Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == reading.Meeting, cancel) is not { } meeting
            || meeting.Authority != Authority.Id) return false;
        (Reading, Meeting, Process) = (reading, meeting, (await processes.GetAsync(meeting.Process, cancel))!);
        var last = await Db.Minutes.AsNoTracking().Where(m => m.Meeting == meeting.Id && m.Number >= reading.Version)
            .OrderBy(m => m.Number).ToListAsync(cancel);
        Version = last.FirstOrDefault(m => m.Number == reading.Version)!;
        IsOpen = last is [{ State: MinutesState.Draft }];
        return Process is not null && Version is not null;
    }

    protected internal override void Fill() => Remark = Reading.Remark;

    public void OnGet() { }

    [Anybody("the link of the letter")]
    public Task<IActionResult> OnPostAsync(string token, CancellationToken cancel) => SayAsync(token, true, cancel);

    [Anybody("the link of the letter")]
    public Task<IActionResult> OnPostRemarkAsync(string token, CancellationToken cancel) => SayAsync(token, false, cancel);

    private async Task<IActionResult> SayAsync(string token, bool agrees, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        limits.Count(Limit.Anonymous with { Name = "anonymous-minutes" }, Reading.Id.ToString());
        return await ActAsync(async write =>
        {
            var mine = await write.Db.MinutesReadings.SingleAsync(r => r.Id == Reading.Id, cancel);
            var meeting = await write.Db.Meetings.SingleAsync(m => m.Id == Meeting.Id, cancel);
            var last = await write.Db.Minutes.Where(m => m.Meeting == meeting.Id).OrderByDescending(m => m.Number).FirstAsync(cancel);
            mine.Say(meeting, agrees, Remark ?? "", last.Number == mine.Version && last.State == MinutesState.Draft, write.Now);
            return MeetingUrls.MinutesToRead(token);
        }, L["Grazie, la tua risposta è arrivata."]);
    }
}
