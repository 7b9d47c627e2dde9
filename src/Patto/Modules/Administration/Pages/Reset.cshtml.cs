using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Identity;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

public sealed class ResetModel : PattoPage
{
    [BindProperty(Name = "prova", SupportsGet = true), StringLength(4000)] public string? Proof { get; set; }

    [BindProperty, Required(ErrorMessage = "Scegli una password."),
        MinLength(12, ErrorMessage = "La password è troppo corta: servono almeno 12 caratteri. Una frase va benissimo."), StringLength(1000)]
    public string Password { get; set; } = "";

    public void OnGet() { }

    [Anybody("the token of the letter")]
    public async Task<IActionResult> OnPostAsync(Guid account)
    {
        if (!ModelState.IsValid) return Page();
        await Get<Writes>().RunAsync(async write =>
        {
            var accounts = write.Get<UserManager<Account>>();
            if (await accounts.FindByIdAsync(account.ToString()) is not { Disabled: null } known
                || Proof is null) throw AccountRefusals.Of("InvalidToken");
            AccountRefusals.Demand(await accounts.ResetPasswordAsync(known, Proof, Password));
            // Whoever knew the old one is out, wherever they are.
            await AccountSessions.EndAllAsync(write, account, HttpContext.RequestAborted);
        });
        return Go("/accedi", L["La password è cambiata: ora puoi accedere."]);
    }
}
