using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The minutes in versions, from the draft to the public one; and who does what by when.</summary>
public sealed class MinutesModel : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;
    public override Act DemandsToPost => MeetingActs.Lead;

    [BindProperty, StringLength(40000, ErrorMessage = "Il verbale è troppo lungo.")] public string? Text { get; set; }
    [BindProperty, StringLength(1000, ErrorMessage = "Il testo è troppo lungo.")] public string? What { get; set; }
    [BindProperty, StringLength(200, ErrorMessage = "Il nome è troppo lungo.")] public string? Owner { get; set; }
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
        Agreements = await Db.Agreements.AsNoTracking().Where(a => a.Meeting == Meeting.Id).OrderBy(a => a.Kept != null).ThenBy(a => a.Due).ToListAsync(cancel);
        MayPublish = await MayAsync(MeetingActs.PublishMinutes);
        return true;
    }

    public void OnGet() => Text = Versions.Count > 0 ? Versions[0].Text : "";

    public Task<IActionResult> OnPostAsync() => WriteAsync(MinutesState.Draft, L["Bozza salvata."]);

    public async Task<IActionResult> OnPostApprovaAsync(CancellationToken cancel)
    {
        await Gate.DemandAsync(MeetingActs.PublishMinutes, Place, cancel);
        return await WriteAsync(MinutesState.Approved, L["Verbale approvato."]);
    }

    public async Task<IActionResult> OnPostPubblicaAsync(CancellationToken cancel)
    {
        await Gate.DemandAsync(MeetingActs.PublishMinutes, Place, cancel);
        return await WriteAsync(MinutesState.Published, L["Il verbale è pubblico."]);
    }

    private async Task<IActionResult> WriteAsync(MinutesState state, string done)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var meeting = await HereAsync(write);
            var last = await write.Db.Minutes.Where(m => m.Meeting == meeting.Id).OrderByDescending(m => m.Number).FirstOrDefaultAsync();
            write.Db.Add(Minutes.Write(meeting, last, Text ?? "", state, Who.Actor, write.Now));
            Flash(done);
            return PartUrl("verbale");
        });
    }

    public async Task<IActionResult> OnPostAccordoAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            write.Db.Add(Meetings.Agreement.Make(await HereAsync(write), What ?? "", Owner ?? "", Due));
            return PartUrl("verbale");
        });
    }

    public Task<IActionResult> OnPostFattoAsync() => ActAsync(async write =>
    {
        var (meeting, id) = (await HereAsync(write), new Id<Agreement>(Agreement));
        var agreement = await write.Db.Agreements.SingleOrDefaultAsync(a => a.Id == id && a.Meeting == meeting.Id) ?? throw new Unknown();
        agreement.Keep(meeting, write.Now);
        return PartUrl("verbale");
    });
}
