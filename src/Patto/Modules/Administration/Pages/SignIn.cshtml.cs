using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Patto.Identity;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Administration.Pages;

/// <summary>Nobody is locked out by somebody else's mistakes: who tries an account in vain from one address waits longer and longer, there
/// only.</summary>
public sealed class SignInModel(SignInDoor door, AccountSessions sessions, Limits limits) : PattoPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il tuo indirizzo e-mail."), StringLength(200)] public string Email { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi la password."), StringLength(1000)] public string Password { get; set; } = "";
    [FromQuery(Name = "ritorno"), BindProperty(Name = "ritorno", SupportsGet = true), StringLength(2000)]
    public string? ReturnTo { get; set; }

    /// <summary>What was typed when a session ended goes on through a wrong password.</summary>
    public string? Kept => Request.HasFormContentType && Request.Form[KeptForm.Field].ToString() is { Length: > 0 } kept ? kept : null;

    public void OnGet() { }

    [Anybody("the password")]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        var (email, address) = (Email.Trim(), HttpContext.Connection.RemoteIpAddress);
        limits.Demand(Limit.SignIns, address);
        limits.Slow(email, address);
        var (answer, account) = await door.TryAsync(email, Password);
        if (answer == AtTheDoor.In)
        {
            limits.ForgetSlow(email, address);
            await sessions.SignInAsync(account!);
            SharedComputer.Remember(HttpContext);
            if (KeptForm.Open(HttpContext) is { } kept) return kept.GoBack();
            return LocalRedirect(RedirectHttpResult.IsLocalUrl(ReturnTo) ? ReturnTo : "/");
        }
        limits.CountUpTo(Limit.SignIns, address);
        ModelState.AddModelError("", answer == AtTheDoor.Suspended
            ? L["Questo accesso è sospeso: chiedi a chi amministra il sito."]
            : L["E-mail o password non corrispondono. Controlla e riprova; se l'hai dimenticata, chiedine una nuova."]);
        return Page();
    }
}
