using Patto.Caching;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>The words of the field, for anybody.</summary>
[PublicCache]
public sealed class WordsModel : PattoPage
{
    public void OnGet() { }
}
