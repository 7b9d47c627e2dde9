using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Patto.Identity;
using Patto.Mail;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>Answers the same whether the account exists or not.</summary>
public sealed class ForgotModel(UserManager<Account> accounts) : PattoPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il tuo indirizzo e-mail.")] public string Email { get; set; } = "";

    public void OnGet() { }

    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        if (await accounts.FindByEmailAsync(Email.Trim()) is { Disabled: null } account)
        {
            var token = await accounts.GeneratePasswordResetTokenAsync(account);
            await Get<Database.Writes>().RunAsync(write =>
            {
                write.Get<Outbox>().Post(Recipient.Email(account.Email!, account.Name), new(L["Scegli una password nuova"],
                    L["Hai chiesto una password nuova. Il collegamento vale un giorno. Se non sei stato tu, non fare niente: la password resta quella di prima."],
                    L["Scegli la password"], $"/password/{account.Id}?prova={Uri.EscapeDataString(token)}"));
                return Task.CompletedTask;
            });
        }
        return Go("/accedi", L["Se c'è un'utenza con questo indirizzo, il collegamento è in viaggio: guarda la posta."]);
    }
}
