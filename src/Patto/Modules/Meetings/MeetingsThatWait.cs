using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>Meetings that are still a draft, minutes to approve and to publish.</summary>
internal sealed class MeetingsThatWait(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States => [MeetingState.Draft, MinutesState.Draft, MinutesState.Approved];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        List<Waiting> found = [];
        if (await may(MeetingActs.Organise))
        {
            var drafts = await db.Meetings.Where(m => m.Process == process.Id && m.State == MeetingState.Draft && m.End > now).OrderBy(m => m.Start).Select(m => new { m.Id, m.Title }).ToListAsync(cancel);
            if (drafts.Count > 0)
                found.Add(new(L.Count(drafts.Count, "Un incontro in bozza", "{0} incontri in bozza"), string.Join(", ", drafts.Select(m => m.Title)), L["Completa e pubblica"],
                    drafts is [var only] ? MeetingUrls.Show(process.Slug, only.Id.Value) : MeetingUrls.List(process.Slug)));
        }
        if (!await may(MeetingActs.PublishMinutes)) return found;
        var minutes = db.Minutes;
        var last = await db.Meetings.Where(m => m.Process == process.Id && m.State != MeetingState.Cancelled)
            .Select(m => new { m.Id, m.Title, State = minutes.Where(x => x.Meeting == m.Id).OrderByDescending(x => x.Number).Select(x => (MinutesState?)x.State).FirstOrDefault() }).ToListAsync(cancel);
        foreach (var (state, one, many, act) in new[]
        {
            (MinutesState.Draft, "Un verbale da approvare", "{0} verbali da approvare", L["Leggi e approva"].Value),
            (MinutesState.Approved, "Un verbale da pubblicare", "{0} verbali da pubblicare", L["Pubblica"].Value),
        })
        {
            if (last.Where(m => m.State == state).ToList() is not { Count: > 0 } waiting) continue;
            found.Add(new(L.Count(waiting.Count, one, many), string.Join(", ", waiting.Select(m => m.Title)), act,
                waiting is [var only] ? MeetingUrls.Part(process.Slug, only.Id.Value, "verbale") : MeetingUrls.List(process.Slug)));
        }
        return found;
    }

    // Said here so that the English is asked for.
    internal static string[] Sentences(Texts L) => [L["Un verbale da approvare"], L["{0} verbali da approvare"], L["Un verbale da pubblicare"], L["{0} verbali da pubblicare"]];
}
