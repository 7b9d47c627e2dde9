using Patto.Authorities;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>How to begin, while no public body is here; whoever installed the program has the link that creates one.</summary>
public sealed class BeginModel(AuthorityDirectory authorities) : PattoPage
{
    protected override bool NeedsAuthority => false;

    protected override async Task<bool> FindAsync(CancellationToken cancel) => (await authorities.AllAsync(cancel)).Count == 0;

    public void OnGet() { }
}
