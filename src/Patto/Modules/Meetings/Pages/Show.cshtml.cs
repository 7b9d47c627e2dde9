using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

[Caching.PublicCache]
public sealed class ShowModel(ContributionBook contributions, CurrentAuthority currentAuthority) : MeetingPage
{
    [BindProperty, StringLength(500)] public string? Why { get; set; }

    public Minutes? Minutes { get; private set; }
    /// <summary>What was agreed, once the minutes are public.</summary>
    public IReadOnlyList<Agreement> Agreements { get; private set; } = [];
    public DateOnly Today => Localization.Texts.RomeDay(Now);
    public IReadOnlyList<ContributionInfo> Voices { get; private set; } = [];
    public bool MayOrganise { get; private set; }
    /// <summary>There are tables whose cards say who sits where.</summary>
    public bool HasTables { get; private set; }
    /// <summary>What the room was asked, once it is counted.</summary>
    public IReadOnlyList<RoomVote> Asked { get; private set; } = [];
    public bool MayRegister => Meeting.State == MeetingState.Published && Meeting.TakesRegistrations && Now < Meeting.Start;
    public string Site => currentAuthority.Address;
    /// <summary>With the hour of the town and how far it is from Greenwich, as machines read it.</summary>
    public static string InTown(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Localization.Texts.Rome)
        .ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        MayOrganise = await MayAsync(MeetingActs.Organise);
        Minutes = await Db.Minutes.AsNoTracking().Where(m => m.Meeting == Meeting.Id && m.State == MinutesState.Published)
            .OrderByDescending(m => m.Number).FirstOrDefaultAsync(cancel);
        if (Minutes is not null) Agreements = await Db.Agreements.AsNoTracking().Where(a => a.Meeting == Meeting.Id)
            .OrderBy(a => a.Kept != null).ThenBy(a => a.Due).ToListAsync(cancel);
        HasTables = await Db.TableRounds.AnyAsync(t => t.Meeting == Meeting.Id, cancel);
        Asked = await Db.RoomVotes.AsNoTracking().Where(v => v.Meeting == Meeting.Id && v.State == RoomVoteState.Closed)
            .OrderBy(v => v.Number).ToListAsync(cancel);
        Voices = await contributions.OfSourceAsync(Process.Id, Meeting.Subject, forStaff: false, cancel);
        return true;
    }

    public void OnGet() { }

    [Demands(typeof(MeetingActs), nameof(MeetingActs.Organise))]
    public Task<IActionResult> OnPostPublishAsync() => DoAsync(L["L'incontro è pubblico."], (m, _) => m.Publish());
    [Demands(typeof(MeetingActs), nameof(MeetingActs.Lead))]
    public Task<IActionResult> OnPostOpenAsync() => DoAsync(L["La stanza è aperta: mostra il codice."], (m, now) => m.Open(now));
    [Demands(typeof(MeetingActs), nameof(MeetingActs.Lead))]
    public Task<IActionResult> OnPostCloseAsync() => DoAsync(L["La stanza è chiusa."], (m, now) => m.Close(now));

    [Demands(typeof(MeetingActs), nameof(MeetingActs.Organise))]
    public Task<IActionResult> OnPostDiscardAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        var meeting = await HereAsync(write);
        var notes = await write.Get<ContributionBook>().OfSourceAsync(Process.Id, meeting.Subject, forStaff: true, cancel);
        await write.Get<MeetingBook>().DiscardAsync(meeting, notes.Count > 0, cancel);
        return MeetingUrls.List(Process.Slug);
    }, L["La bozza dell'incontro non c'è più."]);

    [Demands(typeof(MeetingActs), nameof(MeetingActs.Organise))]
    public async Task<IActionResult> OnPostCancelAsync(CancellationToken cancel)
    {
        return await ActAsync(async write =>
        {
            var meeting = await HereAsync(write);
            meeting.Cancel(Why ?? "");
            await write.Get<MeetingLetters>().TellCancelledAsync(meeting, Process.Slug, cancel);
            return MeetingUrl;
        }, L["Incontro annullato: iscritti e convocati sono avvisati."]);
    }

    private Task<IActionResult> DoAsync(string done, Action<Meeting, DateTimeOffset> verb) => ActAsync(async write =>
    {
        verb(await HereAsync(write), write.Now);
        return MeetingUrl;
    }, done);
}
