using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Documents.Contracts;
using Patto.Web;

namespace Patto.Modules.Documents.Pages;

/// <summary>What the author of a comment keeps: the code, what became of it, and the way to take it back.</summary>
[NoReferrer]
public sealed class CommentReceiptModel(RemarkTickets tickets, Receipts receipts, CurrentAuthority currentAuthority) : DocumentPage
{
    [BindProperty] public bool Sure { get; set; }

    public Comment Comment { get; private set; } = null!;
    /// <summary>Shown once, to who has just sent it.</summary>
    public ReceiptLetters? Letters { get; private set; }
    public string ArticleUrl => DocumentUrls.Article(Process.Slug, Document.Id, Comment.EId);

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        if (tickets.OpenComment(RouteData.Values["ticket"] as string) is not { } id) return false;
        Comment = (await Db.Comments.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Document == Document.Id, cancel))!;
        Letters = ReceiptLetters.Of(receipts, Request, Comment?.Code, currentAuthority);
        Trail((Document.Title, Home), (L["Ricevuta"], null));
        return Comment is not null;
    }

    public void OnGet() { }

    [Anybody("the sealed address of the receipt")]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!Sure) ModelState.AddModelError(nameof(Sure), L["Conferma che vuoi ritirarlo: non si può tornare indietro."]);
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("comment", HttpContext, CurrentUser);
        return await ActAsync(async w =>
        {
            (await w.Db.Comments.SingleAsync(c => c.Id == Comment.Id, cancel)).Withdraw();
            return Request.Path.Value!;
        }, L["Commento ritirato."]);
    }
}
