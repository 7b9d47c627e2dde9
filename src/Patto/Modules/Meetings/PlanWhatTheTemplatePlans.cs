using Patto.Database;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>A process made from a template has its meetings at once, as drafts: about their day, never on a Sunday or a holiday, at hours
/// that are spread over life and work; place still to be found.</summary>
internal sealed class PlanWhatTheTemplatePlans(MeetingBook book) : IHandle<ProcessOpened>
{
    public async Task HandleAsync(ProcessOpened happened, CancellationToken cancel)
    {
        var process = new ProcessInfo(happened.Id, happened.Authority, happened.Key, happened.Slug, "", "", false, false);
        var hours = new SpreadHours();
        foreach (var planned in happened.Template?.Meetings ?? [])
        {
            var (method, phase) = (MeetingWords.Read(planned.Method), happened.Template!.Phases.First(p => p.Key == planned.Phase));
            var (day, from, length) = hours.Next(method, planned.Public, planned.On.From(happened.Starts),
                phase.From.From(happened.Starts), phase.Until.From(happened.Starts));
            var start = Texts.RomeTime(day, from);
            var meeting = await book.PlanAsync(process, planned.Title, method, start, start.AddHours(length), cancel, planned.Key);
            meeting.Describe(planned.Title, method, "", planned.Theme, null, meeting.Start, meeting.End, "", [], null, planned.Public
                && method != Method.Table);
        }
    }
}
