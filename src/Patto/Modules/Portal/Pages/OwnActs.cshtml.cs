using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>*Le mie voci*: everything that one person did, in every process and channel, with its state and what changed since they last
/// said that they had read it. By account, or by a link that was mailed to a confirmed address.</summary>
[NoReferrer]
public sealed class OwnActsModel(OwnDoor door, IEnumerable<ITellOwnActs> tellers, ProcessBook processes) : PattoPage
{
    private const int MostNews = 20;
    private static readonly TimeSpan FirstNews = TimeSpan.FromDays(30);

    [BindProperty, StringLength(200)] public string? Email { get; set; }
    /// <summary>The link was too old or is not ours.</summary>
    public bool IsExpired { get; private set; }
    /// <summary>Whether the page may show anything: signed in, or by a good link.</summary>
    public bool IsOpen => CurrentUser.IsSignedIn || _address is not null;
    public IReadOnlyList<OwnAct> Acts { get; private set; } = [];
    /// <summary>What changed without the person since then, the newest first.</summary>
    public IReadOnlyList<OwnAct> News { get; private set; } = [];
    public DateTimeOffset Since { get; private set; }
    /// <summary>Those who left the same confirmed address without being signed in, and whom the account may take on.</summary>
    public int Loose { get; private set; }
    private IReadOnlyDictionary<Id<Process>, KnownName> Processes { get; set; } = new Dictionary<Id<Process>, KnownName>();
    private List<Person> _persons = [];
    private string? _address;
    /// <summary>Of the link, where it is a good one.</summary>
    public string? Token { get; private set; }

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var token = RouteData.Values["token"] as string;
        if (token is not null)
        {
            // What a link shows is its reader's alone, and no shared computer keeps it.
            Response.Headers.CacheControl = "no-store";
            IsExpired = (_address = door.Open(token)) is null;
            Token = _address is null ? null : token;
        }
        if (IsOpen) await ReadAsync(cancel);
        return true;
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var (account, email) = _address is null ? (CurrentUser.Account, await OwnEmailAsync(cancel))
            : (await door.AccountOfAsync(_address, cancel), _address);
        var same = email is null ? [] : await door.OfAddressAsync(email, cancel);
        // Whoever reads the letters of an address could set the password of its account: the link shows what the account shows.
        List<Person> joined = account is { } own ? await door.OfAccountAsync(own, cancel) : [];
        _persons = _address is null ? joined : [.. joined.UnionBy(same, p => p.Id)];
        Loose = _address is null ? same.Count(p => p.Account is null) : 0;
        var who = new DataSubject(Authority.Id.Value, [.. _persons.Select(p => p.Id.Value)], email is null ? [] : [email],
            account is { } given ? [given] : [], []);
        List<OwnAct> acts = [];
        foreach (var teller in tellers) acts.AddRange(await teller.OfAsync(who, cancel));
        Processes = await processes.NamesAsync([.. acts.Select(a => a.Process?.Id).OfType<Guid>().Distinct()
            .Select(id => new Id<Process>(id))], cancel);
        Acts = acts;
        Since = _persons.Max(p => p.Looked) ?? Now - FirstNews;
        News = [.. acts.Where(a => a.Changed > Since).OrderByDescending(a => a.Changed).Take(MostNews)];
    }

    private async Task<string?> OwnEmailAsync(CancellationToken cancel)
    {
        var account = CurrentUser.Account;
        return (await Db.Set<Account>().Where(a => a.Id == account && a.EmailConfirmed).Select(a => a.Email).SingleOrDefaultAsync(cancel))
            ?.ToLowerInvariant();
    }

    public KnownName? ProcessOf(OwnAct act) => act.Process is { } process ? Processes.GetValueOrDefault(new(process.Id)) : null;

    /// <summary>Its page; null where it has none, or the process is not public any more.</summary>
    public string? UrlOf(OwnAct act) => act.Url is not { } url ? null : act.Process is null ? url("")
        : ProcessOf(act) is { } process ? url(process.Slug) : null;

    public IEnumerable<(string Title, IReadOnlyList<OwnAct> Acts)> Parts =>
        from kind in Enum.GetValues<OwnKind>()
        let acts = Acts.Where(a => a.Kind == kind).ToList()
        where acts.Count > 0
        select (TitleOf(kind), (IReadOnlyList<OwnAct>)acts);

    private string TitleOf(OwnKind kind) => kind switch
    {
        OwnKind.Voice => L["Voci"],
        OwnKind.Remark => L["Modifiche e commenti"],
        OwnKind.Meeting => L["Incontri"],
        OwnKind.Seat => L["Posti e candidature"],
        OwnKind.Vote => L["Voti"],
        OwnKind.Signature => L["Firme"],
        _ => L["Quello che segui"],
    };

    public void OnGet() { }

    /// <summary>Mails the link; the same answer for every address.</summary>
    [Anybody("anybody")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(Email)) ModelState.AddModelError(nameof(Email), L["Scrivi il tuo indirizzo e-mail."]);
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("own-acts", HttpContext, CurrentUser);
        var letter = Get<Limits>().CountUpTo(Limit.Letters with { Name = "letters-own" }, Email!.Trim().ToUpperInvariant());
        // As if a letter were posted each time: what the page says of letters must not tell whether one was.
        Outbox.Mark(HttpContext);
        return await ActAsync(async write =>
        {
            EmailAddress.Read(Email, nameof(Email));
            if (letter) await write.Get<OwnDoor>().AskAsync(Email, Localization.Texts.IsEnglish ? "en" : "it", cancel);
            return OwnDoor.Page;
        }, L["Se a questo indirizzo è legato qualcosa, ti abbiamo scritto: apri il collegamento entro un'ora."]);
    }

    /// <summary>From now on only what changes later is news.</summary>
    [Anybody("the account, or the link of the letter")]
    public Task<IActionResult> OnPostSeenAsync() => !IsOpen ? Task.FromResult<IActionResult>(NotFound()) : ActAsync(async write =>
    {
        var ids = _persons.Select(p => p.Id).ToList();
        foreach (var person in await write.Db.Set<Person>().Where(p => ids.Contains(p.Id)).ToListAsync()) person.Look(write.Now);
        return Request.Path.Value!;
    });

    /// <summary>The account takes on what was left with its own confirmed address.</summary>
    [Anybody("the account")]
    public async Task<IActionResult> OnPostJoinAsync(CancellationToken cancel)
    {
        if (CurrentUser.Account is not { } account || await OwnEmailAsync(cancel) is not { } email) return NotFound();
        return await ActAsync(async write =>
        {
            foreach (var person in (await write.Get<OwnDoor>().OfAddressAsync(email, cancel)).Where(p => p.Account is null))
                person.Attach(account, write.Now);
            return OwnDoor.Page;
        }, L["Fatto: sono nelle tue voci."]);
    }
}
