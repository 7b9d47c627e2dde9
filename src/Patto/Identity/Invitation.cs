using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.People;

namespace Patto.Identity;

/// <summary>Somebody is asked to work on the platform with a role; the letter carries a secret that works once, for fourteen
/// days.</summary>
public sealed class Invitation : Entity<Invitation>, IListedByName
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <summary>How long nobody is written to again: a letter may be read on another day.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromDays(3);

    private Invitation() { }

    internal static Invitation Send(Id<Authority> authority, string email, string name, Role role, Subject scope, Subject? process,
        string secret, DateTimeOffset now)
    {
        var invitation = new Invitation
        {
            Authority = authority,
            Email = email,
            Name = name,
            Role = role,
            Scope = scope,
            Process = process,
            SecretHash = HashOf(secret),
            Expires = now + Life
        };
        invitation.Raise(new PersonInvited(invitation.Id, role, scope, process));
        return invitation;
    }

    public Id<Authority> Authority { get; private set; }
    public string Email { get; private set; } = "";
    public string Name { get; private set; } = "";
    public Role Role { get; private set; }
    public Subject Scope { get; private set; }
    public Subject? Process { get; private set; }
    public string SecretHash { get; private set; } = "";
    public DateTimeOffset Expires { get; private set; }
    public DateTimeOffset? Accepted { get; private set; }
    public DateTimeOffset? Withdrawn { get; private set; }

    public DateTimeOffset Sent => Expires - Life;
    public bool MayGoAgain(DateTimeOffset now) => now >= Sent + Pause;

    public bool IsOpen(DateTimeOffset now) => Accepted is null && Withdrawn is null && now < Expires;

    internal void DemandOpen(DateTimeOffset now) =>
        RuleViolation.Unless(IsOpen(now), "invitation.closed", "Questo invito non vale più: chiedi che te ne mandino un altro.");

    internal void Accept(Guid account, DateTimeOffset now)
    {
        DemandOpen(now);
        Accepted = now;
        Raise(new InvitationAccepted(Id, account, Scope, Process));
    }

    public void Withdraw(DateTimeOffset now)
    {
        DemandOpen(now);
        Withdrawn = now;
        Raise(new InvitationWithdrawn(Id, Process));
    }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

[Sentence("È stata invitata una persona a lavorare qui.")]
public sealed record PersonInvited(Id<Invitation> Invitation, Role Role, Subject Scope, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("invitation", Invitation);
}

[Sentence("Un invito è stato accettato.")]
public sealed record InvitationAccepted(Id<Invitation> Invitation, Guid Account, Subject Scope, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("invitation", Invitation);
}

[Sentence("Un invito è stato ritirato.")]
public sealed record InvitationWithdrawn(Id<Invitation> Invitation, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("invitation", Invitation);
}

[Sentence("È stato aperto un accesso personale.")]
public sealed record AccountOpened(Guid Account) : IDomainEvent
{
    public Subject About => new("account", Account);
}

/// <summary>What became of the wish to give somebody a role.</summary>
public enum Giving { Given, Invited, Waiting }

