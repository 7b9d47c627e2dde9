using Patto.Authorities;
using Patto.Identity;

namespace Patto.Web;

/// <summary>Code and letters as a receipt shows them, the one time that both are known.</summary>
/// <param name="Address">Whole, of the page that the letters open.</param>
public sealed record ReceiptLetters(string Code, string Secret, string Address)
{
    /// <summary>What travelled sealed in the address; null when it is missing, too old or of something else.</summary>
    public static ReceiptLetters? Of(Receipts receipts, HttpRequest request, string? code, CurrentAuthority currentAuthority) =>
        receipts.Open(request.Query["r"]) is var (known, secret) && known == code
            ? new(known, secret, currentAuthority.Address + Secrets.Page(secret)) : null;
}
