using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>Meetings that are still a draft, groups to call and those who do not answer, minutes to approve and to publish, agreements
/// whose day has passed.</summary>
internal sealed class MeetingsThatWait(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    /// <summary>A sitting is to be called from so many days before it, and answers are missed from so many.</summary>
    private const int CallDays = 21, AnswerDays = 8;

    public IReadOnlyCollection<Enum> States => [MeetingState.Draft, MinutesState.Draft, MinutesState.Approved, SummonsAnswer.None];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        var (organises, leads, publishes) = (await may(MeetingActs.Organise), await may(MeetingActs.Lead),
            await may(MeetingActs.PublishMinutes));
        if (!organises && !leads && !publishes) return [];
        var (now, minutes, calls, summonses, agreements) = (clock.GetUtcNow(), db.Minutes, db.Convocations, db.Set<Summons>(),
            db.Agreements);
        var (today, soon) = (Texts.RomeDay(now), now.AddDays(CallDays));
        var all = await db.Meetings.Where(m => m.Process == process.Id && m.State != MeetingState.Cancelled).OrderBy(m => m.Start)
            .Select(m => new Meets
            {
                Id = m.Id,
                Title = m.Title,
                Start = m.Start,
                IsDraft = m.State == MeetingState.Draft && m.End > now,
                State = minutes.Where(x => x.Meeting == m.Id).OrderByDescending(x => x.Number).Select(x => (MinutesState?)x.State)
                    .FirstOrDefault(),
                IsToCall = m.State == MeetingState.Published && m.Start > now && m.Start < soon
                    && (m.Group != null || m.Method == Method.Table)
                    && !calls.Any(c => c.Meeting == m.Id),
                Silent = m.Start > now ? summonses.Count(s => s.Answer == SummonsAnswer.None
                    && calls.Any(c => c.Id == s.Convocation && c.Meeting == m.Id)) : 0,
                Late = agreements.Count(a => a.Meeting == m.Id && a.Kept == null && a.Due < today),
            }).ToListAsync(cancel);
        List<Waiting> found = [];
        if (organises && all.Where(m => m.IsDraft).ToList() is { Count: > 0 } drafts)
            found.Add(new(L.Count(drafts.Count, "Un incontro in bozza", "{0} incontri in bozza"),
                string.Join(", ", drafts.Select(m => m.Title)), L["Completa e pubblica"],
                drafts is [var lone] ? MeetingUrls.Show(process.Slug, lone.Id.Value) : MeetingUrls.List(process.Slug)));
        if (organises) found.AddRange(CallsIn(process, all, now));
        if (leads) found.AddRange(AgreementsIn(process, all));
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

    private sealed class Meets
    {
        public Id<Meeting> Id { get; init; }
        public string Title { get; init; } = "";
        public DateTimeOffset Start { get; init; }
        public bool IsDraft { get; init; }
        public MinutesState? State { get; init; }
        public bool IsToCall { get; init; }
        public int Silent { get; init; }
        public int Late { get; init; }
    }

    private IEnumerable<Waiting> CallsIn(ProcessInfo process, List<Meets> all, DateTimeOffset now)
    {
        if (all.Where(m => m.IsToCall).ToList() is { Count: > 0 } toCall)
            yield return new(L.Count(toCall.Count, "Una seduta da convocare", "{0} sedute da convocare"),
                string.Join(", ", toCall.Select(m => m.Title)), L["Convoca"], MeetingUrls.Convocation(process.Slug, toCall[0].Id.Value));
        foreach (var sitting in all.Where(m => m.Silent > 0 && m.Start < now.AddDays(AnswerDays)))
            yield return new(L.Count(sitting.Silent, "Una risposta che manca alla convocazione",
                "{0} risposte che mancano alla convocazione"), sitting.Title, L["Chiama chi manca"],
                MeetingUrls.Convocation(process.Slug, sitting.Id.Value) + "?chi=mancano");
    }

    private IEnumerable<Waiting> AgreementsIn(ProcessInfo process, List<Meets> all)
    {
        if (all.Where(m => m.Late > 0).ToList() is { Count: > 0 } late)
            yield return new(L.Count(late.Sum(m => m.Late), "Un accordo scaduto", "{0} accordi scaduti"),
                string.Join(", ", late.Select(m => m.Title)), L["Segna se è fatto"],
                MeetingUrls.Part(process.Slug, late[0].Id.Value, "verbale"));
    }

    // Said here so that the English is asked for.
    internal static string[] Sentences(Texts L) =>
        [L["Un verbale da approvare"], L["{0} verbali da approvare"], L["Un verbale da pubblicare"], L["{0} verbali da pubblicare"]];
}
