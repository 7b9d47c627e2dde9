using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Groups.Pages;

/// <summary>Who is to sit down, as a form names them.</summary>
internal static class Seating
{
    /// <summary>Whoever already sits somewhere in this process with the same name and address is the same person; of a namesake it is
    /// asked.</summary>
    /// <param name="field">Where a sentence about the address stands.</param>
    public static async Task<Person> PersonAsync(PattoPage page, WriteScope write, SameLook look, ProcessInfo process, Group group,
        string name, string email, string field)
    {
        var (groups, memberships, texts) = (write.Db.Groups, write.Db.Memberships, page.L);
        var known = email.Length == 0 ? null : await write.Db.Set<Person>().FirstOrDefaultAsync(p => p.Erased == null && p.Name == name
            && p.Address == email && memberships.Any(m => m.Person == p.Id && groups.Any(g => g.Id == m.Group && g.Process == process.Id)));
        var sitting = known is null ? GroupBook.Namesake(group, name, write.Get<GroupBook>().Today) : null;
        if (look.SaysSame(sitting is not null, $"{name} {email}", texts["{0} siede già qui: è la stessa persona?", name],
            texts["È la stessa persona: siede in due posti"], texts["È un'altra persona: falla sedere"]))
            return write.Db.Set<Person>().Local.FirstOrDefault(p => p.Id == sitting!.Person)
                ?? await write.Db.Set<Person>().SingleAsync(p => p.Id == sitting!.Person);
        return known ?? write.Get<PeopleBook>().Meet(name, email.Length > 0 ? Channel.Email : Channel.Desk, email, field: field);
    }
}
