using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Mail.Returned;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Administration.Pages;

/// <summary>What waits, what failed, what left; in a demo the only place where letters can be read.</summary>
public sealed class MailListModel(MailRoutes routes) : PattoPage
{
    private const int PageSize = 30;

    public IReadOnlyList<Letter> Letters { get; private set; } = [];
    public string? Next { get; private set; }
    /// <summary>False: no server is set, or this is the demo.</summary>
    public bool Leaves { get; private set; }
    public bool IsDemo => routes.IsDemo;
    public bool MaySet { get; private set; }
    [FromQuery(Name = "stato")] public string? State { get; set; }
    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    public override Act Demands => AdministrationActs.SeeMail;

    public IReadOnlyList<Tab> Tabs =>
    [
        new(L["In attesa"], "/posta"), new(L["Non consegnate"], "/posta?stato=fallite"),
        new(L["Partite"], "/posta?stato=partite"), new(L["Da stampare o telefonare"], "/posta?stato=carta"),
        new(L["Indirizzi fermi"], "/posta?stato=indirizzi"),
    ];

    /// <summary>Addresses that nothing is sent to any more; null on the other tabs.</summary>
    public IReadOnlyList<TroubledAddress>? Stopped { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        Leaves = await routes.OfAsync(authority, cancel) is not null;
        MaySet = await MayAsync(AdministrationActs.Settle);
        if (State == "indirizzi") { await StoppedAsync(cancel); return; }
        var letters = Db.Set<Letter>().AsNoTracking().Where(l => l.Authority == authority);
        letters = State switch
        {
            "fallite" => letters.Where(l => l.GivenUp != null),
            "partite" => letters.Where(l => l.Sent != null),
            "carta" => letters.Where(l => l.Channel != Channel.Email && l.Sent == null),
            _ => letters.Where(l => l.Channel == Channel.Email && l.Sent == null && l.GivenUp == null),
        };
        if (After is { } last && await Db.Set<Letter>().Where(l => l.Id == new Id<Letter>(last)).Select(l => (DateTimeOffset?)l.Created)
            .SingleOrDefaultAsync(cancel) is { } before)
            letters = letters.Where(l => l.Created < before || (l.Created == before && l.Id != new Id<Letter>(last)));
        var page = await letters.OrderByDescending(l => l.Created).ThenByDescending(l => l.Id).Take(PageSize + 1).ToListAsync(cancel);
        Letters = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? Letters[^1].Id.ToString() : null;
    }

    private async Task StoppedAsync(CancellationToken cancel)
    {
        var (authority, after) = (Authority.Id, After);
        var stopped = Db.Set<TroubledAddress>().AsNoTracking().Where(a => a.Authority == authority && a.Stopped != null);
        if (after is { } last) stopped = stopped.Where(a => a.Id > new Id<TroubledAddress>(last));
        var page = await stopped.OrderBy(a => a.Id).Take(PageSize + 1).ToListAsync(cancel);
        Stopped = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? Stopped[^1].Id.ToString() : null;
    }

    /// <summary>Somebody knows that the address receives again.</summary>
    public Task<IActionResult> OnPostTryAgainAsync(Guid address, CancellationToken cancel) => ActAsync(async write =>
    {
        var authority = Authority.Id;
        var stopped = await write.Db.Set<TroubledAddress>().SingleOrDefaultAsync(a => a.Id == new Id<TroubledAddress>(address)
            && a.Authority == authority, cancel) ?? throw new Unknown();
        stopped.TryAgain();
        return new("/posta?stato=indirizzi", L["Le prossime lettere partono di nuovo per {0}.", stopped.Address]);
    });

    public string StateOf(Letter letter) => letter switch
    {
        { Sent: not null, GivenUp: { } back } => L["tornata indietro {0}: {1}", L.Moment(back), letter.LastError ?? ""],
        { Sent: { } at } => L["partita {0}", L.Moment(at)],
        { GivenUp: not null } => L.Count(letter.Attempts, "non consegnata dopo un tentativo: {1}", "non consegnata dopo {0} tentativi: {1}",
        letter.LastError ?? ""),
        { Channel: not Channel.Email } => L["da consegnare a mano"],
        { Attempts: > 0 } => L["si riprova {0}: {1}", L.Moment(letter.Due), letter.LastError ?? ""],
        _ when Leaves || IsDemo => L["in attesa"],
        _ => L["aspetta: il server di posta non è impostato"],
    };
}
