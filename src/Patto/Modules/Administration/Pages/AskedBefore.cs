using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>Who is invited again, or under a second address, is asked about.</summary>
internal static class AskedBefore
{
    /// <param name="back">Where whoever decides to leave things as they are goes back to.</param>
    /// <returns>The address to write to, or what was decided instead.</returns>
    public static async Task<(string Email, Done? Instead)> AskAsync(PattoPage page, WriteScope write, string email, string name, Role role,
        Subject scope, string back, CancellationToken cancel)
    {
        email = EmailAddress.Read(email, "Email");
        var look = await SameQuestion.LookAsync(page, write, cancel);
        await DemandNewAsync(write, email, role, scope, cancel);
        var (texts, now) = (page.L, write.Now);
        var open = (await write.Db.Set<Invitation>().Where(i => i.Authority == page.Authority.Id && i.Accepted == null
            && i.Withdrawn == null && i.Expires > now).OrderByDescending(i => i.Expires).ToListAsync(cancel));
        if (open.Find(i => i.Role == role && i.Scope == scope && Equal(i.Email, email)) is { } sent)
        {
            if (!look.SaysSame(true, $"invito {email} {role}",
                texts["A {0} è già partito un invito per questo ruolo il {1}: lo mandiamo di nuovo?", email,
                    texts.Day(sent.Sent)],
                texts["Sì: quello di prima non vale più"], texts["No: lascia quello che c'è"]))
                return (email, new(back, texts["Resta l'invito che c'era."]));
            sent.Withdraw(now);
            return (email, null);
        }
        if (await NamesakeAsync(page, write, email, name, cancel) is { } account && look.SaysSame(true,
            $"accesso {name} {email}", texts["{0} lavora già qui, con un'altra e-mail: è la stessa persona?", account.Name],
            texts["È la stessa persona: dalle il ruolo con l'accesso che ha"], texts["È un'altra persona: invitala"]))
            return (account.Email!, null);
        if (!open.Exists(i => Equal(i.Email, email))
            && open.Find(i => NameOrder.SameKey(i.Name) == NameOrder.SameKey(name)) is { } elsewhere
            && look.SaysSame(true, $"indirizzo {name} {email}",
            texts["A {0} è già partito un invito, a un altro indirizzo: è la stessa persona?", elsewhere.Name],
            texts["È la stessa persona: vale solo questo"], texts["È un'altra persona: invitala"]))
            elsewhere.Withdraw(now);
        return (email, null);
    }

    private static async Task DemandNewAsync(WriteScope write, string email, Role role, Subject scope, CancellationToken cancel)
    {
        var normal = email.ToUpperInvariant();
        RuleViolation.UnlessAt("Email", !await write.Db.Users.AnyAsync(a => a.NormalizedEmail == normal && write.Db.Set<RoleGrant>()
            .Any(g => g.Account == a.Id && g.Role == role && g.Scope == scope && g.Until == null), cancel),
            "invitation.held", "{0} ha già questo ruolo: non serve un invito.", email);
    }

    private static async Task<Account?> NamesakeAsync(PattoPage page, WriteScope write, string email, string name, CancellationToken cancel)
    {
        var authority = page.Authority.Id;
        var normal = email.ToUpperInvariant();
        if (await write.Db.Users.AnyAsync(a => a.NormalizedEmail == normal, cancel)) return null;
        return (await write.Db.Users.Where(a => write.Db.Set<RoleGrant>().Any(g => g.Account == a.Id && g.Authority == authority
            && g.Until == null)).OrderBy(a => a.Created).ToListAsync(cancel))
            .Find(a => NameOrder.SameKey(a.Name) == NameOrder.SameKey(name));
    }

    private static bool Equal(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
