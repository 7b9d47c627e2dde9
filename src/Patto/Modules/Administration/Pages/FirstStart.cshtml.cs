using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

public sealed class FirstStartModel(FirstStart start, SignInManager<Account> signIn) : PattoPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il nome dell'ente.")] public string AuthorityName { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi il nome del sito.")] public string SiteName { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi nome e cognome.")] public string Name { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi il tuo indirizzo e-mail."), EmailAddress(ErrorMessage = "L'indirizzo e-mail non è scritto bene: controlla che abbia la forma nome@esempio.it.")] public string Email { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scegli una password."), MinLength(12, ErrorMessage = "La password è troppo corta: servono almeno 12 caratteri. Una frase va benissimo.")] public string Password { get; set; } = "";

    protected override bool NeedsAuthority => false;

    protected override async Task<bool> FindAsync(CancellationToken cancel) =>
        start.Opens((string)RouteData.Values["secret"]!) && await FirstStart.IsDueAsync(Db, cancel);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var account = await Get<Writes>().RunAsync(async write =>
        {
            RuleViolation.Unless(await FirstStart.IsDueAsync(write.Db, cancel), "start.done", "L'ente c'è già: accedi.");
            var authority = Authorities.Authority.Found(AuthorityName, SiteName);
            write.Db.Add(authority);
            write.Get<Here>().MoveTo(authority);
            var invitations = write.Get<InvitationBook>();
            var first = await invitations.OpenAsync(Email, Name, Password);
            await invitations.GiveAsync(first, Role.Administrator, authority, Subject.Of("authority", authority.Id), null, write.Now, cancel);
            return first;
        }, cancel);
        await signIn.SignInAsync(account, isPersistent: false);
        return LocalRedirect("/percorsi/nuovo");
    }
}
