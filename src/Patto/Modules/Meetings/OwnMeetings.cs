using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Meetings;

/// <summary>The meetings that somebody registered for or came to.</summary>
internal sealed class OwnMeetings(AppDb db, Texts L, TimeProvider clock) : ITellOwnActs
{
    public async Task<IReadOnlyList<OwnAct>> OfAsync(DataSubject who, CancellationToken cancel)
    {
        var ids = who.Ids<Person>();
        var registered = await (from r in db.Set<Registration>().AsNoTracking()
                                join m in db.Meetings on r.Meeting equals m.Id
                                where ids.Contains(r.Person)
                                orderby m.Start descending
                                select new { r.At, r.IsWaiting, m.Id, m.Title, m.Process, m.Start, m.State }).ToListAsync(cancel);
        var came = await (from a in db.Attendances.AsNoTracking()
                          join m in db.Meetings on a.Meeting equals m.Id
                          where ids.Contains(a.Person)
                          orderby m.Start descending
                          select new { m.Id, m.Title, m.Process, m.Start }).ToListAsync(cancel);
        var there = came.Select(c => c.Id).ToHashSet();
        return
        [
            .. registered.Where(r => !there.Contains(r.Id)).Select(r => new OwnAct(OwnKind.Meeting, NameOf(r.Title, r.Start),
                Subject.Of("process", r.Process), r.At, StateOf(r.State, r.IsWaiting, r.Start), TagOf(r.State, r.IsWaiting))
            {
                Url = slug => MeetingUrls.Show(slug, r.Id.Value),
            }),
            .. came.DistinctBy(c => c.Id).Select(c => new OwnAct(OwnKind.Meeting, NameOf(c.Title, c.Start),
                Subject.Of("process", c.Process), c.Start, L["C'eri"], "ok")
            {
                Url = slug => MeetingUrls.Show(slug, c.Id.Value),
            }),
        ];
    }

    private string NameOf(string title, DateTimeOffset start) => L.Phrase($"{title}, {L.Day(start)}");

    private string StateOf(MeetingState state, bool waiting, DateTimeOffset start) =>
        state is MeetingState.Cancelled ? L["Annullato"] : waiting ? L["Sei in lista d'attesa"]
        : start > clock.GetUtcNow() ? L["Hai un posto"] : L["Avevi un posto"];

    private static string TagOf(MeetingState state, bool waiting) => state is MeetingState.Cancelled ? "no" : waiting ? "wait" : "ok";
}
