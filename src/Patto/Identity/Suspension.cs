using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Identity;

/// <summary>An account that may not enter for a while, or for ever: its history stays, its roles wait.</summary>
public sealed class Suspension(AppDb db, CurrentUser currentUser, Texts texts)
{
    /// <summary>Closes the account and every session of it. Whom it takes two to unmake, it takes two to keep out: their role ends
    /// first.</summary>
    public async Task SuspendAsync(WriteScope write, Id<Authority> authority, Guid account, CancellationToken cancel)
    {
        var holder = await FindAsync(authority, account, cancel);
        RuleViolation.Unless(account != currentUser.Account, "account.self", "Non puoi sospendere il tuo accesso: lo fa un'altra persona.");
        var held = await db.Set<RoleGrant>().Where(g => g.Account == account && g.Until == null).Select(g => new { g.Authority, g.Role })
            .ToListAsync(cancel);
        RuleViolation.Unless(held.TrueForAll(g => g.Authority == authority), "account.elsewhere",
            "Questa persona lavora anche per un altro ente: qui puoi solo toglierle i ruoli.");
        if (held.Find(g => RoleTable.NeedsSecond(g.Role)) is { } two)
            throw new RuleViolation("account.two", "Prima togli il ruolo di {0}: lo conferma una seconda persona.",
                texts[two.Role.Italian()].Value);
        holder.Disabled ??= write.Now;
        db.Tell(new AccountSuspended(account));
        await AccountSessions.EndAllAsync(write, account, cancel);
    }

    public async Task ResumeAsync(Id<Authority> authority, Guid account, CancellationToken cancel)
    {
        (await FindAsync(authority, account, cancel)).Disabled = null;
        db.Tell(new AccountResumed(account));
    }

    private async Task<Account> FindAsync(Id<Authority> authority, Guid account, CancellationToken cancel) =>
        await db.Users.SingleOrDefaultAsync(a =>
            a.Id == account && db.Set<RoleGrant>().Any(g => g.Account == a.Id && g.Authority == authority), cancel) ?? throw new Unknown();
}

[Sentence("Un accesso personale è stato sospeso.")]
public sealed record AccountSuspended(Guid Account) : IDomainEvent
{
    public Subject About => new("account", Account);
}

[Sentence("Un accesso personale è stato riaperto.")]
public sealed record AccountResumed(Guid Account) : IDomainEvent
{
    public Subject About => new("account", Account);
}
