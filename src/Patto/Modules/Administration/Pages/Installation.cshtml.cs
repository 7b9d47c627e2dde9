using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Authorities;
using Patto.Grants;
using Patto.Modules.Administration.Contracts;
using Patto.Printing;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>What is set for the machine, not for one public body: whose word is taken for where people come from.</summary>
public sealed class InstallationModel(TrustedProxies trusted, PdfPrinter printer) : PattoPage
{
    [BindProperty, StringLength(2000)] public string? Proxies { get; set; }

    private string _set = "";

    public override Act Demands => AdministrationActs.Settle;
    public string Started => trusted.Started;
    /// <summary>Where this very request came from, as the site sees it.</summary>
    public string From => HttpContext.Connection.RemoteIpAddress?.ToString() ?? "?";
    /// <summary>What it says of itself and is not believed.</summary>
    public string? Unheeded => Request.Headers["X-Forwarded-For"].ToString() is { Length: > 0 } said ? said : null;
    /// <summary>With several public bodies none decides for the others.</summary>
    public bool IsShared { get; private set; }
    public bool Prints => printer.IsAvailable;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        IsShared = (await Get<AuthorityDirectory>().AllAsync(cancel)).Count > 1;
        _set = await TrustedProxies.SetAsync(Db, cancel);
        return true;
    }

    protected internal override void Fill() => Proxies = _set.Replace(' ', '\n');

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        RuleViolation.Unless(!IsShared, "proxies.shared",
            "Questa installazione ospita più enti: i proxy valgono per tutti, e li imposta chi avvia il programma (PATTO_PROXIES).");
        var (by, typed) = (Authority, Proxies ?? "");
        return await ActAsync(async write =>
        {
            await TrustedProxies.SetAsync(write, by, typed, cancel);
            return AdministrationUrls.Installation;
        }, L["Salvato. Guarda qui da dove arriva la tua richiesta."]);
    }
}
