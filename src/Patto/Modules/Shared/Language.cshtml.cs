using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Patto.Web.Ui;

/// <summary>Remembers the language that the person chose, and goes back to where the choice was made.</summary>
public sealed class LanguageModel : PageModel
{
    public IActionResult OnGet(string code, string? torna)
    {
        if (code is not ("it" or "en")) return NotFound();
        var culture = new RequestCulture(code == "en" ? "en-GB" : "it-IT");
        Response.Cookies.Append("lingua", CookieRequestCultureProvider.MakeCookieValue(culture), new()
        {
            MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps, IsEssential = true,
        });
        return LocalRedirect(Url.IsLocalUrl(torna) ? torna : "/");
    }
}
