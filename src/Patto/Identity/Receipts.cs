using Microsoft.AspNetCore.DataProtection;

namespace Patto.Identity;

/// <summary>The way from the form to its receipt: code and secret travel sealed, so that the secret is neither in a log nor in the table of
/// answers already given.</summary>
public sealed class Receipts(IDataProtectionProvider protection)
{
    private readonly SealedToken _token = new(protection, "contributions.receipt", TimeSpan.FromHours(48));

    public string Seal(string code, string secret) => _token.Seal($"{code}|{secret}");

    /// <summary>Null when it is not ours or older than two days.</summary>
    public (string Code, string Secret)? Open(string? sealedReceipt) =>
        _token.Open(sealedReceipt)?.Split('|') is [var code, var secret] ? (code, secret) : null;

    /// <summary>Of the page that shows both once.</summary>
    public string Url(string page, string code, string secret) => $"{page}?r={Uri.EscapeDataString(Seal(code, secret))}";
}
