using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Files;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>Files of a meeting, for its agenda, and those of its minutes, which are read from the day the minutes are.</summary>
internal sealed class MeetingFiles(AppDb db, ProcessBook processes, Texts L) : IFileOwners
{
    /// <summary>The minutes of a meeting, whichever of their versions: named by the meeting.</summary>
    public const string OfMinutes = "minutes";

    /// <summary>Of the call to one seat: what proves that it arrived.</summary>
    public const string OfSummons = "summons";

    public IReadOnlyCollection<string> Kinds { get; } = ["meeting", OfMinutes, OfSummons];

    public async Task<IReadOnlyList<FileOwner>> FindAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var calls = await CallsAsync([.. subjects.Where(s => s.Kind == OfSummons)], cancel);
        var ids = subjects.Select(s => s.Kind == OfSummons ? calls.GetValueOrDefault(s.Id) : new Id<Meeting>(s.Id)).Distinct().ToList();
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
            var of = subject.Kind == OfSummons ? calls.GetValueOrDefault(subject.Id).Value : subject.Id;
            if (!meetings.TryGetValue(of, out var meeting)) continue;
            if (await processes.GetAsync(meeting.Process, cancel) is not { } process) continue;
            if (subject.Kind == OfSummons)
            {
                found.Add(ProcessFile.OwnerOf(process, subject, L.Phrase($"{L["Convocazione"]}: {meeting.Title}"),
                    MeetingUrls.Convocation(process.Slug, of, subject.Id), false, MeetingActs.Organise));
                continue;
            }
            var isMinutes = subject.Kind == OfMinutes;
            found.Add(ProcessFile.OwnerOf(process, subject, isMinutes ? L.Phrase($"{L["Verbale"]}: {meeting.Title}") : meeting.Title,
                isMinutes ? MeetingUrls.Part(process.Slug, subject.Id, "verbale") : MeetingUrls.Show(process.Slug, subject.Id),
                meeting.State != MeetingState.Draft && (!isMinutes || meeting.IsTold),
                isMinutes ? MeetingActs.Lead : MeetingActs.Organise));
        }
        return found;
    }

    private async Task<Dictionary<Guid, Id<Meeting>>> CallsAsync(List<Subject> summonses, CancellationToken cancel)
    {
        if (summonses.Count == 0) return [];
        var ids = summonses.Select(s => new Id<Summons>(s.Id)).ToList();
        return await db.Set<Summons>().Where(s => ids.Contains(s.Id)).Join(db.Convocations, s => s.Convocation, c => c.Id,
            (s, c) => new { s.Id, c.Meeting }).ToDictionaryAsync(s => s.Id.Value, s => s.Meeting, cancel);
    }
}
