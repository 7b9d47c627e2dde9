using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Localization;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Communication.Pages;

/// <summary>Anybody asks for the notices of a process, with an e-mail address and nothing else.</summary>
public sealed class SubscribeModel : ProcessPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il tuo indirizzo e-mail."), StringLength(200)] public string Email { get; set; } = "";

    protected override Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (ViewData["Nav"], ViewData["Crumbs"]) = ("percorsi",
            Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
                (L["Aggiornamenti"].Value, CommunicationUrls.Updates(Process.Slug)), (L["Ricevi un avviso"].Value, null)));
        return base.FindHereAsync(cancel);
    }

    public void OnGet() { }

    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("notices", HttpContext, CurrentUser);
        // Who asks again and again is answered as ever, and nobody's letter box fills up.
        var letter = Get<Limits>().CountUpTo(Limit.Letters with { Name = "letters-notices" }, Email.Trim().ToUpperInvariant());
        return await ActAsync(async w =>
        {
            if (letter) await w.Get<Subscribing>().AskAsync(Process, Email, Texts.IsEnglish ? "en" : "it", w.Now);
            return CommunicationUrls.Updates(Process.Slug);
        }, L["Ti abbiamo scritto: conferma con il collegamento nella e-mail."]);
    }
}
