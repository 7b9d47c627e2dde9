using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Mail.Returned;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Administration.Pages;

/// <summary>The letters of one process that somebody must carry: those for paper, phone and desk, and those that the mail lost. The words
/// of e-mails are their recipient's only.</summary>
public sealed class ProcessMailModel : ProcessPage
{
    private const int PageSize = 30;

    public IReadOnlyList<Letter> Letters { get; private set; } = [];
    public string? Next { get; private set; }
    public bool Lost => State == "fallite";
    [FromQuery(Name = "stato")] public string? State { get; set; }
    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    public override Act Demands => AdministrationActs.HandLetters;

    public IReadOnlyList<Tab> Tabs =>
        [new(L["Da stampare o telefonare"], AdministrationUrls.Letters(Process.Slug)),
            new(L["Non consegnate"], AdministrationUrls.Letters(Process.Slug) + "?stato=fallite")];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var process = Process.Subject;
        var letters = Db.Set<Letter>().AsNoTracking().Where(l => l.Process == process).MayLeave(Now);
        letters = Lost ? letters.Where(l => l.GivenUp != null) : letters.Where(l => l.Channel != Channel.Email && l.Sent == null);
        if (After is { } last && await Db.Set<Letter>().Where(l => l.Id == new Id<Letter>(last)).Select(l => (DateTimeOffset?)l.Created)
            .SingleOrDefaultAsync(cancel) is { } before)
            letters = letters.Where(l => l.Created < before || (l.Created == before && l.Id != new Id<Letter>(last)));
        var page = await letters.OrderByDescending(l => l.Created).ThenByDescending(l => l.Id).Take(PageSize + 1).ToListAsync(cancel);
        Letters = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? Letters[^1].Id.ToString() : null;
    }

    public string HowTo(Letter letter) =>
        L[letter.Channel switch { Channel.Post => "Per posta", Channel.Phone => "Per telefono", _ => "Allo sportello" }];
}

/// <summary>One letter to be printed or read aloud, and marked when it has been delivered; or one that did not arrive, with what came
/// back.</summary>
public sealed class ProcessLetterModel(ReceiptBook receipts) : ProcessPage
{
    public Letter Letter { get; private set; } = null!;
    public ReceiptList Receipts { get; private set; } = null!;
    public override Act Demands => AdministrationActs.HandLetters;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<Letter>.TryParse(RouteData.Values["id"] as string, null, out var id)) return false;
        var process = Process.Subject;
        Letter = (await Db.Set<Letter>().AsNoTracking()
            .SingleOrDefaultAsync(l => l.Id == id && l.Process == process && (l.Channel != Channel.Email || l.GivenUp != null),
                cancel))!;
        if (Letter is null) return false;
        Receipts = new([.. (await receipts.OfAsync([Letter.Id], cancel))[Letter.Id]], AdministrationUrls.Letter(Process.Slug, Letter.Id));
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnGetReceiptAsync(Guid receipt, CancellationToken cancel) =>
        await ReceiptList.FileAsync(receipts, Letter.Id, receipt, cancel);

    public Task<IActionResult> OnPostSettledAsync() => ActAsync(async write =>
    {
        (await write.Db.Set<Letter>().SingleAsync(l => l.Id == Letter.Id)).Settle();
        return AdministrationUrls.Letters(Process.Slug) + "?stato=fallite";
    }, L["Tolta dalle lettere non consegnate; la ricevuta resta."]);

    public Task<IActionResult> OnPostAsync() => ActAsync(async write =>
    {
        (await write.Db.Set<Letter>().SingleAsync(l => l.Id == Letter.Id)).Deliver(write.Now);
        return AdministrationUrls.Letters(Process.Slug);
    }, L["Segnata come consegnata."]);
}
