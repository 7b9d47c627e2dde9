using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Groups;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The minutes in versions, from the draft to the public one; and who does what by when.</summary>
public sealed class MinutesModel(MinutesDraft draft) : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;
    public override Act DemandsToPost => MeetingActs.Lead;

    [BindProperty, StringLength(TextLength.Longest)] public string? Text { get; set; }
    [BindProperty, StringLength(1000)] public string? What { get; set; }
    [BindProperty, StringLength(200)] public string? Owner { get; set; }
    [BindProperty] public DateOnly? Due { get; set; }
    [BindProperty] public Guid Agreement { get; set; }
    /// <summary>The agreement that is being put right.</summary>
    [BindProperty(SupportsGet = true, Name = "accordo")] public Guid? Corrected { get; set; }
    [BindProperty, StringLength(1000)] public string? CorrectedWhat { get; set; }
    [BindProperty, StringLength(200)] public string? CorrectedOwner { get; set; }
    [BindProperty] public DateOnly? CorrectedDue { get; set; }
    /// <summary>How the text was approved: <c>link</c>, or the sitting of the group where it was.</summary>
    [BindProperty, StringLength(40)] public string? How { get; set; }

    public IReadOnlyList<Minutes> Versions { get; private set; } = [];
    public IReadOnlyList<Agreement> Agreements { get; private set; } = [];
    public bool MayPublish { get; private set; }
    /// <summary>Who was asked about the last version.</summary>
    public IReadOnlyList<MinutesReading> Readings { get; private set; } = [];
    public int Agreeing => Readings.Count(r => r.Agrees == true);
    public IReadOnlyList<MinutesReading> Remarks => [.. Readings.Where(r => r.Agrees == false)];
    /// <summary>The later sittings of the group, where the minutes may have been approved.</summary>
    public IReadOnlyList<SelectListItem> Ways { get; private set; } = [];
    private string _draft = "";
    public DateOnly Today => Texts.RomeDay(Now);

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!IsInside) return true;
        Versions = await Db.Minutes.AsNoTracking().Where(m => m.Meeting == Meeting.Id).OrderByDescending(m => m.Number).ToListAsync(cancel);
        Agreements = await Db.Agreements.AsNoTracking().Where(a => a.Meeting == Meeting.Id).OrderBy(a => a.Kept != null).ThenBy(a => a.Due)
            .ToListAsync(cancel);
        MayPublish = await MayAsync(MeetingActs.PublishMinutes);
        if (Versions.Count == 0 && MayLead) _draft = await draft.WriteAsync(Process, Meeting, cancel);
        if (Meeting.Group is { } group) await FindApprovalAsync(group, cancel);
        return true;
    }

    private async Task FindApprovalAsync(Id<Group> group, CancellationToken cancel)
    {
        var (version, now) = (Versions.Count == 0 ? 0 : Versions[0].Number, Now);
        Readings = await Db.MinutesReadings.AsNoTracking().Where(r => r.Meeting == Meeting.Id && r.Version == version)
            .OrderBy(r => r.Asked).ToListAsync(cancel);
        var later = await Db.Meetings.Where(m => m.Group == group && m.Id != Meeting.Id && m.Start > Meeting.Start && m.Start <= now
            && m.State == MeetingState.Published).OrderBy(m => m.Start).Select(m => new { m.Id, m.Title, m.Start }).ToListAsync(cancel);
        Ways = [.. later.Select(m => new SelectListItem(L["Nella seduta del {0}: {1}", L.Day(m.Start), m.Title], m.Id.ToString())),
            .. Readings.Count > 0 ? [new SelectListItem(L["Da chi c'era, con il collegamento: {0} su {1}", Agreeing, Readings.Count], "link")]
                : Array.Empty<SelectListItem>()];
    }

    // Who sits in the group approves: by a majority of those who were asked, or at a sitting of theirs.
    private async Task<string> ApprovalAsync(WriteScope write)
    {
        if (Meeting.Group is not { } group) return "";
        if (How == "link")
        {
            RuleViolation.UnlessAt(nameof(How), Agreeing * 2 > Readings.Count && Remarks.Count == 0, "minutes.not-agreed",
                "Non è ancora approvato: ha detto che va bene {0} su {1}, e chiedono una correzione in {2}.", Agreeing, Readings.Count,
                Remarks.Count);
            return $"link:{Agreeing}/{Readings.Count}";
        }
        RuleViolation.UnlessAt(nameof(How), Guid.TryParse(How, out var id), "minutes.how",
            "Di' come è stato approvato: in quale seduta, o da chi c'era con il collegamento.");
        var sitting = await write.Db.Meetings.Where(m => m.Id == new Id<Meeting>(id) && m.Group == group && m.Start > Meeting.Start
            && m.Start <= write.Now).Select(m => (DateTimeOffset?)m.Start).SingleOrDefaultAsync();
        RuleViolation.UnlessAt(nameof(How), sitting is not null, "minutes.how",
            "Di' come è stato approvato: in quale seduta, o da chi c'era con il collegamento.");
        return "sitting:" + Texts.RomeDay(sitting!.Value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public void OnGet() { }

    protected internal override void Fill()
    {
        (Text, What, Owner, Due, How) = (Versions.Count > 0 ? Versions[0].Text : _draft, null, null, null, null);
        var corrected = Agreements.FirstOrDefault(a => a.Id.Value == Corrected);
        (CorrectedWhat, CorrectedOwner, CorrectedDue) = (corrected?.Text, corrected?.Owner, corrected?.Due);
    }

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
            var how = state == MinutesState.Approved ? await ApprovalAsync(write) : "";
            write.Db.Add(Minutes.Write(meeting, last, Text ?? "", state, CurrentUser.Actor, write.Now, how));
            return PartUrl("verbale");
        }, done);
    }

    /// <summary>Puts into the field what the platform knows by now; nothing is saved.</summary>
    public async Task<IActionResult> OnPostComposeAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        Fill();
        Text = await draft.WriteAsync(Process, Meeting, cancel);
        return Page();
    }

    [Demands(typeof(MeetingActs), nameof(MeetingActs.PublishMinutes))]
    public Task<IActionResult> OnPostAskAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        var meeting = await HereAsync(write);
        var last = await write.Db.Minutes.Where(m => m.Meeting == meeting.Id).OrderByDescending(m => m.Number).FirstOrDefaultAsync(cancel);
        RuleViolation.Unless(last is { State: MinutesState.Draft }, "minutes.ask-draft",
            "Si manda da leggere una bozza salvata: salvala prima, e mandala prima di approvarla.");
        var asked = await write.Db.MinutesReadings.Where(r => r.Meeting == meeting.Id && r.Version == last!.Number)
            .Select(r => r.Person).ToListAsync(cancel);
        var there = await write.Db.SeatAttendances.Where(a => a.Meeting == meeting.Id && a.Person != null
            && (a.Presence == SeatPresence.Holder
                || a.Presence == SeatPresence.Substitute)).Select(a => a.Person!.Value).ToListAsync(cancel);
        var people = await write.Db.Set<Person>().Where(p => there.Contains(p.Id) && !asked.Contains(p.Id) && p.Erased == null
            && p.Channel == Channel.Email).ToListAsync(cancel);
        RuleViolation.Unless(people.Count > 0, "minutes.ask-nobody",
            "Non c'è nessuno a cui mandarlo: segna le presenze per posto. Chi non ha l'e-mail lo approva nella prossima seduta.");
        foreach (var person in people)
        {
            var reading = MinutesReading.Ask(meeting, last!.Number, person.Id, write.Now);
            write.Db.Add(reading);
            write.Get<ConvocationLetters>().AskAboutMinutes(Process, meeting, reading, person);
        }
        meeting.SendMinutesOut(last!.Number, people.Count);
        return new(PartUrl("verbale"), L.Count(people.Count, "Verbale mandato da leggere a {0} persona.",
            "Verbale mandato da leggere a {0} persone."));
    });

    public async Task<IActionResult> OnPostAgreementAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var meeting = await HereAsync(write);
            write.Db.Add(Meetings.Agreement.Make(meeting, What ?? "", Owner ?? "", Due, await OwnerAsync(write, meeting, Owner)));
            return PartUrl("verbale");
        });
    }

    public async Task<IActionResult> OnPostCorrectAgreementAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var (meeting, id) = (await HereAsync(write), new Id<Agreement>(Corrected ?? default));
            var agreement = await write.Db.Agreements.SingleOrDefaultAsync(a => a.Id == id && a.Meeting == meeting.Id)
                ?? throw new Unknown();
            agreement.Correct(meeting, CorrectedWhat ?? "", CorrectedOwner ?? "", CorrectedDue,
                await OwnerAsync(write, meeting, CorrectedOwner), write.Now);
            return PartUrl("verbale");
        }, L["Corretto: quello di prima resta accanto."]);
    }

    private async Task<Id<Person>?> OwnerAsync(WriteScope write, Meeting meeting, string? owner) =>
        (await write.Get<ConvocationBook>().GroupOfAsync(meeting, HttpContext.RequestAborted))?.Sitting.Select(s => s.Member)
            .FirstOrDefault(m => NameOrder.SameKey(m.Name) == NameOrder.SameKey(owner ?? ""))?.Person;

    public Task<IActionResult> OnPostMarkDoneAsync() => ActAsync(async write =>
    {
        var (meeting, id) = (await HereAsync(write), new Id<Agreement>(Agreement));
        var agreement = await write.Db.Agreements.SingleOrDefaultAsync(a => a.Id == id && a.Meeting == meeting.Id) ?? throw new Unknown();
        agreement.Keep(meeting, write.Now);
        return PartUrl("verbale");
    });
}
