using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Identity;
using Patto.Localization;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>Does and answers the same whether the account exists or not: who asked is looked up later, by
/// <see cref="ResetLetters"/>.</summary>
public sealed class ForgotModel(Limits limits) : PattoPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il tuo indirizzo e-mail."), StringLength(200)] public string Email { get; set; } = "";

    public void OnGet() { }

    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        var email = EmailAddress.Read(Email, nameof(Email));
        limits.CountWrite("reset", HttpContext, CurrentUser);
        // Who asks again and again is answered as ever, and nobody's letter box fills up.
        var (authority, language) = (Authority.Id, Texts.IsEnglish ? "en" : "it");
        if (limits.CountUpTo(Limit.Letters, email.ToUpperInvariant()))
            using (await Get<WriteTurn>().WaitAsync(Get<Storage>(), HttpContext.RequestAborted))
            {
                Db.Add(new ResetAsked(Guid.CreateVersion7(), authority, email, language, Now));
                await Db.SaveChangesAsync();
            }
        return Go("/accedi", L["Se c'è un'utenza con questo indirizzo, il collegamento è in viaggio: guarda la posta."]);
    }
}
