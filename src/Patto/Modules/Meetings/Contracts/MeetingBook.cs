using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Files;
using Patto.Localization;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings.Contracts;

/// <summary>What later modules and lists know of a meeting.</summary>
/// <param name="Registered">Who has a seat; those who stand in line are not among them.</param>
public sealed record MeetingInfo(
    Id<Meeting> Id, Id<Process> Process, int Number, string Title, Method Method, string Question, string? Theme, string? Area,
        DateTimeOffset Start, DateTimeOffset End, string Place,
    IReadOnlyList<string> Access, int? Seats, int Registered, bool TakesRegistrations, MeetingState State, string? CancelledWhy,
    bool IsRunning, Tally? Counted)
{
    public Subject Subject => Subject.Of("meeting", Id);
    public int? SeatsLeft => Seats - Registered;
    /// <summary>How many were there, where somebody counted.</summary>
    public int? Heads => Counted?.Total;
    /// <summary>Whoever registers now stands in line.</summary>
    public bool IsFull => SeatsLeft is <= 0;
    public bool MayRegister(DateTimeOffset now) => State == MeetingState.Published && TakesRegistrations && now < Start;
}

/// <summary>Meetings, for later modules: found, planned, spoken at.</summary>
public sealed class MeetingBook(AppDb db, Codes codes, MeetingLetters letters, TimeProvider clock)
{
    /// <summary>The meetings of a process in order of time.</summary>
    /// <param name="drafts">True: those that only the staff knows too.</param>
    public Task<List<MeetingInfo>> OfProcessAsync(Id<Process> process, bool drafts, CancellationToken cancel) =>
        Infos(db.Meetings.Where(m => m.Process == process && (drafts || m.State != MeetingState.Draft)).OrderBy(m => m.Start)
            .ThenBy(m => m.Number)).ToListAsync(cancel);

    /// <summary>The next public meetings of the authority, cancelled ones left out.</summary>
    public Task<List<MeetingInfo>> UpcomingAsync(Id<Authority> authority, DateTimeOffset now, int count, CancellationToken cancel) =>
        Infos(db.Meetings.Where(m => m.Authority == authority && m.State == MeetingState.Published && m.End > now).OrderBy(m => m.Start)
            .ThenBy(m => m.Number).Take(count)).ToListAsync(cancel);

    /// <summary>The next public meeting of a process, cancelled ones left out; null when none is planned.</summary>
    public Task<MeetingInfo?> NextAsync(Id<Process> process, DateTimeOffset now, CancellationToken cancel) =>
        Infos(db.Meetings.Where(m => m.Process == process && m.State == MeetingState.Published && m.End > now).OrderBy(m => m.Start)
            .ThenBy(m => m.Number)).FirstOrDefaultAsync(cancel);

    public Task<MeetingInfo?> FindAsync(Id<Meeting> id, CancellationToken cancel) =>
        Infos(db.Meetings.Where(m => m.Id == id)).SingleOrDefaultAsync(cancel);

    /// <summary>As the running act has it, before it is saved.</summary>
    public async Task<(string Title, string? Theme, DateTimeOffset Start)?> InActAsync(Id<Meeting> id, CancellationToken cancel) =>
        await db.Meetings.FindAsync([id], cancel) is { } meeting ? (meeting.Title, meeting.Theme, meeting.Start) : null;

    /// <summary>Who registered for a meeting, was called to it, or came.</summary>
    public IQueryable<Id<Person>> PeopleOf(Id<Meeting> meeting)
    {
        var (calls, summonses) = (db.Convocations, db.Set<Summons>());
        return db.Set<Registration>().Where(r => r.Meeting == meeting).Select(r => r.Person)
            .Union(db.Attendances.Where(a => a.Meeting == meeting).Select(a => a.Person))
            .Union(summonses.Where(s => calls.Any(c => c.Id == s.Convocation && c.Meeting == meeting)).Select(s => s.Person));
    }

    /// <summary>Where the meetings that are still to be held would stand, so many days later.</summary>
    public async Task<IReadOnlyList<MeetingShift>> ShiftedAsync(Id<Process> process, int days, DateTimeOffset now,
        CancellationToken cancel) =>
        [.. (await ToBeHeld(process, now).Select(m => new { m.Id, m.Title, m.Start, m.Registrations.Count }).ToListAsync(cancel))
            .Select(m => new MeetingShift(m.Id, m.Title, m.Start, Later(m.Start, days), m.Count,
                ShiftedDays.WhyOf(Texts.RomeDay(m.Start), days)))];

