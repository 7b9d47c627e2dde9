using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Who registered and who came, on paper or ticked; and heads counted, without names.</summary>
public sealed class AttendanceModel : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;
    public override Act DemandsToPost => MeetingActs.Lead;

    private const int PageSize = 60;
    protected override bool ReadsRegistrations => false;

    public sealed record Row(Guid Id, string Name, string Needs, bool IsRegistered, bool IsWaiting, bool IsPresent);

    /// <param name="Total">"12 presenti", as the head of the page says it.</param>
    public sealed record Presence(Row Row, bool MayLead, string Total);

    [FromQuery(Name = "cerca")] public string? Words { get; set; }
    [FromQuery(Name = "chi")] public string? Which { get; set; }
    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    /// <summary>All of them on one page, to print.</summary>
    [FromQuery(Name = "tutti")] public bool All { get; set; }

    public IReadOnlyList<Row> People { get; private set; } = [];
    public int Registered { get; private set; }
    public int Waiting { get; private set; }
    public int Present { get; private set; }
    public int Found { get; private set; }
    public string? Next { get; private set; }
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Words) || !string.IsNullOrEmpty(Which);
    public string PresentWords => L.Count(Present, "{0} presente", "{0} presenti");
    public IEnumerable<SelectListItem> Kinds =>
        [new(L["Presenti"], "presenti"), new(L["Non ancora arrivati"], "assenti"), new(L["Senza iscrizione"], "senza"),
            new(L["In lista d'attesa"], "attesa")];

    [BindProperty] public Guid Person { get; set; }
    [BindProperty, StringLength(200)] public string? Name { get; set; }
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
        await CountAsync(cancel);
        var all = Listed();
        Found = IsFiltered ? await all.CountAsync(cancel) : await Expected().CountAsync(cancel);
        if (After is { } after && new Id<Person>(after) is var id
            && await Db.Set<Person>().Where(p => p.Id == id).Select(p => EF.Property<string>(p, NameOrder.Key))
                .SingleOrDefaultAsync(cancel) is { } key)
#pragma warning disable CA1309 // the database compares the stored keys
            all = all.Where(p => string.Compare(EF.Property<string>(p, NameOrder.Key), key) > 0);
