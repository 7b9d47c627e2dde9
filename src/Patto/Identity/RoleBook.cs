using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.People;

namespace Patto.Identity;

/// <summary>Gives and ends roles as <see cref="RoleTable"/> says. What it asks, it asks inside the act, of what the database says
/// then.</summary>
public sealed class RoleBook(AppDb db, CurrentUser currentUser, Gate gate, CurrentAuthority currentAuthority, IPostLetters mail,
    Texts texts, TimeProvider clock)
{
    /// <summary>Whether whoever acts may give and end the role in that place. An act without a person (the installation's own)
    /// may.</summary>
    /// <param name="to">The account that the role is for, where it is known.</param>
    public async Task DemandAsync(Role role, Subject? process, Guid? to, CancellationToken cancel)
    {
        if (!currentUser.IsSignedIn) return;
        currentUser.Forget();
        var held = await gate.RolesAsync(new(currentAuthority.Required.Id, process), cancel);
        RuleViolation.Unless(RoleTable.MayGive(held, role), "role.above",
            "Il ruolo di {0} non lo puoi dare né togliere tu. Può farlo: {1}.",
            texts[role.Italian()].Value, string.Join(", ", RoleTable.WhoGives(role).Select(r => texts[r.Italian()].Value)));
        RuleViolation.Unless(to is null || to != currentUser.Account, "role.self", "Un ruolo a te lo deve dare un'altra persona.");
    }

    /// <summary>Ends a role at once, or asks a second person where it needs one; true when it has ended.</summary>
    public async Task<bool> EndAsync(RoleGrant grant, Subject? process, CancellationToken cancel)
    {
        await LockAdministratorsAsync(grant.Authority, cancel);
        // Who steps down asks nobody above.
        if (grant.Account != currentUser.Account) await DemandAsync(grant.Role, process, null, cancel);
        RuleViolation.Unless(grant.Until is null, "grant.over", "Questo ruolo è già finito.");
        await DemandAnotherAdministratorAsync(grant, cancel);
        if (!RoleTable.NeedsSecond(grant.Role) || currentUser.Account is not { } by)
        {
            grant.End(clock.GetUtcNow(), process);
            return true;
        }
        var now = clock.GetUtcNow();
        var twin = await WaitingAt(grant.Authority, now).AnyAsync(c => c.Grant == grant.Id, cancel);
        RuleViolation.Unless(!twin, "role-change.twin",
            "È già stato chiesto di togliere questo ruolo: aspetta la conferma di una seconda persona.");
        var name = await db.Users.Where(a => a.Id == grant.Account).Select(a => a.Name).SingleAsync(cancel);
        await AskAsync(RoleChange.ToEnd(grant, by, name, process, now), cancel);
        return false;
    }

    internal async Task AskToGiveAsync(Guid by, string email, string name, Role role, Subject scope, Subject? process, string place,
        CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var twin = (await WaitingAt(currentAuthority.Required.Id, now).Where(c => c.Role == role && c.Scope == scope && c.Grant == null)
            .ToListAsync(cancel))
            .Exists(c => string.Equals(c.Email, email, StringComparison.OrdinalIgnoreCase));
        RuleViolation.UnlessAt("Email", !twin, "role-change.twin",
            "Questo ruolo è già stato chiesto per questa persona: aspetta la conferma di una seconda persona.");
        await AskAsync(RoleChange.ToGive(currentAuthority.Required.Id, by, email, name, role, scope, process, place, now), cancel);
    }

    private async Task AskAsync(RoleChange change, CancellationToken cancel)
    {
        db.Add(change);
        foreach (var other in await OthersAsync(change, cancel))
            mail.Post(Recipient.Email(other.Email!, other.Name), new(texts["Un ruolo aspetta la tua conferma"],
                texts["{0} chiede di dare o togliere il ruolo di {1}. Serve una seconda persona: guarda la richiesta e confermala, oppure lasciala cadere.", currentUser.Name, texts[change.Role.Italian()]],
                texts["Guarda la richiesta"], "/amministrazione/conferme", Process: change.Process));
    }

    /// <summary>What waits for a second person, oldest first.</summary>
    public IQueryable<RoleChange> WaitingAt(Id<Authority> authority, DateTimeOffset now)
    {
        var since = now - RoleChange.Life;
        return db.Set<RoleChange>().Where(c => c.Authority == authority && c.Confirmed == null && c.Dropped == null && c.Asked > since)
            .OrderBy(c => c.Asked);
    }

    /// <summary>The administrators who can be the second person: not the one who asks. When nobody is left besides the one it is about, the
    /// sheet is.</summary>
    private async Task<IReadOnlyList<Account>> OthersAsync(RoleChange change, CancellationToken cancel) =>
        await Administrators(change.Authority).Where(a => a.Id != change.AskedBy).ToListAsync(cancel);

    /// <summary>Whether the installation is the second person: the sheet, or somebody at the machine.</summary>
    public async Task<bool> IsForTheSheetAsync(RoleChange change, CancellationToken cancel) =>
        !await Administrators(change.Authority).AnyAsync(a => a.Id != change.AskedBy && a.Id != change.Account, cancel);

    public void Drop(RoleChange change) => change.Drop(clock.GetUtcNow());

    internal IQueryable<Account> Administrators(Id<Authority> authority)
    {
        var scope = Subject.Of("authority", authority);
        return db.Users.Where(a => a.Disabled == null && db.Set<RoleGrant>()
            .Any(g => g.Account == a.Id && g.Role == Role.Administrator && g.Scope == scope && g.Until == null));
    }

    /// <summary>Two acts that end administrators stand in line here: whoever comes second reads what the first left.</summary>
    internal async Task LockAdministratorsAsync(Id<Authority> authority, CancellationToken cancel)
    {
        var id = authority.Value;
        await db.Database.ExecuteSqlAsync($"""UPDATE "Authorities" SET "Revision" = "Revision" WHERE "Id" = {id}""", cancel);
        foreach (var grant in db.ChangeTracker.Entries<RoleGrant>().Where(e => e.State == EntityState.Unchanged)
            .ToList()) await grant.ReloadAsync(cancel);
        foreach (var change in db.ChangeTracker.Entries<RoleChange>().Where(e => e.State == EntityState.Unchanged)
            .ToList()) await change.ReloadAsync(cancel);
    }

    internal async Task DemandAnotherAdministratorAsync(RoleGrant grant, CancellationToken cancel)
    {
        if (grant.Role != Role.Administrator) return;
        var another = await Administrators(grant.Authority).AnyAsync(a => a.Id != grant.Account, cancel);
        RuleViolation.Unless(another, "grant.last", "È l'unica persona che amministra: prima invitane un'altra.");
    }
}

