using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>Every meeting that is planned has its day, hour and place, and is public.</summary>
internal sealed class MeetingsStep(AppDb db, Texts L) : ProcessStep
{
    public override int Order => 40;
    public override Act Demands => MeetingActs.Organise;

    public override async Task<StepView?> LookAsync(ProcessInfo process, CancellationToken cancel)
    {
        var states = await db.Meetings.Where(m => m.Process == process.Id && m.State != MeetingState.Cancelled).Select(m => m.State)
            .ToListAsync(cancel);
        var drafts = states.Count(s => s == MeetingState.Draft);
        var open = states.Count - drafts;
        return new(L["Gli incontri"], drafts > 0 && open > 0 ? L.Count(drafts, "Uno è ancora in bozza. Gli altri sono pubblici.",
                "{0} sono ancora in bozza. Gli altri sono pubblici.")
            : drafts > 0 ? L.Count(drafts, "Una data viene dal modello: scegli ora e luogo, poi pubblica.",
                "{0} date vengono dal modello: scegli ora e luogo, poi pubblica tutto insieme.")
            : open > 0 ? L.Count(open, "Un incontro in calendario.", "{0} incontri in calendario.")
            : L["Metti in calendario almeno il primo incontro: chi vuole venire deve sapere quando."],
            drafts == 0 && open > 0 ? StepState.Done : open > 0 ? StepState.Half : StepState.Open, 15,
            drafts == 0 && open > 0 ? MeetingUrls.List(process.Slug) : MeetingUrls.Programme(process.Slug));
    }
}
