using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Documents.Pages;

/// <summary>What came in on a text: read, published or not, answered.</summary>
public sealed class DeskModel : DocumentPage
{
    public override Act Demands => DocumentActs.Reply;

    [BindProperty] public Id<Amendment> Amendment { get; set; }
    [BindProperty] public Id<Comment> Comment { get; set; }
    [BindProperty] public string? HiddenWhy { get; set; }

    public IReadOnlyList<Amendment> Amendments { get; private set; } = [];
    public IReadOnlyList<Comment> Comments { get; private set; } = [];
    public bool MayRead { get; private set; }

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        Amendments = await Db.Amendments.AsNoTracking().Where(a => a.Document == Document.Id).OrderBy(a => a.At).ToListAsync(cancel);
        Comments = await Db.Comments.AsNoTracking().Where(c => c.Document == Document.Id).OrderBy(c => c.At).ToListAsync(cancel);
        MayRead = await MayAsync(DocumentActs.Read);
        ViewData["App"] = true;
        Trail((Document.Title, Home), (L["Osservazioni"], null));
        return true;
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostPublishAmendmentAsync() => ReadAsync(async w => (await FindAmendmentAsync(w)).Publish(), L["Emendamento pubblicato."]);
    public Task<IActionResult> OnPostHideAmendmentAsync() => ReadAsync(async w => (await FindAmendmentAsync(w)).Hide(HiddenWhy ?? ""), L["Emendamento non pubblicato."]);
    public Task<IActionResult> OnPostPublishCommentAsync() => ReadAsync(async w => (await FindCommentAsync(w)).Publish(), L["Commento pubblicato."]);
    public Task<IActionResult> OnPostHideCommentAsync() => ReadAsync(async w => (await FindCommentAsync(w)).Hide(HiddenWhy ?? ""), L["Commento non pubblicato."]);

    private async Task<Amendment> FindAmendmentAsync(WriteScope w) => await w.Db.Amendments.SingleOrDefaultAsync(a => a.Id == Amendment && a.Document == Document.Id) ?? throw new Unknown();
    private async Task<Comment> FindCommentAsync(WriteScope w) => await w.Db.Comments.SingleOrDefaultAsync(c => c.Id == Comment && c.Document == Document.Id) ?? throw new Unknown();

    private async Task<IActionResult> ReadAsync(Func<WriteScope, Task> act, string said)
    {
        var result = await ActAsync(async w =>
        {
            await w.Get<Gate>().DemandAsync(DocumentActs.Read, Place);
            await act(w);
            return DocumentUrls.Desk(Process.Slug, Document.Id);
        });
        this.Flash(said);
        return result;
    }
}
