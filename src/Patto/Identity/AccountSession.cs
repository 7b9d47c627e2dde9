using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Identity;

/// <summary>One browser in which an account is signed in. The cookie only names it: it ends here, on the server.</summary>
public sealed class AccountSession
{
    private AccountSession() { }

    internal static AccountSession Begin(Guid account, Id<Authority> authority, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(), Account = account, Authority = authority, Started = now, Seen = now };

    public Guid Id { get; private set; }
    public Guid Account { get; private set; }
    /// <summary>The body whose limits it obeys.</summary>
    public Id<Authority> Authority { get; private set; }
    public DateTimeOffset Started { get; private set; }
    /// <summary>When the person last did something, to the minute.</summary>
    public DateTimeOffset Seen { get; private set; }
    public DateTimeOffset? Ended { get; private set; }
}

/// <summary>Begins sessions, keeps them alive while somebody works, ends them.</summary>
/// <remarks>These are no acts: nothing is told of them, and no page that is kept changes.</remarks>
public sealed class AccountSessions(AppDb db, SignInManager<Account> signIn, AuthorityDirectory authorities,
    CurrentAuthority currentAuthority, WriteTurn turn, Storage storage, TimeProvider clock)
{
    private const string Claim = "session";

    /// <summary>Longest life of a cookie; the session's own limits are shorter or equal.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(Authorities.Authority.MostSessionHours);

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Signs in, in this browser.</summary>
    public async Task SignInAsync(Account account, Authority? at = null)
    {
        var begun = AccountSession.Begin(account.Id, (at ?? currentAuthority.Required).Id, clock.GetUtcNow());
        using (await turn.WaitAsync(storage, CancellationToken.None))
        {
            db.Add(begun);
            await db.SaveChangesAsync();
        }
        await signIn.SignInWithClaimsAsync(account, isPersistent: false, [new Claim(Claim, begun.Id.ToString())]);
    }

    /// <summary>Signs out here, on the server too.</summary>
    public async Task SignOutAsync(ClaimsPrincipal person)
    {
        if (Of(person) is { } session) await EndAsync(db.Set<AccountSession>().Where(s => s.Id == session));
        await signIn.SignOutAsync();
    }

    /// <summary>Signs an account out here and in every other browser.</summary>
    public async Task SignOutEverywhereAsync(Guid account)
    {
        await EndAsync(db.Set<AccountSession>().Where(s => s.Account == account));
        await signIn.SignOutAsync();
    }

    private async Task EndAsync(IQueryable<AccountSession> sessions)
    {
        var now = clock.GetUtcNow();
        using (await turn.WaitAsync(storage, CancellationToken.None))
            await sessions.Where(s => s.Ended == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.Ended, now));
    }

    /// <summary>Ends every session of an account, inside the act of <paramref name="write"/>: a new password, a suspended
    /// account.</summary>
    public static Task EndAllAsync(WriteScope write, Guid account, CancellationToken cancel) =>
        write.Db.Set<AccountSession>().Where(s => s.Account == account && s.Ended == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Ended, write.Now), cancel);

    /// <summary>How many browsers an account is signed in with.</summary>
    public Task<int> CountAsync(Guid account, CancellationToken cancel) =>
        db.Set<AccountSession>().CountAsync(s => s.Account == account && s.Ended == null, cancel);

    /// <summary>Asked by the cookie at every request of a signed-in person.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<AccountSessions>();
        if (context.Principal is { } person && await sessions.IsAliveAsync(person, context.HttpContext.RequestAborted)) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private async Task<bool> IsAliveAsync(ClaimsPrincipal person, CancellationToken cancel)
    {
        if (Of(person) is not { } id || !Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var account)) return false;
        var found = await (from session in db.Set<AccountSession>()
                           join holder in db.Users on session.Account equals holder.Id
                           where session.Id == id && session.Account == account && session.Ended == null && holder.Disabled == null
                           select new { session.Started, session.Seen, session.Authority }).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (found is null) return false;
        var now = clock.GetUtcNow();
        var (idle, longest) = await LimitsAsync(found.Authority, cancel);
        if (now >= found.Seen + idle || now >= found.Started + longest) return false;
        if (now >= found.Seen + SeenEvery) await SeeAsync(id, now, cancel);
        return true;
    }

    private async Task<(TimeSpan Idle, TimeSpan Longest)> LimitsAsync(Id<Authority> authority, CancellationToken cancel) =>
        (await authorities.AllAsync(cancel)).FirstOrDefault(a => a.Id == authority) is { } body
            ? (TimeSpan.FromMinutes(body.IdleMinutes), TimeSpan.FromHours(body.SessionHours)) : (TimeSpan.Zero, TimeSpan.Zero);

    private async Task SeeAsync(Guid session, DateTimeOffset now, CancellationToken cancel)
    {
        using (await turn.WaitAsync(storage, cancel))
            await db.Set<AccountSession>().Where(s => s.Id == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.Seen, now), cancel);
    }

    private static Guid? Of(ClaimsPrincipal person) => Guid.TryParse(person.FindFirstValue(Claim), out var session) ? session : null;
}

internal sealed class AccountSessionMapping : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("AccountSessions").HasKey(s => s.Id);
        builder.HasIndex(s => s.Account);
    }
}
