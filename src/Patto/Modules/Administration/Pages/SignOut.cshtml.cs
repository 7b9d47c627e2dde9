using Microsoft.AspNetCore.Mvc;
using Patto.Identity;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

public sealed class SignOutModel(AccountSessions sessions) : PattoPage
{
    /// <summary>In how many browsers the person is signed in.</summary>
    public int Open { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (CurrentUser.Account is { } account) Open = await sessions.CountAsync(account, cancel);
    }

    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.SignOutAsync(HttpContext.User);
        return LocalRedirect("/");
    }

    /// <summary>Here and in every other browser.</summary>
    [Anybody("whoever is signed in")]
    public async Task<IActionResult> OnPostEverywhereAsync()
    {
        if (CurrentUser.Account is { } account) await sessions.SignOutEverywhereAsync(account);
        return LocalRedirect("/");
    }
}
