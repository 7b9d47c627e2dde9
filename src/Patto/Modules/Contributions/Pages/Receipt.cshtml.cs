using Patto.Web;
using Patto.Authorities;
using Patto.Identity;
using Patto.Modules.Contributions.Contracts;

namespace Patto.Modules.Contributions.Pages;

/// <summary>The one time that code and secret are shown together; printable, for the form and the desk alike.</summary>
[NoReferrer]
public sealed class ReceiptModel(Receipts receipts, CurrentAuthority currentAuthority) : VoicePage
{
    public string Code { get; private set; } = "";
    public string Secret { get; private set; } = "";
    public string Address => currentAuthority.Address + ContributionUrls.Mine(Secret);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (receipts.Open(Request.Query["r"]) is not var (code, secret)
            || !code.StartsWith(Process.Key + "-", StringComparison.Ordinal)) return false;
        (Code, Secret) = (code, secret);
        return await base.FindHereAsync(cancel);
    }

    public void OnGet()
    {
        Response.Headers.CacheControl = "no-store";
    }
}
