using Patto.Caching;
using Patto.Web;
using Patto.Web.Help;

namespace Patto.Modules.Portal.Pages;

/// <summary>How one piece of work is done.</summary>
[PublicCache]
public sealed class HelpPageModel : PattoPage
{
    public HelpText Help { get; private set; } = null!;

    protected override Task<bool> FindAsync(CancellationToken cancel)
    {
        Help = HelpBook.Find(RouteData.Values["key"] as string ?? "")!;
        return Task.FromResult(Help is not null);
    }

    public void OnGet() { }
}
