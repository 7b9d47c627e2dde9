using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The minutes in versions, from the draft to the public one; and who does what by when.</summary>
public sealed class MinutesModel : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;
    public override Act DemandsToPost => MeetingActs.Lead;

    [BindProperty, StringLength(TextLength.Longest)] public string? Text { get; set; }
    [BindProperty, StringLength(1000)] public string? What { get; set; }
    [BindProperty, StringLength(200)] public string? Owner { get; set; }
    [BindProperty] public DateOnly? Due { get; set; }
    [BindProperty] public Guid Agreement { get; set; }

    public IReadOnlyList<Minutes> Versions { get; private set; } = [];
    public IReadOnlyList<Agreement> Agreements { get; private set; } = [];
    public bool MayPublish { get; private set; }
    public DateOnly Today => Texts.RomeDay(Now);

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!IsInside) return true;
        Versions = await Db.Minutes.AsNoTracking().Where(m => m.Meeting == Meeting.Id).OrderByDescending(m => m.Number).ToListAsync(cancel);
        Agreements = await Db.Agreements.AsNoTracking().Where(a => a.Meeting == Meeting.Id).OrderBy(a => a.Kept != null).ThenBy(a => a.Due)
            .ToListAsync(cancel);
        MayPublish = await MayAsync(MeetingActs.PublishMinutes);
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill() => (Text, What, Owner, Due) = (Versions.Count > 0 ? Versions[0].Text : "", null, null, null);

    public Task<IActionResult> OnPostAsync() => WriteAsync(MinutesState.Draft, L["Bozza salvata."]);

    [Demands(typeof(MeetingActs), nameof(MeetingActs.PublishMinutes))]
    public Task<IActionResult> OnPostApproveAsync() => WriteAsync(MinutesState.Approved, L["Verbale approvato."]);

    [Demands(typeof(MeetingActs), nameof(MeetingActs.PublishMinutes))]
    public Task<IActionResult> OnPostPublishAsync() => WriteAsync(MinutesState.Published, L["Il verbale è pubblico."]);

    private async Task<IActionResult> WriteAsync(MinutesState state, string done)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var meeting = await HereAsync(write);
            var last = await write.Db.Minutes.Where(m => m.Meeting == meeting.Id).OrderByDescending(m => m.Number).FirstOrDefaultAsync();
            write.Db.Add(Minutes.Write(meeting, last, Text ?? "", state, CurrentUser.Actor, write.Now));
            return PartUrl("verbale");
        }, done);
    }

    public async Task<IActionResult> OnPostAgreementAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            write.Db.Add(Meetings.Agreement.Make(await HereAsync(write), What ?? "", Owner ?? "", Due));
            return PartUrl("verbale");
        });
    }

    public Task<IActionResult> OnPostMarkDoneAsync() => ActAsync(async write =>
    {
        var (meeting, id) = (await HereAsync(write), new Id<Agreement>(Agreement));
        var agreement = await write.Db.Agreements.SingleOrDefaultAsync(a => a.Id == id && a.Meeting == meeting.Id) ?? throw new Unknown();
        agreement.Keep(meeting, write.Now);
        return PartUrl("verbale");
    });
}
