using Microsoft.AspNetCore.DataProtection;
using Patto.Database;
using Patto.Identity;

namespace Patto.Modules.Documents;

/// <summary>Who sent an amendment comes to the receipt by a sealed address: its identity alone opens nothing before it is
/// published.</summary>
public sealed class AmendmentTickets(IDataProtectionProvider protection)
{
    private readonly SealedToken _token = new(protection, "documents.amendment");

    public string For(Amendment amendment) => _token.Seal(amendment.Id.ToString());

    /// <summary>Null when the address is not ours.</summary>
    public Id<Amendment>? Open(string? ticket) => _token.Open(ticket) is { } id ? Id<Amendment>.Parse(id, null) : null;
}
