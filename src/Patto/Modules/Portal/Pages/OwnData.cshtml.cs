using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.Privacy;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>A page of whoever is signed in, or came by a link that was mailed to a confirmed address: about what is kept of
/// them.</summary>
public abstract class OwnDataPage : PattoPage
{
    /// <summary>Of the link, where it is a good one.</summary>
    public string? Token { get; private set; }
    public bool IsExpired { get; private set; }
    public bool IsOpen => CurrentUser.IsSignedIn || Token is not null;
    /// <summary>Confirmed, in lower case; null for an account that never confirmed its own.</summary>
    protected string? Email { get; private set; }
    protected Guid? OwnAccount { get; private set; }
    protected IReadOnlyList<Id<Person>> Persons { get; private set; } = [];

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var door = Get<OwnDoor>();
        if (RouteData.Values["token"] is string token)
        {
            (Email, Token) = (door.Open(token), token);
            if (IsExpired = Email is null) Token = null;
        }
        if (!IsOpen) return true;
        // What is shown is its reader's alone, and no shared computer keeps it.
        Response.Headers.CacheControl = "no-store";
        OwnAccount = Token is not null ? await door.AccountOfAsync(Email!, cancel) : CurrentUser.Account;
        if (Token is null && OwnAccount is { } own) Email = (await Db.Set<Account>().Where(a => a.Id == own && a.EmailConfirmed)
            .Select(a => a.Email).SingleOrDefaultAsync(cancel))?.ToLowerInvariant();
        List<Person> same = Email is null ? [] : await door.OfAddressAsync(Email, cancel),
            joined = OwnAccount is { } account ? await door.OfAccountAsync(account, cancel) : [];
        Persons = [.. joined.UnionBy(same, p => p.Id).Select(p => p.Id)];
        return true;
    }

    protected async Task<PersonalCopy> GatherAsync(CancellationToken cancel) => await Get<PersonalCopies>().OfAsync(
        await Get<PersonalDataBook>().WhoAsync([.. Persons.Select(p => p.Value)], OwnAccount, Email, cancel, isOwn: true), cancel);
}

/// <summary>*I miei dati*: a copy of everything, and what one may ask: a correction, an objection, the erasure.</summary>
[NoReferrer]
public sealed class OwnDataModel(DataRequestBook requests) : OwnDataPage
{
    public const string Why = "the account, or the link of the letter";

    [BindProperty] public DataRequestKind? Kind { get; set; }
    [BindProperty, StringLength(DataRequestInfo.LongestText)] public string? Text { get; set; }
    [BindProperty] public bool Sure { get; set; }

    public IReadOnlyList<DataRequestInfo> Asked { get; private set; } = [];
    public DateOnly Today => Texts.RomeDay(Now);
    /// <summary>Whether it may be erased here at once: who is signed in.</summary>
    public bool MayErase => Token is null && CurrentUser.IsSignedIn;
    /// <summary>Somebody else takes the role away first: what was done in it must answer to somebody.</summary>
    public bool HasRole { get; private set; }
    public IEnumerable<SelectListItem> Kinds => new[] { DataRequestKind.Correction, DataRequestKind.Objection, DataRequestKind.Erasure }
        .Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        await base.FindAsync(cancel);
        HasRole = MayErase && OwnAccount is { } own && await Get<PersonalDataBook>().HasRoleAsync([own], cancel);
        if (IsOpen) Asked = await requests.OfAsync(Persons, OwnAccount, cancel);
        // Who was signed out while writing signs in first and finds the words again.
        return IsOpen || !HttpMethods.IsPost(Request.Method);
    }

    public void OnGet() { }

    /// <summary>Shows everything that is kept, for reading and for paper.</summary>
    [Anybody(Why)]
    public async Task<IActionResult> OnPostCopyAsync()
    {
        return await ActAsync(write =>
        {
            write.Db.Tell(new PersonalDataTold(Guid.CreateVersion7()));
            return Task.FromResult<Done>(OwnDoor.CopyOf(Token));
        });
    }

    /// <summary>The same as a file.</summary>
    [Anybody(Why)]
    public async Task<IActionResult> OnPostDownloadAsync(CancellationToken cancel)
    {
        Get<Limits>().CountWrite("own-data", HttpContext, CurrentUser);
        var copy = await GatherAsync(cancel);
        await Get<Writes>().RunAsync(write =>
        {
            write.Db.Tell(new PersonalDataTold(Guid.CreateVersion7()));
            return Task.CompletedTask;
        }, cancel);
        return File(copy.ToJson(Authority.Name, L), "application/json", "i-miei-dati.json");
    }

    [Anybody(Why)]
    public async Task<IActionResult> OnPostAskAsync(CancellationToken cancel)
    {
        if (Kind is null or DataRequestKind.Copy) ModelState.AddModelError(nameof(Kind), L["Scegli che cosa chiedi."]);
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("data-request", HttpContext, CurrentUser);
        return await ActAsync(async write =>
        {
            RuleViolation.Unless(Email is not null, "data-request.no-address",
                "La tua utenza non ha un indirizzo confermato a cui risponderti: passa allo sportello o scrivi all'ufficio.");
            var asked = await write.Get<DataRequestBook>().AskAsync(Kind!.Value, Text ?? "", Email!, OwnAccount, cancel);
            return new(OwnDoor.DataOf(Token), L["Richiesta {0} ricevuta: ti rispondiamo entro il {1}. Ti abbiamo scritto una conferma.",
                asked.Number, L.Day(asked.Due)]);
        });
    }

    /// <summary>Only with the account itself: who has a link asks, and somebody looks.</summary>
    [Anybody("the account")]
    public async Task<IActionResult> OnPostEraseAsync(CancellationToken cancel)
    {
        if (!MayErase || OwnAccount is not { } account) return NotFound();
        if (!Sure)
        {
            ModelState.AddModelError(nameof(Sure), L["Spunta la casella: cancellare non si può annullare."]);
            return Page();
        }
        var done = await ActAsync(async write =>
        {
            await write.Get<DataRequestBook>().EraseOwnAsync([.. Persons.Select(p => p.Value)], account, Email, cancel);
            return "/";
        }, L["I tuoi dati sono stati cancellati. Quello che hai detto resta, senza il tuo nome."]);
        if (ModelState.IsValid) await Get<AccountSessions>().SignOutAsync(HttpContext.User);
        return done;
    }
}

/// <summary>Everything that is kept of one person, for reading and for paper; with <c>?pdf</c> as tagged PDF. Reached by the act that notes
/// it.</summary>
[NoReferrer]
[AlsoAsPdf("i-miei-dati")]
public sealed class OwnDataCopyModel : OwnDataPage
{
    public PersonalCopy Copy { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!IsOpen) return LocalRedirect(OwnDoor.Page);
        Copy = await GatherAsync(cancel);
        return Page();
    }
}
