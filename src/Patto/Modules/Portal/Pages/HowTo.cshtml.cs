using Patto.Caching;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

[PublicCache]
public sealed class HowToModel : PattoPage
{
    public void OnGet() { }
}
