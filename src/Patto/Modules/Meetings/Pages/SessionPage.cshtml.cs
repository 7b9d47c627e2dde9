using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>A session of the wall and its one report; the proposals become contributions that the session gave voice to.</summary>
public sealed class SessionModel(ContributionBook contributions, Limits limits) : MeetingPage
{
    private const int MostProposals = 12;

    public Session Session { get; private set; } = null!;
    public IReadOnlyList<ContributionInfo> Voices { get; private set; } = [];
    [FromQuery(Name = "stanza")] public string? Room { get; set; }
    public bool MayReport => MayLead || IsRoomCode(Room);

    [BindProperty, Required(ErrorMessage = "Scrivi in poche righe di che cosa avete parlato."),
        StringLength(4000)]
    public string Discussion { get; set; } = "";
    [BindProperty, StringLength(4000)] public string? Proposals { get; set; }
    [BindProperty] public int? People { get; set; }

    public string When => Meeting.Slots.FirstOrDefault(s => s.Key == Session.Slot) is { } slot
        ? $"{Lines.Written(slot.From)}–{Lines.Written(slot.To)}, {Meeting.Places.FirstOrDefault(p => p.Key == Session.Place)?.Name}" : "";

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!Id<Session>.TryParse(RouteData.Values["session"] as string, null, out var id)) return false;
        Session = (await Db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.Meeting == Meeting.Id, cancel))!;
        if (Session is null) return false;
        Voices = await contributions.OfSourceAsync(Process.Id, Session.Subject, forStaff: false, cancel);
        return true;
    }

    [BindProperty, StringLength(500)] public string? Why { get; set; }

    protected internal override void Fill() => (Discussion, People) = (Session.Discussion ?? "", Session.People);

    public void OnGet() { }

    /// <summary>Who leads puts right what was handed in; everybody reads what it said before.</summary>
    [Demands(typeof(MeetingActs), nameof(MeetingActs.Lead))]
    public async Task<IActionResult> OnPostCorrectAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var session = await write.Db.Sessions.SingleAsync(s => s.Id == Session.Id, cancel);
            session.Correct(await HereAsync(write), Discussion, People, Why ?? "", write.Now);
            return MeetingUrls.Session(Process.Slug, Meeting.Id.Value, session.Id.Value);
        }, L["Corretto: quello di prima si legge ancora, con il motivo."]);
    }

    [Anybody("the code of the room")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!MayReport) throw new Refused(L["Per consegnare il resoconto serve il codice della stanza: lo dà chi conduce l'incontro."]);
        var proposals = Lines.Of(Proposals).ToList();
        if (proposals.Count > MostProposals) ModelState.AddModelError(nameof(Proposals),
            L["Al massimo {0} proposte: tieni le più importanti.", MostProposals]);
        if (!ModelState.IsValid) return Page();
        if (!MayLead) limits.Count(Limit.Room, Meeting.RoomCode!);
        return await ActAsync(async write =>
        {
            var session = await write.Db.Sessions.SingleAsync(s => s.Id == Session.Id, cancel);
            await write.Get<MeetingSpeech>().ReportAsync(Process, await HereAsync(write), session, Discussion, proposals, People, cancel);
            return MeetingUrls.Session(Process.Slug, Meeting.Id.Value, session.Id.Value)
                + (Room is null ? "" : "?stanza=" + Uri.EscapeDataString(Room));
        }, L["Resoconto consegnato, grazie."]);
    }

    [Demands(typeof(MeetingActs), nameof(MeetingActs.Lead))]
    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        return await ActAsync(async write =>
        {
            var session = await write.Db.Sessions.SingleAsync(s => s.Id == Session.Id, cancel);
            session.Remove(await HereAsync(write), write.Now);
            await write.Get<UndoBook>().OfferAsync(Process.Authority, Process.Subject, UndoRemoving.Name, session.Subject,
                $"{Meeting.Id}", cancel);
            return PartUrl("muro");
        }, L["Tema tolto dalla bacheca."]);
    }
}
