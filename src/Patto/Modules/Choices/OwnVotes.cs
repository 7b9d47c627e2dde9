using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Choices.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Choices;

/// <summary>Where somebody's vote was received: never what it says, how it came or when.</summary>
internal sealed class OwnVotes(AppDb db, Texts L) : ITellOwnActs
{
    public async Task<IReadOnlyList<OwnAct>> OfAsync(DataSubject who, CancellationToken cancel)
    {
        var (town, accounts, people) = (who.At<Authority>(), who.Accounts.ToList(), who.Ids<Person>());
        var voted = await (from v in db.Voters.AsNoTracking()
                           join c in db.Choices on v.Choice equals c.Id
                           where v.Authority == town && v.Voted != null && (v.Account != null && accounts.Contains(v.Account.Value)
                               || v.Person != null && people.Contains(v.Person.Value))
                           orderby c.Id descending
                           select new { c.Id, c.Question, c.Process }).ToListAsync(cancel);
        return [.. voted.Select(v => new OwnAct(OwnKind.Vote, v.Question, Subject.Of("process", v.Process), null, L["Voto ricevuto"], "ok")
        {
            Url = slug => ChoiceUrls.Show(slug, v.Id),
        })];
    }
}
