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
        var (organises, publishes) = (await may(MeetingActs.Organise), await may(MeetingActs.PublishMinutes));
        if (!organises && !publishes) return [];
        var (now, minutes) = (clock.GetUtcNow(), db.Minutes);
        var all = await db.Meetings.Where(m => m.Process == process.Id && m.State != MeetingState.Cancelled).OrderBy(m => m.Start)
            .Select(m => new
            {
                m.Id,
                m.Title,
                IsDraft = m.State == MeetingState.Draft && m.End > now,
                State = minutes.Where(x => x.Meeting == m.Id).OrderByDescending(x => x.Number).Select(x => (MinutesState?)x.State)
            .FirstOrDefault(),
            }).ToListAsync(cancel);
        List<Waiting> found = [];
        if (organises && all.Where(m => m.IsDraft).ToList() is { Count: > 0 } drafts)
            found.Add(new(L.Count(drafts.Count, "Un incontro in bozza", "{0} incontri in bozza"),
                string.Join(", ", drafts.Select(m => m.Title)), L["Completa e pubblica"],
                drafts is [var lone] ? MeetingUrls.Show(process.Slug, lone.Id.Value) : MeetingUrls.List(process.Slug)));
        if (!publishes) return found;
        foreach (var (state, one, many, act) in new[]
        {
            (MinutesState.Draft, "Un verbale da approvare", "{0} verbali da approvare", L["Leggi e approva"].Value),
            (MinutesState.Approved, "Un verbale da pubblicare", "{0} verbali da pubblicare", L["Pubblica"].Value),
        })
        {
            if (all.Where(m => m.State == state).ToList() is not { Count: > 0 } waiting) continue;
            found.Add(new(L.Count(waiting.Count, one, many), string.Join(", ", waiting.Select(m => m.Title)), act,
                waiting is [var only] ? MeetingUrls.Part(process.Slug, only.Id.Value, "verbale") : MeetingUrls.List(process.Slug)));
        }
        return found;
    }

    // Said here so that the English is asked for.
    internal static string[] Sentences(Texts L) =>
        [L["Un verbale da approvare"], L["{0} verbali da approvare"], L["Un verbale da pubblicare"], L["{0} verbali da pubblicare"]];
}
