using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>The first authority of an installation; or another one, which needs an address of its own and is worked on there.</summary>
public sealed class FirstStartModel(FirstStart start, AccountSessions sessions) : PattoPage
{
    [BindProperty, Required(ErrorMessage = "Scrivi il nome dell'ente."), StringLength(200)] public string AuthorityName { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi il nome del sito."), StringLength(120)] public string SiteName { get; set; } = "";
    [BindProperty, StringLength(200)] public string? Hosts { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi nome e cognome."), StringLength(120)] public string Name { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi il tuo indirizzo e-mail."), StringLength(200)] public string Email { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scegli una password."),
        MinLength(12, ErrorMessage =
        "La password è troppo corta: servono almeno 12 caratteri. Una frase va benissimo."), StringLength(1000)]
    public string Password { get; set; } = "";

    /// <summary>Whether the installation has an authority already.</summary>
    public bool IsAnother { get; private set; }

    /// <summary>Where the new authority's people sign in, once it is there and has an address of its own.</summary>
    public string? Made { get; private set; }

    protected override bool NeedsAuthority => false;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        IsAnother = await Db.Set<Authority>().AnyAsync(cancel);
        return start.Opens((string)RouteData.Values["secret"]!) && await start.IsDueAsync(Db, cancel);
    }

    public void OnGet()
    {
        var host = Request.Host.Host.ToLowerInvariant();
        if (!IsAnother && !Sites.IsLocal(host) && Uri.CheckHostName(host) == UriHostNameType.Dns) Hosts = host;
    }

    [Anybody("the secret that the console printed")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var (account, authority) = await Get<Writes>().RunAsync(write => FoundAsync(write, cancel), cancel);
        start.Close();
        if (IsAnother && authority.Hosts is [var host, ..])
        {
            Made = $"{Request.Scheme}://{(Request.Host.Port is { } port ? new HostString(host, port) : new HostString(host))}/accedi";
            return Page();
        }
        await sessions.SignInAsync(account, authority);
        return LocalRedirect(ProcessUrls.FirstStepsOfBody);
    }

    private async Task<(Account, Authority)> FoundAsync(WriteScope write, CancellationToken cancel)
    {
        RuleViolation.Unless(await start.IsDueAsync(write.Db, cancel), "start.done", "L'ente c'è già: accedi.");
        var authority = Authorities.Authority.Found(AuthorityName, SiteName, (Hosts ?? "")
            .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
        await write.Db.DemandOwnHostsAsync(authority, cancel);
        // Whoever answers here without a name of their own would not be found any more.
        if (Get<CurrentAuthority>().Authority is { } visited
            && authority.Hosts.Contains(Request.Host.Host.ToLowerInvariant())) throw HostNames.Taken(Request.Host.Host, visited);
        write.Db.Add(authority);
        write.Get<CurrentAuthority>().MoveTo(authority);
        var invitations = write.Get<InvitationBook>();
        var first = await KnownAsync(write) ?? await invitations.OpenAsync(Email, Name, Password);
        await invitations.GiveAsync(first, Role.Administrator, authority, Subject.Of("authority", authority.Id), null, write.Now, cancel);
        return (first, authority);
    }

    // Who administers another authority here keeps one account for both.
    private async Task<Account?> KnownAsync(WriteScope write)
    {
        var accounts = write.Get<UserManager<Account>>();
        return await accounts.FindByEmailAsync(Email.Trim()) is { } known && await accounts.CheckPasswordAsync(known, Password)
            ? known : null;
    }
}
