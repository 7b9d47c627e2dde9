using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Documents.Pages;

/// <summary>The table answers an amendment; what it accepts enters the text at once.</summary>
public sealed class ReplyModel : DocumentPage
{
    public override Act Demands => DocumentActs.Reply;

    [BindProperty] public Answer Answer { get; set; }
    [BindProperty, StringLength(3000)] public string? Reasons { get; set; }
    [BindProperty, StringLength(Documents.Amendment.LongestText)] public string? Entering { get; set; }

    /// <summary>Code of the accepted amendment that absorbs or precludes this one.</summary>
    [BindProperty, StringLength(40)] public string? By { get; set; }

    public Amendment Amendment { get; private set; } = null!;
    public IEnumerable<SelectListItem> Answers => Enum.GetValues<Answer>().Where(a => a != Answer.Waiting)
        .Select(a => new Choice(a.ToString(), L[a.Italian()], L[a.Meaning()]));
    public string Current { get; private set; } = "";

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        if (!Id<Amendment>.TryParse(RouteData.Values["amendment"] as string, null, out var id)) return false;
        Amendment = (await Db.Amendments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.Document == Document.Id, cancel))!;
        if (Amendment is null) return false;
        Current = (await OutlineAsync(cancel)).Find(Amendment.Node)!.WordsAt(Amendment.EId);
        ViewData["App"] = true;
        Trail((Document.Title, Home), (L["Osservazioni"], DocumentUrls.Desk(Process.Slug, Document.Id)), (Amendment.Code, null));
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill() => Entering = Amendment.NewText;

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            var drafting = w.Get<Drafting>();
            var amendment = await w.Db.Amendments.SingleAsync(a => a.Id == Amendment.Id);
            await drafting.ReplyAsync(Process, await drafting.LoadAsync(Document.Id), amendment, Answer, Reasons ?? "",
                Entering ?? "", w.Now, by: By ?? "");
            return DocumentUrls.Desk(Process.Slug, Document.Id);
        }, L["Risposta registrata: chi ha lasciato un recapito riceve una lettera."]);
    }
}
