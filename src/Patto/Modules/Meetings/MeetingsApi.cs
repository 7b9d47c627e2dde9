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
        meetings.MapGet("{id:guid}", ShowAsync).WithName("GetMeeting").WithSummary("One public meeting with its agenda, sessions and published minutes.");
    }

    /// <param name="after">The number of the last meeting of the page before.</param>
    private static async Task<Results<Ok<MeetingPage>, NotFound>> ListAsync(string slug, AppDb db, ProcessBook processes, Here here, CancellationToken cancel, string? after = null, int pageSize = 40)
    {
        if (await processes.FindAsync(slug, here.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var size = Paging.Size(pageSize);
        var found = db.Meetings.Where(m => m.Process == process.Id && m.State != MeetingState.Draft);
        if (Paging.AfterNumber(after) is { } number)
        {
            var last = await found.Where(m => m.Number == number).Select(m => (DateTimeOffset?)m.Start).SingleOrDefaultAsync(cancel) ?? throw Paging.Unknown();
            found = found.Where(m => m.Start >= last && (m.Start > last || m.Number > number));
        }
        var page = await MeetingBook.Infos(found.OrderBy(m => m.Start).ThenBy(m => m.Number).Take(size + 1)).ToListAsync(cancel);
        return TypedResults.Ok(new MeetingPage([.. page.Take(size).Select(MeetingView.Of)], page.Count > size ? Written(page[size - 1].Number) : null));
    }

    private static async Task<Results<Ok<WholeMeeting>, NotFound>> ShowAsync(string slug, Guid id, AppDb db, ProcessBook processes, Here here, CancellationToken cancel)
    {
        if (await processes.FindAsync(slug, here.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var wanted = new Id<Meeting>(id);
        var meeting = await db.Meetings.AsNoTracking().Include(m => m.Registrations).SingleOrDefaultAsync(m => m.Id == wanted && m.Process == process.Id && m.State != MeetingState.Draft, cancel);
        if (meeting is null) return TypedResults.NotFound();
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.Meeting == wanted).OrderBy(s => s.Slot).ThenBy(s => s.Place).ToListAsync(cancel);
        var minutes = await db.Minutes.AsNoTracking().Where(m => m.Meeting == wanted && m.State == MinutesState.Published).OrderByDescending(m => m.Number).Select(m => m.Text).FirstOrDefaultAsync(cancel);
        var view = new MeetingView(meeting.Id.Value, meeting.Number, meeting.Title, meeting.Method, meeting.Question, meeting.Theme, meeting.Area, meeting.Start, meeting.End, meeting.Place, meeting.Access, meeting.Seats, meeting.SeatsLeft, meeting.State, meeting.CancelledWhy, meeting.Counted);
        return TypedResults.Ok(new WholeMeeting(view, meeting.Agenda, [.. sessions.Select(s => new SessionView(s.Id.Value, s.Slot, meeting.Places.FirstOrDefault(p => p.Key == s.Place)?.Name ?? s.Place, s.Title, s.People, s.Discussion))], minutes));
    }

    private static string Written(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    internal sealed record MeetingPage(IReadOnlyList<MeetingView> Items, string? Next);

    internal sealed record MeetingView(
        Guid Id, int Number, string Title, Method Method, string Question, string? Theme, string? Area, DateTimeOffset Start, DateTimeOffset End, string Place, IReadOnlyList<string> Access,
        int? Seats, int? SeatsLeft, MeetingState State, string? CancelledWhy, Tally? Attendance)
    {
        public static MeetingView Of(MeetingInfo m) => new(m.Id.Value, m.Number, m.Title, m.Method, m.Question, m.Theme, m.Area, m.Start, m.End, m.Place, m.Access, m.Seats, m.SeatsLeft, m.State, m.CancelledWhy, m.Counted);
    }

    internal sealed record WholeMeeting(MeetingView Meeting, IReadOnlyList<AgendaItem> Agenda, IReadOnlyList<SessionView> Sessions, string? Minutes);

    internal sealed record SessionView(Guid Id, string Slot, string Place, string Title, int? People, string? Report);
}