/// <summary>Invites people to work, and lets them in.</summary>
public sealed class InvitationBook(AppDb db, IPostLetters mail, CurrentAuthority currentAuthority, CurrentUser currentUser, RoleBook roles,
    Texts texts, UserManager<Account> accounts, TimeProvider clock)
{
    /// <summary>Gives the role at once to who has an account; otherwise sends an invitation to open one. Where the role needs a second
    /// person, the wish waits for them.</summary>
    /// <param name="scope">The authority, process or group that the role holds in.</param>
    /// <param name="place">For the letter: the title of the process, or the name of the authority.</param>
    public async Task<Giving> InviteAsync(string email, string name, Role role, Subject scope, Subject? process, string place,
        CancellationToken cancel)
    {
        email = EmailAddress.Read(email, "Email");
        RuleViolation.UnlessAt("Name", !string.IsNullOrWhiteSpace(name), "invitation.name", "Scrivi nome e cognome.");
        await roles.DemandAsync(role, process, (await accounts.FindByEmailAsync(email))?.Id, cancel);
        if (!RoleTable.NeedsSecond(role) || currentUser.Account is not { } by) return await SendAsync(email, name, role, scope, process,
            place, cancel);
        await roles.AskToGiveAsync(by, email, name.Trim(), role, scope, process, place, cancel);
        return Giving.Waiting;
    }

    internal async Task<Giving> SendAsync(string email, string name, Role role, Subject scope, Subject? process, string place,
        CancellationToken cancel)
    {
        var (authority, now) = (currentAuthority.Required, clock.GetUtcNow());
        if (await accounts.FindByEmailAsync(email) is { } known)
        {
            await GiveAsync(known, role, authority, scope, process, now, cancel);
            mail.Post(Recipient.Email(email, known.Name), new(texts["Hai un nuovo ruolo: {0}", texts[role.Italian()]],
                texts["In «{0}» ora hai il ruolo di {1}. Entra con la tua e-mail e la tua password.", place, texts[role.Italian()]],
                texts["Entra"], "/accedi", Process: process));
            return Giving.Given;
        }
        RuleViolation.UnlessAt("Email", !db.Set<Invitation>().Local.Any(i => i.IsOpen(now) && i.Role == role && i.Scope == scope
            && string.Equals(i.Email, email, StringComparison.OrdinalIgnoreCase)),
            "invitation.twice", "A {0} l'invito per questo ruolo è scritto due volte: tienine uno.", email);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        db.Add(Invitation.Send(authority.Id, email, name.Trim(), role, scope, process, secret, now));
        mail.Post(Recipient.Email(email, name.Trim()), new(texts["Invito a lavorare su {0}", authority.SiteName],
            texts["Ti invitiamo a lavorare in «{0}» con il ruolo di {1}. Apri il collegamento e scegli una password: vale fino a {2}.",
            place, texts[role.Italian()], texts.Day(now + Invitation.Life)],
            texts["Accetta l'invito"], $"/invito/{secret}", Process: process, Secret: secret));
        return Giving.Invited;
    }

    /// <summary>The invitations to work in a place that nobody has taken up or withdrawn, expired ones too, newest first.</summary>
    public IQueryable<Invitation> UnansweredAt(Subject scope) =>
        db.Set<Invitation>().Where(i => i.Scope == scope && i.Accepted == null && i.Withdrawn == null).OrderByDescending(i => i.Expires);

    public Task<Invitation?> FindAsync(string secret, CancellationToken cancel)
    {
        var hash = Invitation.HashOf(secret);
        return db.Set<Invitation>().SingleOrDefaultAsync(i => i.SecretHash == hash, cancel);
    }

    /// <summary>Opens the account, gives the role.</summary>
    public async Task<Account> AcceptAsync(Invitation invitation, string password, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        invitation.DemandOpen(now);
        var account = await accounts.FindByEmailAsync(invitation.Email) ?? await OpenAsync(invitation.Email, invitation.Name, password);
        RuleViolation.Unless(account.Disabled is null, "account.suspended", "Questo accesso è sospeso: chiedi a chi amministra il sito.");
        await GiveAsync(account, invitation.Role, currentAuthority.Required, invitation.Scope, invitation.Process, now, cancel);
        invitation.Accept(account.Id, now);
        return account;
    }

    /// <summary>Opens an account; the password's weakness is told next to the field.</summary>
    public async Task<Account> OpenAsync(string email, string name, string password)
    {
        email = EmailAddress.Read(email, "Email");
        var account = new Account
        {
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            Name = name.Trim(),
            Created = clock.GetUtcNow()
        };
        db.Tell(new AccountOpened(account.Id));
        var made = await accounts.CreateAsync(account, password);
        AccountRefusals.Demand(made);
        return account;
    }

    /// <summary>Gives a role once.</summary>
    public async Task GiveAsync(Account account, Role role, Authority authority, Subject scope, Subject? process, DateTimeOffset now,
        CancellationToken cancel)
    {
        var grants = db.Set<RoleGrant>();
        if (grants.Local.Any(g => g.Account == account.Id && g.Role == role && g.Scope == scope && g.Until == null)) return;
        if (await grants.AnyAsync(g => g.Account == account.Id && g.Role == role && g.Scope == scope && g.Until == null, cancel)) return;
        db.Add(RoleGrant.Give(account.Id, role, authority.Id, scope, now, process));
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("Invitations");
        builder.Property(i => i.Email).HasMaxLength(256);
        builder.Property(i => i.SecretHash).HasMaxLength(64);
        builder.HasIndex(i => i.SecretHash).IsUnique();
        builder.HasIndex(i => i.Scope);
    }
}
