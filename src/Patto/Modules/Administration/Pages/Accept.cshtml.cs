using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Identity;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>The letter's secret opens this page: who has it is the person invited.</summary>
public sealed class AcceptModel(InvitationBook invitations, AccountSessions sessions) : PattoPage
{
    public Invitation Invitation { get; private set; } = null!;

    [BindProperty, Required(ErrorMessage = "Scegli una password."),
        MinLength(12, ErrorMessage = "La password è troppo corta: servono almeno 12 caratteri. Una frase va benissimo."), StringLength(1000)]
    public string Password { get; set; } = "";

    [BindProperty, Compare(nameof(Password), ErrorMessage = "Le due password non sono uguali."), StringLength(1000)]
    public string Again { get; set; } = "";

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        Invitation = (await invitations.FindAsync((string)RouteData.Values["secret"]!, cancel))!;
        return Invitation is not null && Invitation.Authority == Authority.Id;
    }

    public void OnGet() { }

    [Anybody("the secret of the invitation")]
    public async Task<IActionResult> OnPostAsync(string secret, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var account = await Get<Database.Writes>().RunAsync(async write =>
        {
            var book = write.Get<InvitationBook>();
            return await book.AcceptAsync((await book.FindAsync(secret, cancel))!, Password, cancel);
        }, cancel);
        await sessions.SignInAsync(account);
        return Go("/", L["Hai accettato l'invito. Benvenuta, benvenuto."]);
    }
}
