using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Patto.Identity;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

public sealed class SignOutModel(SignInManager<Account> signIn) : PattoPage
{
    public void OnGet() { }

    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        return LocalRedirect("/");
    }
}
