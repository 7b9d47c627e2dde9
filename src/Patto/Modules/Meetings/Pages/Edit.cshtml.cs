using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings.Pages;

public sealed class EditModel : MeetingPage
{
    public override Act Demands => MeetingActs.Organise;

    [BindProperty, Required(ErrorMessage = "Scrivi il titolo dell'incontro."), StringLength(200)] public string Title { get; set; } = "";
    [BindProperty] public Method Method { get; set; }
    [BindProperty, StringLength(500)] public string? Question { get; set; }
    [BindProperty, StringLength(60)] public string? Theme { get; set; }
    [BindProperty, StringLength(60)] public string? Area { get; set; }
    [BindProperty, Required(ErrorMessage = "Scegli il giorno.")] public DateOnly? Day { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi l'ora d'inizio.")] public TimeOnly? From { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi l'ora di fine.")] public TimeOnly? To { get; set; }
    [BindProperty] public DateOnly? LastDay { get; set; }
    [BindProperty, StringLength(300)] public string? Where { get; set; }
    [BindProperty, StringLength(500)] public string? VideoLink { get; set; }
    [BindProperty, StringLength(1000)] public string? Access { get; set; }
    [BindProperty] public int? Seats { get; set; }
    [BindProperty] public bool TakesRegistrations { get; set; }
    [BindProperty, StringLength(4000)] public string? Agenda { get; set; }
    [BindProperty, StringLength(2000)] public string? Slots { get; set; }
    [BindProperty, StringLength(2000)] public string? Places { get; set; }
    [BindProperty] public Guid? Group { get; set; }

    public IReadOnlyList<SelectListItem> Themes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Areas { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Groups { get; private set; } = [];

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        var book = Get<ProcessBook>();
        Themes = [.. (await book.ThemesAsync(Process.Id, cancel)).Select(t => new SelectListItem(t.Name, t.Key))];
        Groups = [.. (await Get<GroupBook>().OfProcessAsync(Process.Id, cancel)).Select(g => new SelectListItem(g.Name, g.Id.ToString()))];
        Areas = [.. (await book.AreasAsync(Process.Id, cancel)).Select(a => new SelectListItem(a.Name, a.Key))];
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill()
    {
        var (start, end) = (TimeZoneInfo.ConvertTime(Meeting.Start, Texts.Rome), TimeZoneInfo.ConvertTime(Meeting.End, Texts.Rome));
        (Title, Method, Question, Theme, Area, Where) = (Meeting.Title, Meeting.Method, Meeting.Question, Meeting.Theme, Meeting.Area,
            Meeting.Place);
        (Day, From, To) = (DateOnly.FromDateTime(start.DateTime), TimeOnly.FromDateTime(start.DateTime),
            TimeOnly.FromDateTime(end.DateTime));
        LastDay = MeetingHours.LastDay(Meeting.Start, Meeting.End);
        Group = Meeting.Group?.Value;
        VideoLink = Meeting.VideoLink;
        (Seats, TakesRegistrations, Access) = (Meeting.Seats, Meeting.TakesRegistrations, string.Join("\n", Meeting.Access));
        (Agenda, Slots, Places) = (string.Join("\n", Meeting.Agenda), string.Join("\n", Meeting.Slots), string.Join("\n", Meeting.Places));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        await Get<ProcessBook>().DemandKnownAsync(Process.Id, Theme, Area, cancel);
        return await ActAsync(async write =>
        {
            var (start, end) = MeetingHours.Of(Day!.Value, From!.Value, LastDay, To!.Value);
            var meeting = await HereAsync(write);
            var before = (meeting.Start, meeting.Place);
            meeting.Describe(Title, Method, Question ?? "", Theme, Area, start, end, Where ?? "", Lines.Of(Access), Seats,
                TakesRegistrations);
            await BelongAsync(write, meeting, cancel);
            meeting.SetAgenda(AgendaItem.Read(Agenda));
            meeting.SetWall(Slot.Read(Slots), WallPlace.Read(Places, meeting.Places),
                await write.Db.Sessions.Where(s => s.Meeting == meeting.Id).ToListAsync(cancel));
            if (meeting.IsPublic && before != (meeting.Start, meeting.Place))
                await write.Get<MeetingLetters>().TellMovedAsync(meeting, Process.Slug, cancel);
            if (meeting.MeetAt(VideoLink ?? "") && meeting.IsPublic && write.Now < meeting.End)
                await write.Get<MeetingLetters>().TellVideoAsync(meeting, Process.Slug, cancel);
            // More seats than before: they belong to those in line.
            await write.Get<MeetingLetters>().PromoteAsync(meeting, Process.Slug, cancel);
            return MeetingUrl;
        }, L["Salvato."]);
    }

    private async Task BelongAsync(WriteScope write, Meeting meeting, CancellationToken cancel)
    {
        if (Group == meeting.Group?.Value) return;
        RuleViolation.UnlessAt(nameof(Group), Group is not { } chosen || Groups.Any(g => g.Value == chosen.ToString()), "meeting.group",
            "Scegli un gruppo di questo percorso.");
        RuleViolation.UnlessAt(nameof(Group), !await write.Db.Convocations.AnyAsync(c => c.Meeting == meeting.Id, cancel)
            && !await write.Db.SeatAttendances.AnyAsync(a => a.Meeting == meeting.Id, cancel), "meeting.group-called",
            "Il gruppo è già stato convocato, o ne sono segnate le presenze: non si può più cambiare.");
        meeting.BelongTo(Group is { } id ? new Id<Group>(id) : null);
    }
}