/// <summary>The second person of what <see cref="RoleBook"/> leaves waiting: another administrator, the sealed sheet, or somebody at the
/// machine.</summary>
public sealed class RoleChanges(AppDb db, CurrentUser currentUser, RoleBook roles, InvitationBook invitations, SealedSheets sheets,
    TimeProvider clock)
{
    /// <summary>Does what was asked.</summary>
    /// <param name="code">Of the sheet, where it is needed.</param>
    public async Task ConfirmAsync(RoleChange change, string? code, CancellationToken cancel)
    {
        await roles.LockAdministratorsAsync(change.Authority, cancel);
        var now = clock.GetUtcNow();
        change.DemandOpen(now);
        var (second, email) = (await SecondAsync(change, code, cancel), change.Email);
        change.Confirm(currentUser.Account, second, now);
        if (change.Grant is { } id) await EndAsync(await db.Set<RoleGrant>().SingleAsync(g => g.Id == id, cancel), change.Process, cancel);
        else await invitations.SendAsync(email, change.Name, change.Role, change.Scope, change.Process, change.Where, cancel);
    }

    private async Task EndAsync(RoleGrant grant, Subject? process, CancellationToken cancel)
    {
        await roles.DemandAnotherAdministratorAsync(grant, cancel);
        grant.End(clock.GetUtcNow(), process);
    }

    private async Task<SecondPerson> SecondAsync(RoleChange change, string? code, CancellationToken cancel)
    {
        var alone = await roles.IsForTheSheetAsync(change, cancel);
        if (currentUser.Account is not { } me)
        {
            RuleViolation.Unless(alone, "role-change.other", "C'è un altro amministratore: la conferma è sua.");
            return SecondPerson.Machine;
        }
        if (me != change.AskedBy && await roles.Administrators(change.Authority)
            .AnyAsync(a => a.Id == me, cancel)) return SecondPerson.Administrator;
        RuleViolation.Unless(alone, "role-change.self", "Chi ha chiesto non può confermare: lo fa un altro amministratore.");
        RuleViolation.UnlessAt("SheetCode", !string.IsNullOrWhiteSpace(code), "sheet.empty",
            "Scrivi il codice del foglio che sta in cassaforte.");
        await sheets.UseAsync(code!, cancel);
        return SecondPerson.Sheet;
    }
}
