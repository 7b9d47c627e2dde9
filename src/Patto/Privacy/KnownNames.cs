using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.People;

namespace Patto.Privacy;

/// <summary>A module that keeps names of people who are neither accounts nor took part: who answers for a body, who signs for it.</summary>
public interface IKnowNames
{
    Task<IReadOnlyList<string>> OfAsync(Subject process, CancellationToken cancel);
}

/// <summary>Whom the town knows in a process: accounts with a role, who took part, who answers for a body.</summary>
public sealed class KnownNames(AppDb db, IEnumerable<IKnowNames> others)
{
    public async Task<NameList> OfAsync(Id<Authority> authority, Subject process, CancellationToken cancel)
    {
        var (grants, took) = (db.Set<RoleGrant>(), db.Set<Participation>());
        List<string> names = await db.Set<Account>().AsNoTracking().Where(a => a.Name != ""
            && grants.Any(g => g.Account == a.Id && g.Authority == authority)).Select(a => a.Name)
            .Union(db.Set<Person>().Where(p => p.Erased == null && p.Name != ""
                && took.Any(t => t.Process == process && t.Person == p.Id)).Select(p => p.Name)).ToListAsync(cancel);
        foreach (var other in others) names.AddRange(await other.OfAsync(process, cancel));
        return new(names);
    }
}
