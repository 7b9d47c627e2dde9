using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Documents.Pages;

public sealed class NewModel : ProcessPage
{
    public override Act Demands => DocumentActs.Draft;

    [BindProperty] public DocumentKind Kind { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi il titolo del testo."), StringLength(300)] public string Title { get; set; } = "";
    [BindProperty, StringLength(600)] public string? Lead { get; set; }
    [BindProperty, StringLength(Database.TextLength.Longest)] public string? Pasted { get; set; }

    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<DocumentKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    protected override Task<bool> FindHereAsync(CancellationToken cancel)
    {
        ViewData["Crumbs"] = Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Documenti"].Value, DocumentUrls.All(Process.Slug)), (L["Comincia un testo"].Value, null));
        (ViewData["Nav"], ViewData["App"]) = ("documenti", true);
        return base.FindHereAsync(cancel);
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            var look = await SameQuestion.LookAsync(this, w);
            var like = (await w.Db.Documents.Where(d => d.Process == Process.Id && d.Kind == Kind).Select(d => new { d.Id, d.Title })
                .ToListAsync()).Find(d => NameOrder.SameKey(d.Title) == NameOrder.SameKey(Title));
            if (look.SaysSame(like is not null, $"{Kind} {Title}",
                L["C'è già il testo «{0}»: è lo stesso?", like?.Title ?? ""],
                L["È lo stesso: apri quello, quello che ho incollato qui non serve"], L["È un altro testo: comincialo"]))
                return new(DocumentUrls.Edit(Process.Slug, like!.Id),
                    L["Questo è il testo che c'era già: non ne è stato cominciato un altro."]);
            var document = Document.Start(Process.Id, Process.Authority, Kind, Title, Lead ?? "", w.Now);
            w.Db.Add(document);
            var drafting = w.Get<Drafting>();
            var outline = await drafting.OutlineAsync(document);
            if (!string.IsNullOrWhiteSpace(Pasted)) ImportedText.Into(outline, Pasted, CurrentUser.Actor, w.Now);
            await drafting.SaveAsync(document, outline);
            return DocumentUrls.Edit(Process.Slug, document.Id);
        });
    }
}
