using Microsoft.AspNetCore.DataProtection;
using Patto.Database;

namespace Patto.Modules.Meetings;

/// <summary>Who registered without an account comes back to their registration by a sealed link.</summary>
public sealed class Tickets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _seal = protection.CreateProtector("meetings.registration");

    public string For(Registration registration) => _seal.Protect(registration.Id.ToString());

    /// <summary>Null when the link is not ours.</summary>
    public Id<Registration>? Open(string? ticket)
    {
        if (string.IsNullOrEmpty(ticket)) return null;
        try
        {
            return Id<Registration>.Parse(_seal.Unprotect(ticket), null);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
