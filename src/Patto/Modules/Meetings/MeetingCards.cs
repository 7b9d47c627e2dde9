using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Meetings;

/// <summary>How meetings and sessions read on the thread. Drafts are told to the staff alone.</summary>
internal sealed class MeetingCards(AppDb db, ProcessBook processes, Texts texts) : IDescribe
{
    public IReadOnlyCollection<string> Kinds => ["meeting", "session"];

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var sessionIds = subjects.Where(s => s.Kind == "session").Select(s => new Id<Session>(s.Id)).ToList();
        var sessions = sessionIds.Count == 0 ? [] : await db.Sessions.AsNoTracking().Where(s => sessionIds.Contains(s.Id)).Select(s => new { s.Id, s.Meeting, s.Title }).ToListAsync(cancel);
        var ids = subjects.Where(s => s.Kind == "meeting").Select(s => new Id<Meeting>(s.Id)).Concat(sessions.Select(s => s.Meeting)).Distinct().ToList();
        if (ids.Count == 0) return [];
        var meetings = (await db.Meetings.AsNoTracking().Where(m => ids.Contains(m.Id)).Select(m => new { m.Id, m.Authority, m.Process, m.Title, m.Start, m.Place, m.State }).ToListAsync(cancel))
            .Where(m => m.State != MeetingState.Draft || reader.Staff.Contains(m.Process.Value) || reader.StaffAuthorities.Contains(m.Authority) || reader.Guarded.Contains(m.Process.Value) || reader.GuardedAuthorities.Contains(m.Authority))
            .ToDictionary(m => m.Id);
        var slugs = new Dictionary<Guid, string>();
        foreach (var process in meetings.Values.Select(m => m.Process).Distinct())
            if (await processes.GetAsync(process, cancel) is { } info) slugs[process.Value] = info.Slug;
        string? Url(Guid process, Func<string, string> of) => slugs.TryGetValue(process, out var slug) ? of(slug) : null;
        return
        [
            .. meetings.Values.Where(m => subjects.Contains(Subject.Of("meeting", m.Id))).Select(m =>
                new Card(Subject.Of("meeting", m.Id), null, m.Title, m.Place.Length > 0 ? $"{texts.Day(m.Start)}, {m.Place}" : texts.Day(m.Start), Url(m.Process.Value, slug => MeetingUrls.Show(slug, m.Id.Value)))),
            .. sessions.Where(s => meetings.ContainsKey(s.Meeting)).Select(s =>
                new Card(Subject.Of("session", s.Id), null, s.Title, $"{meetings[s.Meeting].Title}, {texts.Day(meetings[s.Meeting].Start)}", Url(meetings[s.Meeting].Process.Value, slug => MeetingUrls.Session(slug, s.Meeting.Value, s.Id.Value)))),
        ];
    }
}
