using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Who registered and who came, on paper or ticked; and heads counted, without names.</summary>
public sealed class AttendanceModel : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;
    public override Act DemandsToPost => MeetingActs.Lead;

    public sealed record Row(Guid Id, string Name, string Needs, bool IsRegistered, bool IsPresent);
    public IReadOnlyList<Row> People { get; private set; } = [];

    [BindProperty] public Guid Person { get; set; }
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public int Total { get; set; }
    [BindProperty] public int Women { get; set; }
    [BindProperty] public int Men { get; set; }
    [BindProperty] public int NotStated { get; set; }
    [BindProperty] public int Under18 { get; set; }
    [BindProperty] public int From18To34 { get; set; }
    [BindProperty] public int Over65 { get; set; }

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!IsInside) return true;
        var present = await Db.Attendances.Where(a => a.Meeting == Meeting.Id).Select(a => a.Person).ToListAsync(cancel);
        var registered = Meeting.Registrations.Select(r => r.Person).ToHashSet();
        var ids = registered.Concat(present).Distinct().ToList();
        var found = await Db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.Name).Select(p => new { p.Id, p.Name, p.AccessNeeds }).ToListAsync(cancel);
        People = [.. found.Select(p => new Row(p.Id.Value, p.Name.Length > 0 ? p.Name : L["(senza nome)"], p.AccessNeeds, registered.Contains(p.Id), present.Contains(p.Id)))];
        return true;
    }

    public void OnGet()
    {
        if (Meeting.Counted is { } t) (Total, Women, Men, NotStated, Under18, From18To34, Over65) = t;
    }

    public Task<IActionResult> OnPostSegnaAsync() => ActAsync(async write =>
    {
        var (meeting, person) = (await HereAsync(write), new Id<Person>(Person));
        if (meeting.Registrations.All(r => r.Person != person)) throw new Unknown();
        if (!await write.Db.Attendances.AnyAsync(a => a.Meeting == meeting.Id && a.Person == person)) write.Db.Add(Attendance.Of(meeting, person, write.Now));
        return PartUrl("presenze");
    });

    public Task<IActionResult> OnPostTogliAsync() => ActAsync(async write =>
    {
        var (meeting, person) = (await HereAsync(write), new Id<Person>(Person));
        var attendance = await write.Db.Attendances.SingleOrDefaultAsync(a => a.Meeting == meeting.Id && a.Person == person) ?? throw new Unknown();
        attendance.TakeBack(meeting);
        write.Db.Remove(attendance);
        return PartUrl("presenze");
    });

    public Task<IActionResult> OnPostAggiungiAsync() => ActAsync(async write =>
    {
        RuleViolation.UnlessAt(nameof(Name), !string.IsNullOrWhiteSpace(Name) && Name.Length <= 120, "attendance.name", "Scrivi il nome di chi è arrivato.");
        var (meeting, people) = (await HereAsync(write), write.Get<PeopleBook>());
        var person = people.Meet(Name!, Channel.None, "");
        write.Db.Add(Attendance.Of(meeting, person.Id, write.Now));
        await people.TakePartAsync(person.Id, meeting.ProcessSubject, ParticipationKind.Meeting, HttpContext.RequestAborted);
        return PartUrl("presenze");
    });

    public async Task<IActionResult> OnPostContaAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            (await HereAsync(write)).Count(new(Total, Women, Men, NotStated, Under18, From18To34, Over65));
            return PartUrl("presenze");
        });
    }
}
