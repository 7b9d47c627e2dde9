using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Identity;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

public sealed class ResetModel(UserManager<Account> accounts) : PattoPage
{
    [BindProperty(Name = "prova", SupportsGet = true)] public string? Proof { get; set; }

    [BindProperty, Required(ErrorMessage = "Scegli una password."), MinLength(12, ErrorMessage = "La password è troppo corta: servono almeno 12 caratteri. Una frase va benissimo.")]
    public string Password { get; set; } = "";

    public void OnGet() { }

    [Anybody("the token of the letter")]
    public async Task<IActionResult> OnPostAsync(Guid account)
    {
        if (!ModelState.IsValid) return Page();
        var known = await accounts.FindByIdAsync(account.ToString());
        var changed = known is not null && Proof is not null && (await accounts.ResetPasswordAsync(known, Proof, Password)).Succeeded;
        RuleViolation.Unless(changed, "password.proof", "Il collegamento non vale più: chiedine un altro da «Ho dimenticato la password».");
        return Go("/accedi", L["La password è cambiata: ora puoi accedere."]);
    }
}
