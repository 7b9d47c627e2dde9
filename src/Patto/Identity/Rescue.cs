using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.People;

namespace Patto.Identity;

/// <summary>Whoever runs the installation gives an account that exists its sign-in back. It opens no account and gives no role; the owner
/// is told, the register keeps it and the guarantor sees it.</summary>
public sealed class Rescue(AppDb db, UserManager<Account> accounts)
{
    /// <returns>The link to choose a new password with: absolute, once, for a day.</returns>
    /// <exception cref="RuleViolation">Nobody has this address, or the account is suspended.</exception>
    public async Task<string> LinkAsync(WriteScope write, string email, CancellationToken cancel)
    {
        var account = await accounts.FindByEmailAsync(email) ?? throw new RuleViolation("rescue.unknown",
            "Nessuno accede con l'indirizzo {0}: controlla come è scritto. Un accesso nuovo si apre con un invito, non da qui.", email)
        { Field = "" };
        RuleViolation.Unless(account.Disabled is null, "rescue.suspended",
            "L'accesso di {0} è sospeso: lo riapre chi amministra, in /amministrazione/persone.", email);
        var body = await ResetLetters.BodyOfAsync(db, account.Id, null, cancel);
        write.Get<CurrentAuthority>().MoveTo(await db.Set<Authority>().AsNoTracking().Where(a => body == null || a.Id == body)
            .OrderBy(a => a.Id).FirstAsync(cancel));
        var texts = write.Get<Texts>();
        db.Tell(new SignInRestored(account.Id));
        write.Get<IPostLetters>().Post(Recipient.Email(account.Email!, account.Name), new(texts["Un collegamento per il tuo accesso"],
            texts["Chi gestisce il server ha stampato un collegamento con cui si sceglie una password nuova per il tuo accesso. Vale un giorno e una volta sola. Se non l'hai chiesto tu, avvisa subito chi amministra il sito."]));
        var proof = Uri.EscapeDataString(await accounts.GeneratePasswordResetTokenAsync(account));
        return $"{write.Get<CurrentAuthority>().Address}/password/{account.Id}?prova={proof}";
    }
}

[Sentence("Chi gestisce il server ha stampato un collegamento per ridare l'accesso a una persona.")]
public sealed record SignInRestored(Guid Account) : IDomainEvent
{
    public Subject About => new("account", Account);
}
