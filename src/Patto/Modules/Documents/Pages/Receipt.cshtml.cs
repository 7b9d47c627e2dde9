using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Documents.Pages;

/// <summary>What the author of an amendment keeps: the code, what happens next, and the way to take it back. Nothing about the author is
/// on it.</summary>
[NoReferrer]
public sealed class ReceiptModel(RemarkTickets tickets, Receipts receipts, CurrentAuthority currentAuthority) : DocumentPage
{
    [BindProperty, StringLength(Documents.Amendment.LongestReason)] public string? WithdrawnWhy { get; set; }

    public Amendment Amendment { get; private set; } = null!;
    /// <summary>Shown once, to who has just sent it.</summary>
    public ReceiptLetters? Letters { get; private set; }

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        if (tickets.OpenAmendment(RouteData.Values["ticket"] as string) is not { } id) return false;
        Amendment = (await Db.Amendments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.Document == Document.Id, cancel))!;
        Letters = ReceiptLetters.Of(receipts, Request, Amendment?.Code, currentAuthority);
        Trail((Document.Title, Home), (L["Ricevuta"], null));
        return Amendment is not null;
    }

    /// <summary>Its author may still take it back.</summary>
    public bool MayWithdraw => Amendment is { Answer: Answer.Waiting, Reading: not Reading.Hidden } && Document.IsBeingWritten;

    public void OnGet() { }

    [Anybody("the sealed address of the receipt")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("amendment", HttpContext, CurrentUser);
        return await ActAsync(async w =>
        {
            await w.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            (await w.Db.Amendments.SingleAsync(a => a.Id == Amendment.Id, cancel)).Withdraw(WithdrawnWhy ?? "", w.Now);
            return SameList;
        }, L["Emendamento ritirato: il Tavolo non lo esamina."]);
    }
}
