using Microsoft.AspNetCore.DataProtection;
using Patto.Database;
using Patto.Identity;

namespace Patto.Modules.Meetings;

/// <summary>Who registered without an account comes back to their registration by a sealed link.</summary>
public sealed class Tickets(IDataProtectionProvider protection)
{
    private readonly SealedToken _token = new(protection, "meetings.registration");

    public string For(Registration registration) => _token.Seal(registration.Id.ToString());

    /// <summary>Null when the link is not ours.</summary>
    public Id<Registration>? Open(string? ticket) => _token.Open(ticket) is { } id ? Id<Registration>.Parse(id, null) : null;
}
