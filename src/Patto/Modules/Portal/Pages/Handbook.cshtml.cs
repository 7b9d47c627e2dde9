using Patto.Caching;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>All help texts and words in a row, for paper; with <c>?pdf</c> as tagged PDF.</summary>
[PublicCache, AlsoAsPdf("manuale")]
public sealed class HandbookModel : PattoPage
{
    public void OnGet() { }
}
