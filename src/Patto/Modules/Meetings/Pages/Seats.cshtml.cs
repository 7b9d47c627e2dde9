using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>Who is there, seat by seat: the holder, a substitute, a proxy, nobody; with the quorum as it stands.</summary>
public sealed class SeatsModel(ConvocationBook book) : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;
    public override Act DemandsToPost => MeetingActs.Lead;
    protected override bool ReadsRegistrations => false;

    [BindProperty] public Guid Seat { get; set; }
    [BindProperty] public Guid? Member { get; set; }
    [BindProperty] public SeatPresence Presence { get; set; }
    [BindProperty, StringLength(200)] public string? Name { get; set; }
    [BindProperty] public Guid? ProxyTo { get; set; }

    /// <param name="Substitutes">The seat's own, on the group's list.</param>
    public sealed record Row(SeatView Seat, MemberView? Holder, IReadOnlyList<MemberView> Substitutes, SeatAttendance? Marked,
        Summons? Called);

    public GroupView? Convened { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public SeatCount Count { get; private set; } = new(0, 0, 0, 0, 0, null);
    public bool MayMark => MayLead && Meeting.State != MeetingState.Cancelled && Now >= Meeting.Start.AddHours(-12);

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!IsInside) return true;
        Convened = await book.GroupOfAsync(Meeting, cancel);
        if (Convened is not null) await ReadAsync(cancel);
        return true;
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var sent = await book.OfAsync(Meeting.Id, cancel);
        var marked = await Db.SeatAttendances.AsNoTracking().Where(a => a.Meeting == Meeting.Id).ToDictionaryAsync(a => a.Seat, cancel);
        var called = sent?.Summonses.ToDictionary(s => s.Seat) ?? [];
        Rows = [.. Convened!.Seats.Where(s => Convened.IsIn(s, Meeting.Day) || marked.ContainsKey(s.Id))
            .Where(s => s.Members.Count > 0 || marked.ContainsKey(s.Id)).Select(s => new Row(s,
                s.Members.FirstOrDefault(m => !m.IsSubstitute),
                [.. s.Members.Where(m => m.IsSubstitute)], marked.GetValueOrDefault(s.Id), called.GetValueOrDefault(s.Id)))];
        Count = SeatCount.Present([.. Rows.Select(r => r.Marked).OfType<SeatAttendance>()], Rows.Count,
            sent?.Quorum ?? Convened.QuorumOn(Meeting.Day));
    }

    /// <summary>To whom a seat can give its vote: another one where somebody is there.</summary>
    public IEnumerable<SelectListItem> ProxiesFor(Row row) => Rows.Where(r => r.Marked is { IsThere: true } && r.Seat.Id != row.Seat.Id)
        .Select(r => new SelectListItem($"{r.Seat.Number}. {r.Seat.Interest}", r.Seat.Id.ToString()));

    /// <summary>What is known of the seat now, in words.</summary>
    public string Words(Row row) => row.Marked switch
    {
        { Left: { } left } => L["uscito alle {0}", MeetingHours.Clock(left)],
        { Presence: SeatPresence.Holder } here => L["dalle {0}", MeetingHours.Clock(here.At)],
        { Presence: SeatPresence.Substitute } here => L["{0}, dalle {1}", NameOf(row, here), MeetingHours.Clock(here.At)],
        { Presence: SeatPresence.Proxy, ProxyTo: { } to } => L["delega a: {0}",
            Rows.FirstOrDefault(r => r.Seat.Id == to)?.Seat.Interest ?? ""],
        { Presence: SeatPresence.Absent } => L["assente"],
        _ => row.Called?.Answer switch
        {
            SummonsAnswer.Absent => L["ha avvisato che non viene"],
            SummonsAnswer.Substitute => L["ha detto che manda {0}", row.Called.Substitute],
            SummonsAnswer.Comes => L["ha detto che viene"],
            _ => L["non è ancora arrivato nessuno"],
        },
    };

    private static string NameOf(Row row, SeatAttendance here) => here.Name.Length > 0 ? here.Name
        : row.Substitutes.FirstOrDefault(s => s.Person == here.Person)?.Name ?? "";


    public bool IsMarked(Row row, SeatPresence presence, Id<Person>? person = null) => row.Marked is { Left: null } marked
        && marked.Presence == presence && (person is null || marked.Person == person);

    protected internal override void Fill() => (Seat, Member, Presence, Name, ProxyTo) = (Guid.Empty, null, SeatPresence.Holder, null,
        null);

    public void OnGet() { }

    public Task<IActionResult> OnPostMarkAsync(CancellationToken cancel) => ChangeAsync(async (write, meeting, row, marked) =>
    {
        Id<Person>? person = Presence switch
        {
            SeatPresence.Holder => row.Holder?.Person ?? throw new RuleViolation("seat-attendance.vacant",
                "In questo posto non siede nessuno: segna chi sostituisce."),
            SeatPresence.Substitute when Member is { } chosen => row.Substitutes.FirstOrDefault(s => s.Id.Value == chosen)?.Person,
            _ => null,
        };
        if (Presence == SeatPresence.Proxy) await DemandProxyAsync(write, meeting, cancel);
        if (marked is null) write.Db.Add(marked = SeatAttendance.Of(meeting, row.Seat.Id));
        marked.Mark(meeting, Presence, person, Name ?? "", ProxyTo is { } to ? new Id<Seat>(to) : null, write.Now);
    });

    private async Task DemandProxyAsync(WriteScope write, Meeting meeting, CancellationToken cancel)
    {
        var there = await write.Db.SeatAttendances.Where(a => a.Meeting == meeting.Id && a.Left == null
            && (a.Presence == SeatPresence.Holder || a.Presence == SeatPresence.Substitute)).Select(a => a.Seat).ToListAsync(cancel);
        RuleViolation.UnlessAt(nameof(ProxyTo), ProxyTo is { } to && to != Seat && there.Contains(new Id<Seat>(to)),
            "seat-attendance.proxy", "Scegli a chi va la delega: un altro posto, che sia presente.");
    }

    public Task<IActionResult> OnPostClearAsync() => ChangeAsync((write, meeting, _, marked) =>
    {
        if (marked is null) throw new Unknown();
        marked.TakeBack(meeting);
        write.Db.Remove(marked);
        return Task.CompletedTask;
    });

    public Task<IActionResult> OnPostLeaveAsync() => ChangeAsync((write, meeting, _, marked) =>
    {
        (marked ?? throw new Unknown()).Leave(meeting, true, write.Now);
        return Task.CompletedTask;
    });

    public Task<IActionResult> OnPostReturnAsync() => ChangeAsync((write, meeting, _, marked) =>
    {
        (marked ?? throw new Unknown()).Leave(meeting, false, write.Now);
        return Task.CompletedTask;
    });

    // With the script the seats as they stand now come back, and the quorum with them; without it the whole page, at that seat.
    private async Task<IActionResult> ChangeAsync(Func<WriteScope, Meeting, Row, SeatAttendance?, Task> change)
    {
        var done = await MarkAsync(change);
        if (!AsksForPart) return done;
        await ReadAsync(HttpContext.RequestAborted);
        Fill();
        ModelState.Clear();
        return Part("_Seats", this);
    }

    private Task<IActionResult> MarkAsync(Func<WriteScope, Meeting, Row, SeatAttendance?, Task> change) => ActAsync(async write =>
    {
        var row = Rows.FirstOrDefault(r => r.Seat.Id.Value == Seat) ?? throw new Unknown();
        var meeting = await HereAsync(write);
        // A meeting of the table is the table's from the first seat that is marked.
        if (meeting.Group is null) meeting.BelongTo(Convened!.Id);
        var marked = await write.Db.SeatAttendances.SingleOrDefaultAsync(a => a.Meeting == meeting.Id && a.Seat == row.Seat.Id);
        await change(write, meeting, row, marked);
        return MeetingUrls.Seats(Process.Slug, Meeting.Id.Value) + $"#posto-{row.Seat.Number}";
    });
}
