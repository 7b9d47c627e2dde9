using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Who registered and who came, on paper or ticked; and heads counted, without names. At the door numbers go one by one, from a
/// device where they wait for the network; without the script the same form works as every other.</summary>
[AnswersInJson]
public sealed class AttendanceModel : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;
    public override Act DemandsToPost => MeetingActs.Lead;

    private const int PageSize = 60;
    protected override bool ReadsRegistrations => false;

    public sealed record Row(Guid Id, string Name, string Needs, bool IsRegistered, bool IsWaiting, bool IsPresent)
    {
        /// <summary>The row on the printed sheet, and what is typed at the door; null for who is not registered.</summary>
        public int? Number { get; init; }
        public string? Code { get; init; }
    }

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
    /// <summary>Who came and gave no name; they are among those who are present.</summary>
    public int Heads { get; private set; }
    /// <summary>What was typed at the door and is nobody of this meeting.</summary>
    internal IReadOnlyList<Arrival> Unclear { get; private set; } = [];
    /// <summary>Tells accounts and doors apart on a device; says nothing of whose they are.</summary>
    public string Device => $"{LocalDraftTagHelper.AccountOf(CurrentUser)}/{Meeting.Id}/ingresso";
    public bool IsShared => SharedComputer.Is(Request);
    public int Found { get; private set; }
    public string? Next { get; private set; }
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Words) || !string.IsNullOrEmpty(Which);
    public string PresentWords => L.Count(Present, "{0} presente", "{0} presenti");
    public IEnumerable<SelectListItem> Kinds =>
        [new(L["Presenti"], "presenti"), new(L["Non ancora arrivati"], "assenti"), new(L["Senza iscrizione"], "senza"),
            new(L["In lista d'attesa"], "attesa")];

    [BindProperty] public Guid Person { get; set; }
    [BindProperty, StringLength(200)] public string? Name { get; set; }
    /// <summary>What was typed at the door: the number of the row, or the code of the registration.</summary>
    [BindProperty, StringLength(Arrival.LongestTyped)] public string? Typed { get; set; }
    /// <summary>Somebody came who says no name.</summary>
    [BindProperty] public bool Head { get; set; }
    /// <summary>The identity that the device gave the arrival: sent twice it is noted once. Null: a form, which has a key of its
    /// own.</summary>
    [BindProperty] public Guid? SentAs { get; set; }
    /// <summary>When it was typed on the device; null: now.</summary>
    [BindProperty] public DateTimeOffset? Written { get; set; }
    /// <summary>Which of those that are to be put right.</summary>
    [BindProperty] public Guid Arrived { get; set; }
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
        if (MayLead)
            Unclear = await Db.Arrivals.AsNoTracking().Where(a => a.Meeting == Meeting.Id && a.Settled == null).OrderBy(a => a.At)
                .ToListAsync(cancel);
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
        Heads = await Db.HeadsAsync(Meeting.Id, cancel);
        Present = await Db.Attendances.CountAsync(a => a.Meeting == Meeting.Id, cancel) + Heads;
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
            Registration = registrations.Where(r => r.Meeting == meeting && r.Person == p.Id).Select(r => new { r.Id, r.Number })
                .FirstOrDefault(),
            IsWaiting = registrations.Any(r => r.Meeting == meeting && r.Person == p.Id && r.IsWaiting),
            IsPresent = attendances.Any(a => a.Meeting == meeting && a.Person == p.Id),
        }).ToListAsync(cancel);
        return [.. found.Select(p =>
            new Row(p.Id.Value, p.Name.Length > 0 ? p.Name : L["(senza nome)"], p.AccessNeeds, p.Registration is not null, p.IsWaiting,
                p.IsPresent)
            {
                Number = p.Registration?.Number is > 0 and var number ? number : null,
                Code = p.Registration is { Number: > 0 } r ? DoorCode.Of(r.Id, r.Number).ToString() : null,
            })];
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

    /// <summary>One who came, by the number that the sheet or their registration says; or a head.</summary>
    public Task<IActionResult> OnPostDoorAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Task.FromResult<IActionResult>(Page());
        return AnswerAsync(write => NoteArrivalAsync(write, cancel));
    }

    private async Task<Arrival> NoteArrivalAsync(WriteScope write, CancellationToken cancel)
    {
        RuleViolation.UnlessAt(nameof(Typed), Head || !string.IsNullOrWhiteSpace(Typed), "arrival.empty",
            "Scrivi il numero della riga o il codice; per chi non dice il nome premi «Una testa, senza nome».");
        var (meeting, sentAs) = (await HereAsync(write), SentAs ?? Guid.NewGuid());
        if (await write.Db.Arrivals.SingleOrDefaultAsync(a => a.Meeting == meeting.Id && a.SentAs == sentAs, cancel) is { } known)
            return known;
        var at = Written is { } written && written <= write.Now && written >= meeting.Start.AddHours(-12) ? written : write.Now;
        var arrival = Arrival.Of(meeting, sentAs, Head ? "" : Typed!, at);
        write.Db.Add(arrival);
        if (Head) arrival.CountAsHead(meeting, write.Now);
        else await FindAsync(write, meeting, arrival, arrival.Typed, cancel);
        return arrival;
    }

    // A number without its letter is taken at its word; with another letter it is somebody else's.
    private static async Task FindAsync(WriteScope write, Meeting meeting, Arrival arrival, string typed, CancellationToken cancel)
    {
        if (DoorCode.Read(typed) is not { } code) return;
        var registration = await write.Db.Set<Registration>()
            .SingleOrDefaultAsync(r => r.Meeting == meeting.Id && r.Number == code.Number, cancel);
        if (registration is null || !code.Fits(registration.Id)) return;
        var attendances = write.Db.Attendances;
        if (!await attendances.AnyAsync(a => a.Meeting == meeting.Id && a.Person == registration.Person, cancel))
            attendances.Add(Attendance.Of(meeting, registration.Person, arrival.At));
        arrival.Settle(meeting, registration.Person, write.Now);
    }

    /// <summary>What was typed is put right by another number.</summary>
    public Task<IActionResult> OnPostMendAsync(CancellationToken cancel) => AnswerAsync(async write =>
    {
        var (meeting, arrival) = (await HereAsync(write), await UnclearAsync(write, cancel));
        if (arrival.Settled is null) await FindAsync(write, meeting, arrival, Typed ?? "", cancel);
        RuleViolation.UnlessAt(nameof(Typed), arrival.Settled is not null, "arrival.unknown",
            "Questo numero non è di nessun iscritto: guarda sul foglio, o conta la persona come una testa.");
        return arrival;
    });

    public Task<IActionResult> OnPostHeadAsync(CancellationToken cancel) => AnswerAsync(async write =>
    {
        var (meeting, arrival) = (await HereAsync(write), await UnclearAsync(write, cancel));
        if (arrival.Settled is null) arrival.CountAsHead(meeting, write.Now);
        return arrival;
    });

    /// <summary>It was nobody: typed by mistake, or twice.</summary>
    public Task<IActionResult> OnPostDropAsync(CancellationToken cancel) => AnswerAsync(async write =>
    {
        var (meeting, arrival) = (await HereAsync(write), await UnclearAsync(write, cancel));
        if (arrival.Settled is null) arrival.Settle(meeting, null, write.Now);
        return arrival;
    });

    /// <summary>One head less: counted by mistake.</summary>
    public Task<IActionResult> OnPostLessAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        var meeting = await HereAsync(write);
        var last = await write.Db.Arrivals.Where(a => a.Meeting == meeting.Id && a.IsHead).OrderByDescending(a => a.At)
            .FirstOrDefaultAsync(cancel);
        last?.TakeHeadBack(meeting);
        return PartUrl("presenze");
    });

    private async Task<Arrival> UnclearAsync(WriteScope write, CancellationToken cancel)
    {
        var id = new Id<Arrival>(Arrived);
        return await write.Db.Arrivals.SingleOrDefaultAsync(a => a.Id == id && a.Meeting == Meeting.Id, cancel) ?? throw new Unknown();
    }

    private async Task<IActionResult> AnswerAsync(Func<WriteScope, Task<Arrival>> act) => AnswersInJsonAttribute.IsAsked(Request)
        ? new JsonResult(ArrivalTold.Of(await Get<Writes>().RunAsync(act, HttpContext.RequestAborted)))
        : await ActAsync(async write =>
        {
            var arrival = await act(write);
            return new(PartUrl("presenze"), arrival.Settled is null ? L["«{0}» non è di nessun iscritto: lo trovi qui sotto, da sistemare.",
                arrival.Typed].Value : arrival.IsHead ? L["Una testa in più."].Value : L["Fatto."].Value);
        });

    /// <summary>What a script is told of an arrival: no name of anybody.</summary>
    internal sealed record ArrivalTold(string State)
    {
        public static ArrivalTold Of(Arrival arrival) => new(arrival.Settled is null ? "unclear" : arrival.IsHead ? "head" : "present");
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
