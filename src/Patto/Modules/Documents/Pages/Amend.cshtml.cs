using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Documents.Pages;

/// <summary>Anybody asks for a change: to a *comma*, to the heading, or a new *comma* for the article. Seen with its differences before it
/// is sent.</summary>
public sealed class AmendModel : DocumentPage
{
    public override Act? Demands => DocumentActs.Amend;

    [BindProperty, StringLength(Amendment.LongestText)] public string? NewText { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi perché: il Tavolo ti risponde su questo."),
        StringLength(Amendment.LongestReason)]
    public string Why { get; set; } = "";
    [BindProperty, StringLength(120)] public string? Signature { get; set; }
    [BindProperty] public Channel Channel { get; set; }
    [BindProperty, StringLength(200)] public string? Name { get; set; }
    [BindProperty, StringLength(300)] public string? Address { get; set; }
    /// <summary>Said by who works on the text and types what others said or wrote; anybody else writes on the site.</summary>
    [BindProperty] public Via Via { get; set; }

    public Article Article { get; private set; } = null!;
    /// <summary>The *comma* or the heading to change, or the article for an addition; null while it is to be chosen.</summary>
    public Part? Target { get; private set; }
    public IReadOnlyList<Span>? Preview { get; private set; }
    public IEnumerable<SelectListItem> Vias => Enum.GetValues<Via>().Select(v => new SelectListItem(L[v.Italian()], v.ToString()));
    public IEnumerable<SelectListItem> Channels => Contacts.Choices(L);

    protected override Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        if (Last is null || RouteData.Values["eid"] is not string eId) return Task.FromResult(false);
        Article = Article.All(Last.Parts).FirstOrDefault(a => a.Head.EId == eId.Split("__")[0])!;
        if (Article is null) return Task.FromResult(false);
        Target = eId == Article.Head.EId ? (Request.Query.ContainsKey("nuovo") ? Article.Head : null)
            : Article.Commi.Append(Article.Head.HeadingAlone()).FirstOrDefault(c => c.EId == eId && (c.Kind == NodeKind.Comma
                || c.Text.Length > 0));
        if (Target is null && (eId != Article.Head.EId || HttpMethods.IsPost(Request.Method))) return Task.FromResult(false);
        Trail((Document.Title, Home), (Cite(Article.Head.Label), DocumentUrls.Article(Process.Slug, Document.Id, Article.Head.EId)),
            (L["Proponi una modifica"], null));
        return Task.FromResult(true);
    }

    public void OnGet()
    {
        if (Target is { HasWords: true } piece) NewText = piece.Text;
    }

    public void OnPostPreview()
    {
        if (ModelState.IsValid) Preview = TextDiff.Between(Target!.Text, (NewText ?? "").ReplaceLineEndings("\n").Trim());
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("amendment", HttpContext, CurrentUser);
        return await ActAsync(async w =>
        {
            var drafting = w.Get<Drafting>();
            var (amendment, secret) = await drafting.ProposeWithLettersAsync(Process, await drafting.LoadAsync(Document.Id), Target!,
                NewText ?? "", Why, Signature ?? "", new(Channel, Name ?? "", Address ?? ""), w.Now, via: MayDraft ? Via : Via.Web);
            return w.Get<Receipts>().Url(DocumentUrls.Receipt(Process.Slug, Document.Id, w.Get<RemarkTickets>().For(amendment.Id)),
                amendment.Code, secret);
        });
    }
}
