using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings;

internal static class MeetingsApi
{
    public static void Map(RouteGroupBuilder meetings)
    {
        meetings.WithTags("meetings");
        meetings.MapGet("", ListAsync).WithName("ListMeetings").WithSummary("The public meetings of a process, in order of time.");
        meetings.MapGet("{id:guid}", ShowAsync).WithName("GetMeeting")
            .WithSummary("One public meeting with its agenda, sessions and published minutes.");
    }

    /// <param name="after">The number of the last meeting of the page before.</param>
    private static async Task<Results<Ok<MeetingPage>, NotFound>> ListAsync(string slug, AppDb db, ProcessBook processes,
        CurrentAuthority currentAuthority, CancellationToken cancel, string? after = null, int pageSize = 40)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var size = Paging.Size(pageSize);
        var found = db.Meetings.Where(m => m.Process == process.Id && m.State != MeetingState.Draft);
        if (Paging.AfterNumber(after) is { } number)
        {
            var last = await found.Where(m => m.Number == number).Select(m => (DateTimeOffset?)m.Start).SingleOrDefaultAsync(cancel)
                ?? throw Paging.Unknown();
            found = found.Where(m => m.Start >= last && (m.Start > last || m.Number > number));
        }
        var page = await MeetingBook.Infos(found.OrderBy(m => m.Start).ThenBy(m => m.Number).Take(size + 1)).ToListAsync(cancel);
        return TypedResults.Ok(new MeetingPage([.. page.Take(size).Select(MeetingView.Of)], page.Count > size
            ? Written(page[size - 1].Number) : null));
    }

    private static async Task<Results<Ok<WholeMeeting>, NotFound>> ShowAsync(string slug, Guid id, AppDb db, ProcessBook processes,
        CurrentAuthority currentAuthority, CancellationToken cancel)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var wanted = new Id<Meeting>(id);
        var meeting = await db.Meetings.AsNoTracking().Include(m => m.Registrations)
            .SingleOrDefaultAsync(m => m.Id == wanted && m.Process == process.Id && m.State != MeetingState.Draft, cancel);
        if (meeting is null) return TypedResults.NotFound();
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.Meeting == wanted).OrderBy(s => s.Slot).ThenBy(s => s.Place)
            .ToListAsync(cancel);
        var minutes = await db.Minutes.AsNoTracking().Where(m => m.Meeting == wanted && m.State == MinutesState.Published)
            .OrderByDescending(m => m.Number).Select(m => m.Text).FirstOrDefaultAsync(cancel);
        var view = new MeetingView(meeting.Id.Value, meeting.Number, meeting.Title, meeting.Method, meeting.Question, meeting.Theme,
            meeting.Area, meeting.Start, meeting.End, meeting.Place, meeting.Access, meeting.Seats, meeting.SeatsLeft, meeting.State,
            meeting.CancelledWhy, meeting.Counted);
        return TypedResults.Ok(new WholeMeeting(view, meeting.Agenda,
            [.. sessions.Select(s => new SessionView(s.Id.Value, s.Slot, meeting.Places.FirstOrDefault(p => p.Key == s.Place)?.Name
                ?? s.Place, s.Title, s.People, s.Discussion))], minutes));
    }

    private static string Written(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A page of meetings.</summary>
    /// <param name="Items">The meetings, in order of time; at most as many as <c>pageSize</c>.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    internal sealed record MeetingPage(IReadOnlyList<MeetingView> Items, string? Next);
    /// <summary>A public meeting.</summary>
    /// <param name="Id">Identity, UUID.</param>
    /// <param name="Number">Its number in the process, from 1; the value of <c>after</c> is one.</param>
    /// <param name="Title">Its title, one line.</param>
    /// <param name="Method">How people work there.</param>
    /// <param name="Question">What it asks; empty when nothing in particular.</param>
    /// <param name="Theme">Key of the theme, as in the process; null for none.</param>
    /// <param name="Area">Key of the neighbourhood, as in the process; null for none.</param>
    /// <param name="Start">When it begins; RFC 3339, UTC.</param>
    /// <param name="End">When it ends; RFC 3339, UTC, after the start.</param>
    /// <param name="Place">Where, as people say it.</param>
    /// <param name="Access">What helps to take part: lift, interpreter, child care; one line each.</param>
    /// <param name="Seats">How many may take part; null without limit.</param>
    /// <param name="SeatsLeft">How many may still register, 0 or more; null without limit.</param>
    /// <param name="State">Published, cancelled or held.</param>
    /// <param name="CancelledWhy">Why it does not take place; null when it does.</param>
    /// <param name="Attendance">Who came, counted; null while nobody counted.</param>
    internal sealed record MeetingView(
        Guid Id, int Number, string Title, Method Method, string Question, string? Theme, string? Area, DateTimeOffset Start,
            DateTimeOffset End, string Place, IReadOnlyList<string> Access,
        int? Seats, int? SeatsLeft, MeetingState State, string? CancelledWhy, Tally? Attendance)
    {
        public static MeetingView Of(MeetingInfo m) => new(m.Id.Value, m.Number, m.Title, m.Method, m.Question, m.Theme, m.Area, m.Start,
            m.End, m.Place, m.Access, m.Seats, m.SeatsLeft, m.State, m.CancelledWhy, m.Counted);
    }
    /// <summary>A meeting with its agenda, sessions and minutes.</summary>
    /// <param name="Meeting">The meeting.</param>
    /// <param name="Agenda">The agenda, in order.</param>
    /// <param name="Sessions">The sessions, in order of slot and place; empty where there are none.</param>
    /// <param name="Minutes">The published minutes, plain text; null while there are none.</param>
    internal sealed record WholeMeeting(MeetingView Meeting, IReadOnlyList<AgendaItem> Agenda, IReadOnlyList<SessionView> Sessions,
        string? Minutes);
    /// <summary>A session of an Open Space, or a table.</summary>
    /// <param name="Id">Identity, UUID.</param>
    /// <param name="Slot">When, as on the wall.</param>
    /// <param name="Place">Where, as on the wall.</param>
    /// <param name="Title">What it is about.</param>
    /// <param name="People">How many took part; null while nobody counted.</param>
    /// <param name="Report">What was said, plain text; null while nothing was written.</param>
    internal sealed record SessionView(Guid Id, string Slot, string Place, string Title, int? People, string? Report);
}
