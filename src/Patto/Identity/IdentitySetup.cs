using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Patto.Database;
using Patto.Grants;

namespace Patto.Identity;

public static class IdentitySetup
{
    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.Configure<IdentityOptions>(o =>
        {
            o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            o.User.RequireUniqueEmail = true;
            o.Password.RequiredLength = 12;
            o.Password.RequireDigit = o.Password.RequireLowercase = o.Password.RequireUppercase = o.Password.RequireNonAlphanumeric = false;
            // The address is the user name: what an address may hold, the parser of addresses says.
            o.User.AllowedUserNameCharacters = "";
            o.Lockout.AllowedForNewUsers = false;
        });
        services.AddIdentityCore<Account>().AddEntityFrameworkStores<AppDb>().AddSignInManager().AddDefaultTokenProviders()
            .AddPasswordValidator<PasswordRules>().AddClaimsPrincipalFactory<SignedIn>();
        services.AddScoped<AccountSessions>().AddScoped<SignInDoor>().AddScoped<Suspension>().AddScoped<Rescue>().AddScoped<OneTimeCodes>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(c => c.ApplicationCookie!.Configure(o =>
        {
            o.Cookie.Name = "accesso";
            o.LoginPath = "/accedi";
            o.AccessDeniedPath = "/errore/403";
            o.ReturnUrlParameter = "ritorno";
            o.ExpireTimeSpan = AccountSessions.Longest;
            o.SlidingExpiration = false;
            o.Events.OnValidatePrincipal = AccountSessions.ValidateAsync;
        }));
        services.AddAuthorization();
    }
}

/// <summary>What the sign-in cookie carries: account, name, audit reference.</summary>
internal sealed class SignedIn(UserManager<Account> users, Microsoft.Extensions.Options.IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new("name", user.Name));
        identity.AddClaim(new("actor", user.Actor.ToString()));
        return identity;
    }

    public static void Read(ClaimsPrincipal person, CurrentUser currentUser)
    {
        if (person.Identity is not { IsAuthenticated: true }) return;
        if (!Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var account)
            || !Guid.TryParse(person.FindFirstValue("actor"), out var actor)) return;
        currentUser.SignIn(account, person.FindFirstValue("name") ?? "", actor);
    }
}
