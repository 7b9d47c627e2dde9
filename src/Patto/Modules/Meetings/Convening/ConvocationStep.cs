using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings.Convening;

/// <summary>The group is called to its first sitting.</summary>
internal sealed class ConvocationStep(AppDb db, Texts L, TimeProvider clock) : ProcessStep
{
    public override int Order => 95;
    public override Act Demands => MeetingActs.Organise;

    public override async Task<StepView?> LookAsync(ProcessInfo process, CancellationToken cancel)
    {
        var (now, calls) = (clock.GetUtcNow(), db.Convocations);
        var sittings = await db.Meetings.Where(m => m.Process == process.Id && m.State != MeetingState.Cancelled
            && (m.Group != null || m.Method == Method.Table)).OrderBy(m => m.Start)
            .Select(m => new { m.Id, m.Title, m.Start, m.State, Called = calls.Any(c => c.Meeting == m.Id) }).ToListAsync(cancel);
        // Where no group sits, nobody is called.
        if (sittings.Count == 0) return null;
        if (sittings.Find(s => s.Called) is { } done)
            return new(L["La prima convocazione"], L["Spedita per «{0}».", done.Title], StepState.Done, 5,
                MeetingUrls.Convocation(process.Slug, done.Id.Value));
        var next = sittings.Find(s => s.Start > now) ?? sittings[^1];
        return new(L["La prima convocazione"], next.State == MeetingState.Draft
                ? L["«{0}» è ancora in bozza: pubblicalo, poi convoca chi siede.", next.Title]
                : L["Chi siede al Tavolo va chiamato a «{0}»: per e-mail, con una lettera o per telefono.", next.Title],
            StepState.Open, 5, MeetingUrls.Convocation(process.Slug, next.Id.Value));
    }
}
