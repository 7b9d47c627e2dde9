using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Mail.Returned;
using Patto.Modules.Administration.Contracts;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

public sealed class MailShowModel(ReceiptBook receipts) : PattoPage
{
    public Letter Letter { get; private set; } = null!;
    public ReceiptList Receipts { get; private set; } = null!;
    public override Act Demands => AdministrationActs.SeeMail;

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        if (!Id<Letter>.TryParse(RouteData.Values["id"] as string, null, out var id)) return false;
        Letter = (await Db.Set<Letter>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == id && l.Authority == authority, cancel))!;
        if (Letter is null) return false;
        Receipts = new([.. (await receipts.OfAsync([Letter.Id], cancel))[Letter.Id]], $"/posta/{Letter.Id}");
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnGetReceiptAsync(Guid receipt, CancellationToken cancel) =>
        await ReceiptList.FileAsync(receipts, Letter.Id, receipt, cancel);

    public Task<IActionResult> OnPostSettledAsync() => OnLetterAsync((letter, _) => letter.Settle());

    public Task<IActionResult> OnPostRetryAsync() => OnLetterAsync((letter, now) => letter.Retry(now));

    public Task<IActionResult> OnPostHandedAsync() => OnLetterAsync((letter, now) => letter.Deliver(now));

    private Task<IActionResult> OnLetterAsync(Action<Letter, DateTimeOffset> act) => ActAsync(async write =>
    {
        act(await write.Db.Set<Letter>().SingleAsync(l => l.Id == Letter.Id), write.Now);
        return $"/posta/{Letter.Id}";
    });
}
