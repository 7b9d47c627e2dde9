using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Identity;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>Where somebody brings the code that an administrator printed for them. Tried in vain, it slows down as a password does.
/// </summary>
public sealed class UseCodeModel(Limits limits) : PattoPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il tuo indirizzo e-mail."), StringLength(200)] public string Email { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi il codice del foglio."), StringLength(80)] public string OneTimeCode { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Scegli una password."),
        MinLength(12, ErrorMessage = "La password è troppo corta: servono almeno 12 caratteri. Una frase va benissimo."), StringLength(1000)]
    public string Password { get; set; } = "";

    public void OnGet() { }

    [Anybody("the code on the sheet")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var (email, address) = (Email.Trim(), HttpContext.Connection.RemoteIpAddress);
        limits.Demand(Limit.SignIns, address);
        limits.Slow(email, address);
        try
        {
            await Get<Writes>().RunAsync(write => write.Get<OneTimeCodes>().UseAsync(write, email, OneTimeCode, Password, cancel), cancel);
        }
        catch (RuleViolation broken)
        {
            // Whoever has the right code and chose a weak password tries again at once.
            if (broken.Code == "code.wrong") limits.CountUpTo(Limit.SignIns, address);
            else limits.ForgetSlow(email, address);
            throw;
        }
        limits.ForgetSlow(email, address);
        return Go("/accedi", L["La password è cambiata: ora puoi accedere."]);
    }
}
