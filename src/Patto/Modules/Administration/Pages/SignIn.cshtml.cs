using Microsoft.AspNetCore.Http.HttpResults;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Patto.Identity;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

public sealed class SignInModel(SignInManager<Account> signIn) : PattoPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il tuo indirizzo e-mail.")] public string Email { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi la password.")] public string Password { get; set; } = "";
    [FromQuery(Name = "ritorno"), BindProperty(Name = "ritorno", SupportsGet = true)] public string? ReturnTo { get; set; }

    public void OnGet() { }

    [Anybody("the password")]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        var answer = await signIn.PasswordSignInAsync(Email.Trim(), Password, isPersistent: false, lockoutOnFailure: true);
        if (answer.Succeeded) return LocalRedirect(RedirectHttpResult.IsLocalUrl(ReturnTo) ? ReturnTo : "/");
        ModelState.AddModelError("", answer.IsLockedOut
            ? L["Troppi tentativi: riprova fra dieci minuti."]
            : L["E-mail o password non corrispondono. Controlla e riprova; se l'hai dimenticata, chiedine una nuova."]);
        return Page();
    }
}
