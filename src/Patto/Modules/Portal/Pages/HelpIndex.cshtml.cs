using Patto.Caching;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>All help texts, by chapter.</summary>
[PublicCache]
public sealed class HelpIndexModel : PattoPage
{
    public void OnGet() { }
}
