using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>Files of a meeting, for its agenda, and those of its minutes, which are read from the day the minutes are.</summary>
internal sealed class MeetingFiles(AppDb db, ProcessBook processes, Texts L) : IFileOwners
{
    /// <summary>The minutes of a meeting, whichever of their versions: named by the meeting.</summary>
    public const string OfMinutes = "minutes";

    public IReadOnlyCollection<string> Kinds { get; } = ["meeting", OfMinutes];

    public async Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Select(s => new Id<Meeting>(s.Id)).Distinct().ToList();
        var minutes = db.Minutes;
        var meetings = await db.Meetings.AsNoTracking().Where(m => ids.Contains(m.Id)).Select(m => new
        {
            m.Id,
            m.Process,
            m.Title,
            m.State,
            IsTold = minutes.Any(x => x.Meeting == m.Id && x.State == MinutesState.Published)
        }).ToDictionaryAsync(m => m.Id.Value, cancel);
        List<FileOwner> found = [];
        foreach (var subject in subjects)
        {
            if (!meetings.TryGetValue(subject.Id, out var meeting)) continue;
            if (await processes.GetAsync(meeting.Process, cancel) is not { } process) continue;
            var isMinutes = subject.Kind == OfMinutes;
            found.Add(ProcessFile.OwnerOf(process, subject, isMinutes ? L.Phrase($"{L["Verbale"]}: {meeting.Title}") : meeting.Title,
                isMinutes ? MeetingUrls.Part(process.Slug, subject.Id, "verbale") : MeetingUrls.Show(process.Slug, subject.Id),
                meeting.State != MeetingState.Draft && (!isMinutes || meeting.IsTold),
                isMinutes ? MeetingActs.Lead : MeetingActs.Organise));
        }
        return found;
    }
}
