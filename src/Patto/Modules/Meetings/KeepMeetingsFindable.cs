using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Search;

namespace Patto.Modules.Meetings;

/// <summary>Public meetings can be found; a cancelled one no longer.</summary>
internal sealed class KeepMeetingsFindable(AppDb db, SearchBook search, ProcessBook processes)
    : IHandle<MeetingPublished>, IHandle<MeetingChanged>, IHandle<MeetingCancelled>
{
    public Task HandleAsync(MeetingPublished happened, CancellationToken cancel) => IndexAsync(happened.Meeting, cancel);

    public Task HandleAsync(MeetingChanged happened, CancellationToken cancel) =>
        happened.IsPublic ? IndexAsync(happened.Meeting, cancel) : Task.CompletedTask;

    public Task HandleAsync(MeetingCancelled happened, CancellationToken cancel) => search.RemoveAsync(happened.About, cancel);

    private async Task IndexAsync(Id<Meeting> id, CancellationToken cancel)
    {
        var meeting = (await db.Meetings.FindAsync([id], cancel))!;
        if (await processes.GetAsync(meeting.Process, cancel) is not { } process) return;
        await search.IndexAsync(meeting.Subject, meeting.Title, $"{meeting.Question} {meeting.Place}".Trim(),
            MeetingUrls.Show(process.Slug, id.Value),
            process.IsPublic ? Visibility.Public : Visibility.Staff, process.Id.Value, meeting.Start, cancel);
    }
}
