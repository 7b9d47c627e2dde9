using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Modules.Contributions.Contracts;
using Patto.Web;

namespace Patto.Modules.Contributions.Pages;

/// <summary>Typed letters lead to the author's page, a typed code to the public thread.</summary>
public sealed class LettersModel(ContributionBook book) : PattoPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il codice o le lettere."), StringLength(40)] public string Typed { get; set; } = "";

    public void OnGet() { }

    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        if (Secrets.Read(Typed) is { } secret) return LocalRedirect(ContributionUrls.Mine(secret));
        if (await book.SubjectOfAsync(Typed, cancel) is not null) return LocalRedirect("/filo/" + Uri.EscapeDataString(Typed.Trim().ToUpperInvariant()));
        ModelState.AddModelError(nameof(Typed), L["Nessun contributo pubblico ha questo codice. Se è in lettura, usa le otto lettere della ricevuta."]);
        return Page();
    }
}
