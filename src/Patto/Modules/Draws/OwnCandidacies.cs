using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Draws.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Draws;

/// <summary>The draws that somebody offered to take part in.</summary>
internal sealed class OwnCandidacies(AppDb db, Texts L) : ITellOwnActs
{
    public async Task<IReadOnlyList<OwnAct>> OfAsync(DataSubject who, CancellationToken cancel)
    {
        var ids = who.Ids<Person>();
        var offered = await (from c in db.DrawCandidates.AsNoTracking()
                             join d in db.Draws on c.Draw equals d.Id
                             where ids.Contains(c.Person)
                             orderby c.At descending
                             select new { c.At, c.State, c.Answered, d.Id, d.Title, d.Process }).ToListAsync(cancel);
        return [.. offered.Select(c => new OwnAct(OwnKind.Seat, L["Candidatura al sorteggio: {0}", c.Title],
            Subject.Of("process", c.Process), c.At, L[c.State.Italian()])
        {
            Url = slug => DrawUrls.Show(slug, c.Id),
            Changed = c.Answered,
        })];
    }
}
