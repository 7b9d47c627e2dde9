using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Groups;

/// <summary>Where somebody sits or sat, and where they asked to.</summary>
internal sealed class OwnSeats(AppDb db, Texts L) : ITellOwnActs
{
    public async Task<IReadOnlyList<OwnAct>> OfAsync(DataSubject who, CancellationToken cancel)
    {
        var ids = who.Ids<Person>();
        var seats = await (from m in db.Memberships.AsNoTracking()
                           join g in db.Groups on m.Group equals g.Id
                           where ids.Contains(m.Person)
                           orderby m.Since descending
                           select new { m.Since, m.Until, g.Name, g.Process }).ToListAsync(cancel);
        var asked = await (from a in db.Applications.AsNoTracking()
                           join g in db.Groups on a.Group equals g.Id
                           where ids.Contains(a.Person)
                           orderby a.At descending
                           select new { a.At, a.State, a.Reason, a.Answered, g.Name, g.Process }).ToListAsync(cancel);
        return
        [
            .. seats.Select(s => new OwnAct(OwnKind.Seat, s.Name, Subject.Of("process", s.Process), Texts.RomeTime(s.Since, new(12, 0)),
                s.Until is { } until ? L["Vi sedevi fino al {0}", L.Day(until)] : L["Vi siedi"], s.Until is null ? "ok" : "open")
            {
                Url = GroupUrls.Table,
            }),
            .. asked.Select(a => new OwnAct(OwnKind.Seat, L["Hai chiesto di entrare in «{0}»", a.Name], Subject.Of("process", a.Process),
                a.At, a.Reason.Length > 0 ? L["{0}. Il motivo: {1}", L[a.State.Italian()], a.Reason] : L[a.State.Italian()],
                a.State == ApplicationState.Waiting ? "wait" : a.State == ApplicationState.Accepted ? "ok" : "no")
            {
                Changed = a.Answered,
            }),
        ];
    }
}
