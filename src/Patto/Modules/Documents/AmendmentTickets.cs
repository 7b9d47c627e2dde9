using Microsoft.AspNetCore.DataProtection;
using Patto.Database;

namespace Patto.Modules.Documents;

/// <summary>Who sent an amendment comes to the receipt by a sealed address: its identity alone opens nothing before it is published.</summary>
public sealed class AmendmentTickets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _seal = protection.CreateProtector("documents.amendment");

    public string For(Amendment amendment) => _seal.Protect(amendment.Id.ToString());

    /// <summary>Null when the address is not ours.</summary>
    public Id<Amendment>? Open(string? ticket)
    {
        if (string.IsNullOrEmpty(ticket)) return null;
        try
        {
            return Id<Amendment>.Parse(_seal.Unprotect(ticket), null);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
