using Patto.Database;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>A process made from a template has its meetings at once, as drafts: in the evening of their day, or of the
/// first day after it that is no Sunday or holiday; place still to be found.</summary>
internal sealed class PlanWhatTheTemplatePlans(MeetingBook book) : IHandle<ProcessOpened>
{
    private static readonly TimeOnly Evening = new(18, 0), Morning = new(9, 30);

    public async Task HandleAsync(ProcessOpened happened, CancellationToken cancel)
    {
        var process = new ProcessInfo(happened.Id, happened.Authority, happened.Key, happened.Slug, "", "", false, false);
        foreach (var planned in happened.Template?.Meetings ?? [])
        {
            var (method, day) = (MeetingWords.Read(planned.Method),
                LegalDays.NextWorking(planned.On.From(happened.Starts)));
            var wholeDay = method is Method.OpenSpace or Method.CommunityDay;
            var start = Texts.RomeTime(day, wholeDay ? Morning : Evening);
            var meeting = await book.PlanAsync(process, planned.Title, method, start, start.AddHours(wholeDay ? 7 : 2), cancel,
                planned.Key);
            meeting.Describe(planned.Title, method, "", planned.Theme, null, meeting.Start, meeting.End, "", [], null, planned.Public
                && method != Method.Table);
        }
    }
}
