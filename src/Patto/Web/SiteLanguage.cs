using Microsoft.AspNetCore.Localization;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Web;

/// <summary>The language that a public body chose for who has not chosen one.</summary>
internal sealed class SiteLanguage : RequestCultureProvider
{
    public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        try
        {
            var authority = await httpContext.RequestServices.GetRequiredService<AuthorityDirectory>()
                .AtHostAsync(httpContext.Request.Host.Host, httpContext.RequestAborted);
            return authority?.Language == "en" ? new("en-GB") : null;
        }
        // The page that says so is Italian.
        catch (Exception fault) when (StorageFault.Is(fault)) { return null; }
    }
}
