using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Who was called answers by the link of the letter: I come, I send somebody, I do not come. Until the meeting begins the answer
/// can be changed.</summary>
[NoReferrer]
public sealed class AnswerModel(SummonsTokens tokens, ProcessBook processes, GroupBook groups, Limits limits) : PattoPage
{
    [BindProperty] public SummonsAnswer Answer { get; set; }
    [BindProperty, StringLength(200)] public string? Substitute { get; set; }
    [BindProperty, StringLength(1000)] public string? Needs { get; set; }

    public Summons Summons { get; private set; } = null!;
    public Meeting Meeting { get; private set; } = null!;
    public ProcessInfo Process { get; private set; } = null!;
    public Convocation Convocation { get; private set; } = null!;
    public GroupView Convened { get; private set; } = null!;
    public SeatView? Seat => Convened.Seats.FirstOrDefault(s => s.Id == Summons.Seat);
    public IEnumerable<string> Substitutes => Seat?.Members.Where(m => m.IsSubstitute).Select(m => m.Name) ?? [];
    public bool MayAnswer => Now < Meeting.Start && Meeting.State != MeetingState.Cancelled;
    public IEnumerable<SelectListItem> Answers => [new(L["Vengo"], nameof(SummonsAnswer.Comes)),
        new(L["Mando qualcuno al mio posto"], nameof(SummonsAnswer.Substitute)), new(L["Non vengo"], nameof(SummonsAnswer.Absent))];
    public override Place Place => Process.Place;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (tokens.OpenCall(RouteData.Values["token"] as string) is not { } id) return false;
        var found = await (from summons in Db.Set<Summons>()
                           join convocation in Db.Convocations on summons.Convocation equals convocation.Id
                           join meeting in Db.Meetings on convocation.Meeting equals meeting.Id
                           where summons.Id == id
                           select new { summons, convocation, meeting }).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (found is null || found.meeting.Authority != Authority.Id) return false;
        (Summons, Convocation, Meeting) = (found.summons, found.convocation, found.meeting);
        Process = (await processes.GetAsync(Meeting.Process, cancel))!;
        Convened = (await groups.GetAsync(Convocation.Group, cancel))!;
        return Process is not null && Convened is not null;
    }

    protected internal override void Fill() => (Answer, Substitute, Needs) = (Summons.Answer, Summons.Substitute, Summons.Note);

    public void OnGet() { }

    [Anybody("the link of the call")]
    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        limits.Count(Limit.Anonymous with { Name = "anonymous-summons" }, Summons.Id.ToString());
        return await ActAsync(async write =>
        {
            var book = write.Get<ConvocationBook>();
            var convocation = await book.OfAsync(Meeting.Id, cancel) ?? throw new Unknown();
            var meeting = await write.Db.Meetings.SingleAsync(m => m.Id == Meeting.Id, cancel);
            var mine = convocation.Summonses.FirstOrDefault(s => s.Id == Summons.Id) ?? throw new Unknown();
            await book.AnswerAsync(Process, meeting, convocation, mine, Answer, Substitute ?? "", Needs ?? "", null, cancel);
            return MeetingUrls.Summons(token);
        }, L["Grazie, la tua risposta è arrivata. Fino all'inizio puoi cambiarla qui."]);
    }
}
