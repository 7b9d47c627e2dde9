using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Communication.Contracts;
using Patto.Web;

namespace Patto.Modules.Communication.Pages;

/// <summary>A page reached from a letter, by its token. Opening it changes nothing: programs that look into letters open links
/// too.</summary>
[NoReferrer]
public abstract class TokenPage : PattoPage
{
    public Subscription Subscription { get; private set; } = null!;
    /// <summary>How what is followed reads; null where nobody may read it any more.</summary>
    public FollowedName? Followed { get; private set; }
    /// <summary>As a sentence names it.</summary>
    public string Name => Followed?.Name ?? L["ciò che seguivi"];

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(RouteData.Values["token"] as string, out var token)) return false;
        var authority = Authority.Id;
        Subscription = (await Db.Subscriptions.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Token == token && s.Authority == authority, cancel))!;
        if (Subscription is null) return false;
        return await FindHereAsync(cancel);
    }

    protected virtual async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Followed = (await Get<Subscribing>().NamesAsync([Subscription.Followed], cancel)).GetValueOrDefault(Subscription.Followed);
        return true;
    }

    public IEnumerable<SelectListItem> Frequencies => Frequent.Items(L);
}

internal static class Frequent
{
    public static IEnumerable<SelectListItem> Items(Localization.Texts L) =>
        Enum.GetValues<Frequency>().Select(f => new SelectListItem(L[f.Italian()], f.ToString()));
}

public sealed class ConfirmModel : TokenPage
{
    public void OnGet() { }

    [Anybody("the token of the letter")]
    public Task<IActionResult> OnPostAsync() => ActAsync(async w =>
    {
        (await w.Db.Subscriptions.SingleAsync(s => s.Id == Subscription.Id)).Confirm(w.Now);
        return CommunicationUrls.Confirm(Subscription.Token);
    });
}

/// <summary>All that is followed from one letter box: how often it is told, and no more. Who has a letter has the box.</summary>
public sealed class UnsubscribeModel : TokenPage
{
    /// <summary>What the address follows, this one first.</summary>
    public IReadOnlyList<(Subscription Of, FollowedName? Name)> All { get; private set; } = [];

    [BindProperty] public Guid? Which { get; set; }
    [BindProperty] public Frequency Frequency { get; set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var all = Subscription.Ended is not null ? [] : await Same(Db).AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancel);
        var names = await Get<Subscribing>().NamesAsync([.. all.Select(s => s.Followed)], cancel);
        All = [.. all.OrderByDescending(s => s.Id == Subscription.Id).Select(s => (s, names.GetValueOrDefault(s.Followed)))];
        return await base.FindHereAsync(cancel);
    }

    private IQueryable<Subscription> Same(AppDb db)
    {
        var (email, authority, id) = (Subscription.Email, Authority.Id, Subscription.Id);
        return db.Subscriptions.Where(s => s.Authority == authority && s.Email == email && s.Ended == null
            && (s.Confirmed != null || s.Id == id));
    }

    public void OnGet() { }

    /// <summary>Ends the one that the letter belongs to, or another of the same address.</summary>
    [Anybody("the token of the letter")]
    public Task<IActionResult> OnPostAsync() => ActAsync(async w =>
    {
        var ended = await OneAsync(w);
        // The token that ended opens nothing more of the address: another one goes on.
        var next = All.Select(a => a.Of).FirstOrDefault(s => s.Id != ended.Id) ?? Subscription;
        ended.End(w.Now);
        return CommunicationUrls.Unsubscribe(ended.Id == Subscription.Id ? next.Token : Subscription.Token);
    }, L["Fatto: questi avvisi sono disdetti."]);

    [Anybody("the token of the letter")]
    public Task<IActionResult> OnPostTimeAsync() => ActAsync(async w =>
    {
        (await OneAsync(w)).Time(Frequency, w.Now);
        return CommunicationUrls.Unsubscribe(Subscription.Token);
    }, L["Fatto: da adesso ti scriviamo così."]);

    [Anybody("the token of the letter")]
    public Task<IActionResult> OnPostAllAsync() => ActAsync(async w =>
    {
        if (Subscription.Ended is null)
            foreach (var one in await Same(w.Db).ToListAsync()) one.End(w.Now);
        return CommunicationUrls.Unsubscribe(Subscription.Token);
    });

    private async Task<Subscription> OneAsync(WriteScope write)
    {
        var id = Which is { } which ? new Id<Subscription>(which) : Subscription.Id;
        if (Subscription.Ended is not null) return await write.Db.Subscriptions.SingleAsync(s => s.Id == Subscription.Id);
        return await Same(write.Db).SingleOrDefaultAsync(s => s.Id == id) ?? throw new Unknown();
    }
}

/// <summary>Where a mail program ends it for its reader with one click, without session, seal or page (RFC 8058): answered by 200 also
/// where it had ended. Who opens the address in a browser comes to the page.</summary>
[IgnoreAntiforgeryToken]
public sealed class OneClickModel : TokenPage
{
    [FromQuery(Name = "insieme")] public Frequency? Together { get; set; }

    protected override Task<bool> FindHereAsync(CancellationToken cancel) => Task.FromResult(true);

    public IActionResult OnGet() => LocalRedirect(CommunicationUrls.Unsubscribe(Subscription.Token));

    [Anybody("the token of the letter")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (id, email, authority, together) = (Subscription.Id, Subscription.Email, Authority.Id, Together);
        if (Subscription.Ended is null)
            await Get<Writes>().RunAsync(async write =>
            {
                foreach (var one in await write.Db.Subscriptions.Where(s => s.Ended == null && (s.Id == id || together != null
                    && s.Authority == authority && s.Email == email && s.Confirmed != null && s.Frequency == together))
                    .ToListAsync(cancel)) one.End(write.Now);
            }, cancel);
        return Content(L["Fatto: questi avvisi sono disdetti."], "text/plain; charset=utf-8");
    }
}
