using Microsoft.AspNetCore.DataProtection;
using Patto.Modules.Contributions.Contracts;

namespace Patto.Modules.Contributions;

/// <summary>The way from the form to its receipt: code and secret travel sealed, so that the secret is neither in a log nor in the table of answers already given.</summary>
public sealed class Receipts(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(48);
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("contributions.receipt").ToTimeLimitedDataProtector();

    public string Seal(string code, string secret) => _seal.Protect($"{code}|{secret}", Life);

    /// <summary>Null when it is not ours or older than two days.</summary>
    public (string Code, string Secret)? Open(string? sealedReceipt)
    {
        if (string.IsNullOrEmpty(sealedReceipt)) return null;
        try
        {
            return _seal.Unprotect(sealedReceipt).Split('|') is [var code, var secret] ? (code, secret) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    public string Url(string process, string code, string secret) => $"/percorsi/{process}/contributi/ricevuta?r={Uri.EscapeDataString(Seal(code, secret))}";
}