#pragma warning restore CA1309
        var page = await RowsAsync(All ? Listed() : all.OrderBy(p => EF.Property<string>(p, NameOrder.Key)).Take(PageSize + 1), cancel);
        People = All ? page : [.. page.Take(PageSize)];
        Next = !All && page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null;
        return true;
    }

    private async Task CountAsync(CancellationToken cancel)
    {
        Registered = await Db.Set<Registration>().CountAsync(r => r.Meeting == Meeting.Id && !r.IsWaiting, cancel);
        Waiting = await Db.Set<Registration>().CountAsync(r => r.Meeting == Meeting.Id && r.IsWaiting, cancel);
        Present = await Db.Attendances.CountAsync(a => a.Meeting == Meeting.Id, cancel);
    }

    private IQueryable<Id<Person>> Expected() => Db.Set<Registration>().Where(r => r.Meeting == Meeting.Id).Select(r => r.Person)
        .Union(Db.Attendances.Where(a => a.Meeting == Meeting.Id).Select(a => a.Person));

    private IQueryable<Person> Listed()
    {
        var (expected, registrations, attendances) = (Expected(), Db.Set<Registration>(), Db.Attendances);
        var meeting = Meeting.Id;
        var people = Db.Set<Person>().AsNoTracking().Where(p => expected.Contains(p.Id));
        if (NameOrder.WordsOf(Words ?? "") is { Length: > 0 } words) people = people.Where(p => EF.Property<string>(p, NameOrder.Words)
            .Contains(words));
        return Which switch
        {
            "presenti" => people.Where(p => attendances.Any(a => a.Meeting == meeting && a.Person == p.Id)),
            "assenti" => people.Where(p => !attendances.Any(a => a.Meeting == meeting && a.Person == p.Id)),
            "attesa" => people.Where(p => registrations.Any(r => r.Meeting == meeting && r.Person == p.Id && r.IsWaiting)),
            "senza" => people.Where(p => !registrations.Any(r => r.Meeting == meeting && r.Person == p.Id)),
            _ => people,
        };
    }

    private async Task<IReadOnlyList<Row>> RowsAsync(IQueryable<Person> people, CancellationToken cancel)
    {
        var (meeting, registrations, attendances) = (Meeting.Id, Db.Set<Registration>(), Db.Attendances);
        var found = await people.OrderBy(p => EF.Property<string>(p, NameOrder.Key)).Select(p => new
        {
            p.Id,
            p.Name,
            p.AccessNeeds,
            IsRegistered = registrations.Any(r => r.Meeting == meeting && r.Person == p.Id),
            IsWaiting = registrations.Any(r => r.Meeting == meeting && r.Person == p.Id && r.IsWaiting),
            IsPresent = attendances.Any(a => a.Meeting == meeting && a.Person == p.Id),
        }).ToListAsync(cancel);
        return [.. found.Select(p =>
            new Row(p.Id.Value, p.Name.Length > 0 ? p.Name : L["(senza nome)"], p.AccessNeeds, p.IsRegistered, p.IsWaiting,
                p.IsPresent))];
    }

    public void OnGet() { }

    protected internal override void Fill()
    {
        if (Meeting.Counted is { } t) (Total, Women, Men, NotStated, Under18, From18To34, Over65) = t;
    }

    public Task<IActionResult> OnPostMarkAsync() => TickAsync(async write =>
    {
        var (meeting, person) = (await HereAsync(write), new Id<Person>(Person));
        if (!await write.Db.Set<Registration>().AnyAsync(r => r.Meeting == meeting.Id && r.Person == person)) throw new Unknown();
        if (!await write.Db.Attendances.AnyAsync(a => a.Meeting == meeting.Id && a.Person == person)) write.Db.Add(Attendance.Of(meeting,
            person, write.Now));
    });

    public Task<IActionResult> OnPostRemoveAsync() => TickAsync(async write =>
    {
        var (meeting, person) = (await HereAsync(write), new Id<Person>(Person));
        var attendance = await write.Db.Attendances.SingleOrDefaultAsync(a => a.Meeting == meeting.Id && a.Person == person)
            ?? throw new Unknown();
        attendance.TakeBack(meeting);
        write.Db.Remove(attendance);
    });

    // With the script only the line that changed comes back; without it the page of the list where the person was.
    private async Task<IActionResult> TickAsync(Func<WriteScope, Task> act)
    {
        var done = await ActAsync(async write =>
        {
            await act(write);
            return SameList + "#p-" + Person;
        });
        if (!AsksForPart) return done;
        var cancel = HttpContext.RequestAborted;
        await CountAsync(cancel);
        var id = new Id<Person>(Person);
        var row = (await RowsAsync(Db.Set<Person>().AsNoTracking().Where(p => p.Id == id), cancel))[0];
        return Part("_Presence", new Presence(row, MayLead, PresentWords));
    }

    public Task<IActionResult> OnPostAddAsync() => ActAsync(async write =>
    {
        RuleViolation.UnlessAt(nameof(Name), !string.IsNullOrWhiteSpace(Name) && Name.Length <= 120, "attendance.name",
            "Scrivi il nome di chi è arrivato.");
        var (meeting, people) = (await HereAsync(write), write.Get<PeopleBook>());
        var look = await SameQuestion.LookAsync(this, write);
        var (registrations, attendances) = (write.Db.Set<Registration>(), write.Db.Attendances);
        var like = await write.Db.Set<Person>().Where(p => registrations.Any(r => r.Meeting == meeting.Id && r.Person == p.Id)
            || attendances.Any(a => a.Meeting == meeting.Id && a.Person == p.Id)).Named(Name!).OrderBy(p => p.Since).FirstOrDefaultAsync();
        if (look.SaysSame(like is not null, Name!, L["Nell'elenco c'è già {0}: è la stessa persona?", like?.Name ?? ""],
            L["È la stessa persona: segnala presente"], L["È un'altra persona: aggiungila"]))
        {
            if (!await attendances.AnyAsync(a => a.Meeting == meeting.Id && a.Person == like!.Id))
                write.Db.Add(Attendance.Of(meeting, like!.Id, write.Now));
            return PartUrl("presenze");
        }
        var person = people.Meet(Name!, Channel.None, "");
        write.Db.Add(Attendance.Of(meeting, person.Id, write.Now));
        await people.TakePartAsync(person.Id, meeting.ProcessSubject, ParticipationKind.Meeting, HttpContext.RequestAborted);
        return PartUrl("presenze");
    });

    public async Task<IActionResult> OnPostCountAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            (await HereAsync(write)).Count(new(Total, Women, Men, NotStated, Under18, From18To34, Over65));
            return PartUrl("presenze");
        });
    }
}
