using Microsoft.AspNetCore.Identity;

namespace Patto.Identity;

/// <summary>What became of somebody at the door.</summary>
public enum AtTheDoor { In, Wrong, Suspended }

/// <summary>Compares a password. For an address that nobody has the same work is done as for one that somebody has, so that the door does
/// not tell which is which.</summary>
public sealed class SignInDoor(UserManager<Account> accounts)
{
    private static string? s_nobodys;

    public async Task<(AtTheDoor, Account?)> TryAsync(string email, string password)
    {
        var nobodys = s_nobodys ??= accounts.PasswordHasher.HashPassword(new(), Guid.NewGuid().ToString());
        var account = await accounts.FindByEmailAsync(email);
        var answer = accounts.PasswordHasher.VerifyHashedPassword(account ?? new(), account?.PasswordHash ?? nobodys, password);
        if (account?.PasswordHash is null || answer == PasswordVerificationResult.Failed) return (AtTheDoor.Wrong, null);
        return account.Disabled is null ? (AtTheDoor.In, account) : (AtTheDoor.Suspended, null);
    }
}
