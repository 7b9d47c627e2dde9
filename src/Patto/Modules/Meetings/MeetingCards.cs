using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Meetings;

/// <summary>How meetings and sessions read on the thread. Drafts are told to the staff alone.</summary>
internal sealed class MeetingCards(AppDb db, ProcessBook processes, Texts texts) : IThreadCards
{
    public IReadOnlyCollection<string> Kinds => ["meeting", "session"];

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var sessionIds = subjects.Where(s => s.Kind == "session").Select(s => new Id<Session>(s.Id)).ToList();
        var sessions = sessionIds.Count == 0 ? [] : await db.Sessions.AsNoTracking().Where(s => sessionIds.Contains(s.Id))
            .Select(s => new { s.Id, s.Meeting, s.Title }).ToListAsync(cancel);
        var ids = subjects.Where(s => s.Kind == "meeting").Select(s => new Id<Meeting>(s.Id)).Concat(sessions.Select(s => s.Meeting))
            .Distinct().ToList();
        if (ids.Count == 0) return [];
        var found = await db.Meetings.AsNoTracking().Where(m => ids.Contains(m.Id))
            .Select(m => new { m.Id, m.Authority, m.Process, m.Title, m.Start, m.Place, m.State }).ToListAsync(cancel);
        var slugs = await processes.SlugsAsync(found.Select(m => m.Process), reader, cancel);
        var meetings = found.Where(m => slugs.ContainsKey(m.Process)
            && (m.State != MeetingState.Draft || reader.IsInside(m.Process.Value, m.Authority))).ToDictionary(m => m.Id);
        return
        [
            .. meetings.Values.Where(m => subjects.Contains(Subject.Of("meeting", m.Id))).Select(m =>
                new Card(Subject.Of("meeting", m.Id), null, m.Title, m.Place.Length > 0 ? texts.Phrase($"{texts.Day(m.Start)}, {m.Place}")
                    : texts.Day(m.Start), MeetingUrls.Show(slugs[m.Process], m.Id.Value))),
            .. sessions.Where(s => meetings.ContainsKey(s.Meeting)).Select(s =>
                new Card(Subject.Of("session", s.Id), null, s.Title, texts.Phrase($"{meetings[s.Meeting].Title}, {texts.Day(meetings[s.Meeting].Start)}"),
                    MeetingUrls.Session(slugs[meetings[s.Meeting].Process], s.Meeting.Value, s.Id.Value))),
        ];
    }
}
