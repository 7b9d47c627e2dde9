using Microsoft.AspNetCore.Mvc;
using Patto.Web;

namespace Patto.Modules.Contributions.Pages;

/// <summary>The old address for typing letters: one page understands them and the codes.</summary>
public sealed class LettersModel : PattoPage
{
    public IActionResult OnGet() => new RedirectResult("/filo", permanent: true);
}
