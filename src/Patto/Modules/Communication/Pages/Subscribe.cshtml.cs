using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Communication.Pages;

/// <summary>Anybody asks for the notices of a process, of one of its themes or of one thing in it: with an e-mail address and nothing else,
/// or signed in.</summary>
public sealed class SubscribeModel : ProcessPage
{
    [BindProperty, StringLength(200)] public string? Email { get; set; }
    [BindProperty] public Frequency Frequency { get; set; }
    [BindProperty(Name = "tema", SupportsGet = true), StringLength(60)] public string? Theme { get; set; }
    [BindProperty(Name = "di", SupportsGet = true), StringLength(80)] public string? Of { get; set; }

    /// <summary>The one thing that is followed; null where it is the process or a theme.</summary>
    public Subject? Thing { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>The address of who is signed in.</summary>
    public string? OwnEmail { get; private set; }
    /// <summary>How often who is signed in is told of it already; null where they do not follow it.</summary>
    public Frequency? Follows { get; private set; }
    public IReadOnlyList<Theme> Themes { get; private set; } = [];
    public IEnumerable<SelectListItem> Frequencies => Frequent.Items(L);

    private Followed Followed => new(Process.Id, Thing is null ? Theme : null, Thing);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Themes = await Get<ProcessBook>().ThemesAsync(Process.Id, cancel);
        Theme = string.IsNullOrWhiteSpace(Theme) ? null : Theme;
        if (!string.IsNullOrWhiteSpace(Of))
        {
            if (!Subject.TryParse(Of, null, out var thing)) return false;
            Thing = thing;
        }
        else if (Theme is not null && Themes.All(t => t.Key != Theme)) return false;
        Name = (await Get<Subscribing>().NamesAsync([Followed], cancel)).GetValueOrDefault(Followed)?.Name ?? "";
        // Of a draft only who works in it comes here; one thing must be one that anybody may read.
        if (Name.Length == 0 && Thing is not null) return false;
        if (Name.Length == 0) Name = Process.Title;
        OwnEmail = await OwnAddress.OfAsync(this, Db, cancel);
        Follows = await Get<Subscribing>().FrequencyAsync(Followed, OwnEmail, cancel);
        (ViewData["Nav"], ViewData["Crumbs"]) = ("percorsi",
            Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
                (L["Aggiornamenti"].Value, CommunicationUrls.Updates(Process.Slug)), (L["Ricevi un avviso"].Value, null)));
        return true;
    }

    protected internal override void Fill() => Frequency = Follows ?? Frequency;

    public void OnGet() { }

    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (OwnEmail is null && string.IsNullOrWhiteSpace(Email))
            ModelState.AddModelError(nameof(Email), L["Scrivi il tuo indirizzo e-mail."]);
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("notices", HttpContext, CurrentUser);
        if (OwnEmail is { } own) return await ActAsync(async w =>
        {
            await w.Get<Subscribing>().AskAsync(Followed, CurrentUser.Account!.Value, own, OwnAddress.Language, Frequency, w.Now, cancel);
            return Thing is null ? CommunicationUrls.Updates(Process.Slug) : ProcessUrls.Follow(Process.Slug, Thing.Value);
        }, L["Fatto: ti scriveremo quando c'è una novità in «{0}».", Name]);
        // Who asks again and again is answered as ever, and nobody's letter box fills up.
        var letter = Get<Limits>().CountUpTo(Limit.Letters with { Name = "letters-notices" }, Email!.Trim().ToUpperInvariant());
        return await ActAsync(async w =>
        {
            if (letter) await w.Get<Subscribing>().AskAsync(Followed, Name, Email!, OwnAddress.Language, Frequency, w.Now, cancel);
            return CommunicationUrls.Updates(Process.Slug);
        }, L["Ti abbiamo scritto: conferma con il collegamento nella e-mail."]);
    }
}

/// <summary>Anybody asks to be told of the whole municipality: which processes begin, and which end.</summary>
public sealed class SubscribeTownModel : PattoPage
{
    [BindProperty, StringLength(200)] public string? Email { get; set; }
    [BindProperty] public Frequency Frequency { get; set; }
    /// <inheritdoc cref="SubscribeModel.OwnEmail"/>
    public string? OwnEmail { get; private set; }
    /// <inheritdoc cref="SubscribeModel.Follows"/>
    public Frequency? Follows { get; private set; }
    public IEnumerable<SelectListItem> Frequencies => Frequent.Items(L);

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        OwnEmail = await OwnAddress.OfAsync(this, Db, cancel);
        Follows = await Get<Subscribing>().FrequencyAsync(Followed.Town, OwnEmail, cancel);
        return true;
    }

    protected internal override void Fill() => Frequency = Follows ?? Frequency;

    public void OnGet() { }

    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (OwnEmail is null && string.IsNullOrWhiteSpace(Email))
            ModelState.AddModelError(nameof(Email), L["Scrivi il tuo indirizzo e-mail."]);
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("notices", HttpContext, CurrentUser);
        if (OwnEmail is { } own) return await ActAsync(async w =>
        {
            await w.Get<Subscribing>().AskAsync(Followed.Town, CurrentUser.Account!.Value, own, OwnAddress.Language, Frequency, w.Now,
                cancel);
            return CommunicationUrls.SubscribeToTown;
        }, L["Fatto: ti scriveremo quando c'è una novità in «{0}».", Authority.Name]);
        var letter = Get<Limits>().CountUpTo(Limit.Letters with { Name = "letters-notices" }, Email!.Trim().ToUpperInvariant());
        return await ActAsync(async w =>
        {
            if (letter) await w.Get<Subscribing>().AskAsync(Followed.Town, Authority.Name, Email!, OwnAddress.Language, Frequency, w.Now,
                cancel);
            return CommunicationUrls.SubscribeToTown;
        }, L["Ti abbiamo scritto: conferma con il collegamento nella e-mail."]);
    }
}

internal static class OwnAddress
{
    public static string Language => Texts.IsEnglish ? "en" : "it";

    /// <summary>The address of the account that is signed in; null for everybody else.</summary>
    public static async Task<string?> OfAsync(PattoPage page, AppDb db, CancellationToken cancel) =>
        page.CurrentUser.Account is not { } account ? null
            : await db.Set<Account>().Where(a => a.Id == account && a.EmailConfirmed).Select(a => a.Email).SingleOrDefaultAsync(cancel);
}