    /// <summary>Moves them, at the same hours; whoever registered is told.</summary>
    public async Task MoveAsync(ProcessInfo process, int days, CancellationToken cancel)
    {
        foreach (var meeting in await ToBeHeld(process.Id, clock.GetUtcNow()).Include(m => m.Registrations).ToListAsync(cancel))
        {
            var start = Later(meeting.Start, days);
            meeting.Settle(meeting.Title, meeting.Method, start, start + (meeting.End - meeting.Start), meeting.Place);
            if (meeting.IsPublic) await letters.TellMovedAsync(meeting, process.Slug, cancel);
        }
    }

    private IQueryable<Meeting> ToBeHeld(Id<Process> process, DateTimeOffset now) => db.Meetings.Where(m => m.Process == process
        && m.State != MeetingState.Cancelled && m.Opened == null && m.Start > now).OrderBy(m => m.Start).ThenBy(m => m.Number);

    private static DateTimeOffset Later(DateTimeOffset start, int days) => Texts.RomeTime(ShiftedDays.Of(Texts.RomeDay(start), days),
        TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, Texts.Rome).DateTime));

    /// <summary>Plans a meeting in the running act; it is a draft.</summary>
    public async Task<Meeting> PlanAsync(ProcessInfo process, string title, Method method, DateTimeOffset start, DateTimeOffset end,
        CancellationToken cancel, string? plannedKey = null)
    {
        var code = await codes.NextAsync(process.Authority.Value, process.Key, "M", cancel);
        var meeting = Meeting.Plan(process, int.Parse(code.AsSpan(code.LastIndexOf('M') + 1),
            System.Globalization.CultureInfo.InvariantCulture), title, method, start, end, plannedKey);
        db.Add(meeting);
        return meeting;
    }

    /// <summary>In the running act: a draft is gone, with its tables and the votes that were prepared for it.</summary>
    /// <param name="hasNotes">Something was noted in it.</param>
    /// <exception cref="RuleViolation">It is public, or something rests on it already.</exception>
    internal async Task DiscardAsync(Meeting meeting, bool hasNotes, CancellationToken cancel)
    {
        var (id, of) = (meeting.Id, meeting.Subject);
        RuleViolation.Unless(!hasNotes && !await db.Minutes.AnyAsync(m => m.Meeting == id, cancel)
            && !await db.Agreements.AnyAsync(a => a.Meeting == id, cancel) && !await db.Attendances.AnyAsync(a => a.Meeting == id, cancel)
            && !await db.SeatAttendances.AnyAsync(a => a.Meeting == id, cancel) && !await db.Sessions.AnyAsync(s => s.Meeting == id, cancel)
            && !await db.Convocations.AnyAsync(c => c.Meeting == id, cancel)
            && !await db.Set<StoredFile>().AnyAsync(f => f.Owner == of, cancel)
            && !await db.DraftingOffers.AnyAsync(o => o.Meeting == id, cancel)
            && !await db.RoomVotes.AnyAsync(v => v.Meeting == id && v.State != RoomVoteState.Draft, cancel), "meeting.used",
            "Su questo incontro c'è già qualcosa: note, un verbale, presenze, documenti o una convocazione. Pubblicalo, e se non si tiene annullalo con il motivo.");
        await db.RoomVotes.Where(v => v.Meeting == id).ExecuteDeleteAsync(cancel);
        await db.TableRounds.Where(t => t.Meeting == id).ExecuteDeleteAsync(cancel);
        meeting.Discard();
        db.Remove(meeting);
    }

    /// <summary>Who offered to write the texts of a process, in order of time: for calling them to the enlarged table.</summary>
    public Task<List<Id<Person>>> DraftersAsync(Id<Process> process, CancellationToken cancel)
    {
        var meetings = db.Meetings.Where(m => m.Process == process).Select(m => m.Id);
        return db.DraftingOffers.Where(o => meetings.Contains(o.Meeting)).OrderBy(o => o.At).Select(o => o.Person).ToListAsync(cancel);
    }

    internal static IQueryable<MeetingInfo> Infos(IQueryable<Meeting> meetings) => meetings.AsNoTracking().Select(m => new MeetingInfo(
        m.Id, m.Process, m.Number, m.Title, m.Method, m.Question, m.Theme, m.Area, m.Start, m.End, m.Place, m.Access, m.Seats,
            m.Registrations.Count(r => !r.IsWaiting), m.TakesRegistrations,
        m.State, m.CancelledWhy, m.Opened != null && m.Closed == null, m.Counted));
}
