using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Patto.Identity;

/// <summary>A text that travels in an address or a letter: nobody else can read it, change it or make one.</summary>
/// <param name="purpose">Keeps the tokens of one use apart from those of all others: <c>meetings.registration</c>.</param>
/// <param name="life">How long a token opens; null: for ever.</param>
public sealed class SealedToken(IDataProtectionProvider protection, string purpose, TimeSpan? life = null)
{
    private readonly IDataProtector _seal = protection.CreateProtector(purpose);

    /// <summary>Letters, digits, <c>-</c> and <c>_</c>: fit for an address as it is.</summary>
    public string Seal(string content) =>
        life is { } limit ? _seal.ToTimeLimitedDataProtector().Protect(content, limit) : _seal.Protect(content);

    /// <summary>What was sealed; null when the token is missing, too old, changed or not ours.</summary>
    public string? Open(string? token)
    {
        if (string.IsNullOrEmpty(token)) return null;
        try
        {
            return life is null ? _seal.Unprotect(token) : _seal.ToTimeLimitedDataProtector().Unprotect(token);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
