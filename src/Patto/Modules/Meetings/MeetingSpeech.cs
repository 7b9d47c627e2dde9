using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>What is said at a meeting becomes contributions: from the phones in the room, from the reports of the sessions.</summary>
public sealed class MeetingSpeech(ContributionBook contributions, TimeProvider clock)
{
    public Task<Recorded> SayAsync(ProcessInfo process, Meeting meeting, string text, ContributionKind kind, string language,
        CancellationToken cancel) =>
        contributions.RecordAsync(process, new(text, Via.Meeting)
        {
            Kind = kind,
            Theme = meeting.Theme,
            Area = meeting.Area,
            Source = meeting.Subject,
            Language = language
        }, cancel);

    public async Task ReportAsync(ProcessInfo process, Meeting meeting, Session session, string discussion,
        IReadOnlyCollection<string> proposals, int? people, CancellationToken cancel)
    {
        session.Report(meeting, discussion, people, proposals.Count, clock.GetUtcNow());
        foreach (var proposal in proposals)
            await contributions.RecordAsync(process, new(proposal, Via.Meeting)
            {
                Kind = ContributionKind.Idea,
                Theme = meeting.Theme,
                Area = meeting.Area,
                Source = session.Subject
            }, cancel);
    }
}
