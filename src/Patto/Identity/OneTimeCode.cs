using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.People;

namespace Patto.Identity;

/// <summary>A code that an administrator prints for a colleague who cannot sign in and has no letter box at hand: it sets a new password
/// and nothing else. Nothing is kept of it: it is made from the account's security stamp, which every new password changes, and from the
/// hour at which it ends, under the key of the installation.</summary>
public sealed class OneTimeCodes(AppDb db, UserManager<Account> accounts, InstallationKey key, CurrentUser currentUser, Gate gate,
    Texts texts, TimeProvider clock)
{
    /// <summary>How long a code opens, to the hour.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    // Without I, L, O, U: what is typed from paper is not mistaken.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int HourLetters = 4, ProofLetters = 16;

    private static readonly DateTimeOffset FirstHour = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether whoever acts may print one for that account; the sentence says who else may help.</summary>
    /// <exception cref="RuleViolation">It is the own account, a suspended one, one of another body too, or one with a role that the printer
    /// may not give alone.</exception>
    /// <exception cref="Unknown">Nobody of this body.</exception>
    public async Task<Account> DemandAsync(Id<Authority> authority, Guid account, CancellationToken cancel)
    {
        var holder = await db.Users.SingleOrDefaultAsync(a => a.Id == account, cancel) ?? throw new Unknown();
        var held = await HeldAsync(account, cancel);
        if (!held.Exists(g => g.Authority == authority)) throw new Unknown();
        RuleViolation.Unless(account != currentUser.Account, "code.self", "Il codice per te lo stampa un'altra persona che amministra.");
        RuleViolation.Unless(holder.Disabled is null, "code.suspended",
            "L'accesso di {0} è sospeso: prima riaprilo, poi stampa il codice.", holder.Name);
        RuleViolation.Unless(held.TrueForAll(g => g.Authority == authority), "code.elsewhere",
            "{0} lavora anche per un altro ente: da qui non si cambia la sua password.", holder.Name);
        var mine = await gate.RolesAsync(new(authority), cancel);
        if (held.Find(g => RoleTable.NeedsSecond(g.Role) || !RoleTable.MayGive(mine, g.Role)) is { } above)
            throw new RuleViolation("code.above",
                "{0} ha il ruolo di {1}: un codice così lo stampa solo chi gestisce il server, con il comando di soccorso.", holder.Name,
                texts[above.Role.Italian()].Value);
        return holder;
    }

    /// <summary>Makes a code, tells the account's own address, and writes it into the register.</summary>
    /// <returns>The code as it is printed, <c>AB12-CD34-EF56-GH78-JK90</c>, and the instant from which it opens nothing.</returns>
    public async Task<(string Code, DateTimeOffset Until)> PrintAsync(WriteScope write, Id<Authority> authority, Guid account,
        CancellationToken cancel)
    {
        var holder = await DemandAsync(authority, account, cancel);
        var hour = (int)Math.Ceiling((clock.GetUtcNow() + Life - FirstHour).TotalHours);
        db.Tell(new OneTimeCodePrinted(account));
        write.Get<IPostLetters>().Post(Recipient.Email(holder.Email!, holder.Name), new(texts["Un codice per il tuo accesso"],
            texts["{0} ha stampato un codice con cui si sceglie una password nuova per il tuo accesso. Vale un giorno e una volta sola. Se non l'hai chiesto tu, avvisa subito il garante.", currentUser.Name]));
        return (Grouped(HourIn(hour) + ProofOf(holder, hour)), FirstHour.AddHours(hour));
    }

    /// <summary>Sets the password of who brings the code of that address; every session of the account ends.</summary>
    /// <exception cref="RuleViolation">The code is not that of the address, too old or used, or the password is weak.</exception>
    public async Task UseAsync(WriteScope write, string email, string code, string password, CancellationToken cancel)
    {
        var typed = new string([.. code.ToUpperInvariant().Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })
            .Where(char.IsAsciiLetterOrDigit)]);
        var account = await accounts.FindByEmailAsync(email);
        if (typed.Length != HourLetters + ProofLetters || HourOf(typed[..HourLetters]) is not { } hour
            || account is not { Disabled: null } || clock.GetUtcNow() >= FirstHour.AddHours(hour)
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(typed[HourLetters..]),
                Encoding.ASCII.GetBytes(ProofOf(account, hour)))
            || (await HeldAsync(account.Id, cancel)).Exists(g => RoleTable.NeedsSecond(g.Role)))
            throw new RuleViolation("code.wrong",
                "Questo codice non vale per questo indirizzo: controlla tutti e due. Un codice vale un giorno e una volta sola; se serve, fattene stampare un altro.")
            { Field = "OneTimeCode" };
        var proof = await accounts.GeneratePasswordResetTokenAsync(account);
        AccountRefusals.Demand(await accounts.ResetPasswordAsync(account, proof, password));
        await AccountSessions.EndAllAsync(write, account.Id, cancel);
        db.Tell(new OneTimeCodeUsed(account.Id));
    }

    private Task<List<Held>> HeldAsync(Guid account, CancellationToken cancel) =>
        db.Set<RoleGrant>().AsNoTracking().Where(g => g.Account == account && g.Until == null)
            .Select(g => new Held(g.Authority, g.Role)).ToListAsync(cancel);

    private sealed record Held(Id<Authority> Authority, Role Role);

    // 80 bits: with the limits at the door nobody finds them by trying.
    private string ProofOf(Account account, int hour)
    {
        var sum = Convert.FromHexString(key.Keyed(string.Create(CultureInfo.InvariantCulture,
            $"one-time code:{account.Id:N}:{account.SecurityStamp}:{hour}")));
        return string.Concat(Enumerable.Range(0, ProofLetters).Select(i => Letters[sum[i] % Letters.Length]));
    }

    private static string HourIn(int hour) => string.Concat(Enumerable.Range(0, HourLetters).Reverse()
        .Select(i => Letters[hour >> (5 * i) & 31]));

    private static int? HourOf(string letters)
    {
        var hour = 0;
        foreach (var letter in letters)
        {
            var worth = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (worth < 0) return null;
            hour = hour << 5 | worth;
        }
        return hour;
    }

    private static string Grouped(string code) => string.Join('-', code.Chunk(4).Select(four => new string(four)));
}

[Sentence("Chi amministra ha stampato un codice per ridare l'accesso a una persona.")]
public sealed record OneTimeCodePrinted(Guid Account) : IDomainEvent
{
    public Subject About => new("account", Account);
}

[Sentence("Una persona ha scelto una password nuova con il codice stampato per lei.")]
public sealed record OneTimeCodeUsed(Guid Account) : IDomainEvent
{
    public Subject About => new("account", Account);
}
