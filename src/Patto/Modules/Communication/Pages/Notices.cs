using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Communication.Pages;

/// <summary>A page reached from a letter, by its token. Opening it changes nothing: programs that look into letters open links
/// too.</summary>
public abstract class TokenPage : PattoPage
{
    public Subscription Subscription { get; private set; } = null!;
    public ProcessInfo Process { get; private set; } = null!;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(RouteData.Values["token"] as string, out var token)) return false;
        var authority = Authority.Id;
        Subscription = (await Db.Subscriptions.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Token == token && s.Authority == authority, cancel))!;
        if (Subscription is null || await Get<ProcessBook>().GetAsync(Subscription.Process, cancel) is not { } process) return false;
        Process = process;
        Response.Headers["Referrer-Policy"] = "no-referrer";
        return true;
    }

    protected Task<IActionResult> ChangeAsync(Action<Subscription, DateTimeOffset> act, string next) => ActAsync(async w =>
    {
        act(await w.Db.Subscriptions.SingleAsync(s => s.Id == Subscription.Id), w.Now);
        return next;
    });
}

public sealed class ConfirmModel : TokenPage
{
    public void OnGet() { }
    [Anybody("the token of the letter")]
    public Task<IActionResult> OnPostAsync() => ChangeAsync((s, now) => s.Confirm(now), CommunicationUrls.Confirm(Subscription.Token));
}

public sealed class UnsubscribeModel : TokenPage
{
    public void OnGet() { }
    [Anybody("the token of the letter")]
    public Task<IActionResult> OnPostAsync() => ChangeAsync((s, now) => s.End(now), CommunicationUrls.Unsubscribe(Subscription.Token));
}
