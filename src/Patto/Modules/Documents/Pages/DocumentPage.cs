using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Documents.Pages;

/// <summary>A page of one text: its route has <c>{id}</c>. A text that is not public exists only for those who write it.</summary>
public abstract class DocumentPage : ProcessPage
{
    public Document Document { get; private set; } = null!;
    public bool MayDraft { get; private set; }

    public Edition? Last => Document.Editions is [.., var last] ? last : null;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<Document>.TryParse(RouteData.Values["id"] as string, null, out var id)) return false;
        Document = (await Db.Documents.AsNoTracking().Include(d => d.Editions.OrderBy(e => e.Number))
            .SingleOrDefaultAsync(d => d.Id == id && d.Process == Process.Id, cancel))!;
        if (Document is null) return false;
        MayDraft = await MayAsync(DocumentActs.Draft);
        if (!Document.IsPublic && !MayDraft && Document.Unpublished is [.., var was]) throw new NoLongerPublic(was.Until, was.Why);
        ViewData["Nav"] = "documenti";
        return (Document.IsPublic || MayDraft) && await FindInDocumentAsync(cancel);
    }

    protected virtual Task<bool> FindInDocumentAsync(CancellationToken cancel) => Task.FromResult(true);

    protected async Task<Reader> ReaderAsync() => Reader.Of(await CurrentUser.GrantsAsync(Db, HttpContext.RequestAborted), Now);

    /// <summary>The text as the drafters have it now.</summary>
    protected async Task<Outline> OutlineAsync(CancellationToken cancel) =>
        new(Document, await Db.Nodes.AsNoTracking().Include(n => n.Versions.OrderBy(v => v.Number)).Where(n => n.Document == Document.Id)
            .ToListAsync(cancel));

    protected void Trail(params (string, string?)[] rest) => ViewData["Crumbs"] = Crumbs.To(
        [(Process.Title, ProcessUrls.Show(Process.Slug)), (L["Documenti"].Value, DocumentUrls.All(Process.Slug)), .. rest]);

    public string Home => DocumentUrls.Show(Process.Slug, Document.Id);
    public string Noun => L[Document.Kind.HasArticles() ? "Articolo" : "Punto"];
    public string Cite(string label) => L[Document.Kind.HasArticles() ? "art. {0}" : "punto {0}", label];
    /// <summary>How a division of the text is called: "Capo II – Organi".</summary>
    public string NameOf(Part division)
    {
        var number = division.Kind switch
        {
            NodeKind.Book => L["Parte {0}", division.Label].Value,
            NodeKind.Title => L["Titolo {0}", division.Label].Value,
            NodeKind.Section => L["Sezione {0}", division.Label].Value,
            NodeKind.Chapter => L["Capo {0}", division.Label].Value,
            NodeKind.Annex => L["Allegato {0}", division.Label].Value.TrimEnd(),
            _ => "",
        };
        return number.Length > 0 && division.Heading.Length > 0 ? $"{number} – {division.Heading}" : number + division.Heading;
    }

    public string EditionName(Edition edition) =>
        edition.Number == 1 ? L["Prima bozza"] : edition.IsFinal ? L["Testo definitivo"] : L["Versione {0}", edition.Number];
}
