using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Documents.Contracts;
using Patto.People;
using Patto.Provenance;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Documents.Pages;

/// <summary>A step in the life of an article: what an edition changed, and why.</summary>
public sealed record HistoryStep(Edition Edition, ArticleChange Change, IReadOnlyList<string> Whys);

/// <summary>One article: its text, what it comes from, what was said about it, how it became so. Here people comment.</summary>
public sealed class ArticleModel : DocumentPage
{
    public override Act? DemandsToPost => DocumentActs.Comment;

    [BindProperty, Required(ErrorMessage = "Scrivi il commento."), StringLength(Comment.Longest)] public string Text { get; set; } = "";
    [BindProperty, StringLength(120)] public string? Signature { get; set; }
    [BindProperty] public Channel Channel { get; set; }
    [BindProperty, StringLength(300)] public string? Address { get; set; }

    public ArticleChange Article { get; private set; } = null!;
    public IReadOnlyList<Amendment> Amendments { get; private set; } = [];
    public IReadOnlyList<Comment> Comments { get; private set; } = [];
    private const int PageSize = 20;
    [FromQuery(Name = "dopo")] public string? After { get; set; }
    [FromQuery(Name = "dopo-commenti")] public Guid? AfterComment { get; set; }
    public (int Amendments, int Comments) Totals { get; private set; }
    public (string? Amendments, string? Comments) Next { get; private set; }
    public IReadOnlyList<Card> Sources { get; private set; } = [];
    /// <summary>What came of it and of its commi.</summary>
    public ThreadTree Tree { get; private set; } = null!;
    public IReadOnlyList<HistoryStep> History { get; private set; } = [];
    public bool MayAmend { get; private set; }
    public bool MayComment { get; private set; }
    public Part Head => Article.Now.Head;

    public IEnumerable<SelectListItem> Channels => Contacts.Choices(L);

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        if (Last is null || RouteData.Values["eid"] is not string eId) return false;
        var editions = Document.Editions;
        Article = ArticleChange.Between(editions.Count > 1 ? editions[0].Parts : null, Last.Parts)
            .FirstOrDefault(a => a.Now.Head.EId == eId)!;
        if (Article is null) return false;
        await ReadRemarksAsync(eId, cancel);
        var told = await Get<Filo>().SourcesAsync([.. Pieces(Article).Select(p => p.Subject)], Relation.Grounds,
            await ReaderAsync(), cancel);
        Tree = await Get<ThreadTrees>().DrawAsync([.. Pieces(Article).Select(p => p.Subject)], await ReaderAsync(), whole: true, cancel);
        Sources = [.. told.SelectMany(g => g).DistinctBy(c => c.Subject)];
        History = await HistoryAsync(eId, cancel);
        (MayAmend, MayComment) = (Document.IsOpen(Now) && await MayAsync(DocumentActs.Amend), Document.IsOpen(Now)
            && await MayAsync(DocumentActs.Comment));
        Trail((Document.Title, Home), (Cite(Head.Label), null));
        return true;
    }

    private async Task ReadRemarksAsync(string eId, CancellationToken cancel)
    {
        var inside = eId + "__";
        var amendments = Db.Amendments.AsNoTracking().Where(a => a.Document == Document.Id && a.Reading == Reading.Published
            && (a.EId == eId || a.EId.StartsWith(inside)));
        var comments = Db.Comments.AsNoTracking().Where(c => c.Document == Document.Id && c.Reading == Reading.Published && c.EId == eId);
        Totals = (await amendments.CountAsync(cancel), await comments.CountAsync(cancel));
        if (!string.IsNullOrEmpty(After)) amendments = amendments.Where(a => a.Code.CompareTo(After) > 0);
        if (AfterComment is { } after && new Id<Comment>(after) is var id
            && await comments.Where(c => c.Id == id).Select(c => (DateTimeOffset?)c.At).SingleOrDefaultAsync(cancel) is { } at)
            comments = comments.Where(c => c.At > at);
        var first = await amendments.OrderBy(a => a.Code).Take(PageSize + 1).ToListAsync(cancel);
        var firstComments = await comments.OrderBy(c => c.At).Take(PageSize + 1).ToListAsync(cancel);
        (Amendments, Comments) = ([.. first.Take(PageSize)], [.. firstComments.Take(PageSize)]);
        Next = (first.Count > PageSize ? first[PageSize - 1].Code : null,
            firstComments.Count > PageSize ? firstComments[PageSize - 1].Id.ToString() : null);
    }

    private static IEnumerable<Part> Pieces(ArticleChange article) => article.Now.Commi.Prepend(article.Now.Head);

    // Each edition beside the one before, where this article changed; the reasons are those of the versions that came with it.
    private async Task<IReadOnlyList<HistoryStep>> HistoryAsync(string eId, CancellationToken cancel)
    {
        List<HistoryStep> steps = [];
        List<Id<Node>> nodes = [.. Pieces(Article).Select(p => p.Node)];
        var whys = await Db.Set<NodeVersion>().AsNoTracking().Where(v => nodes.Contains(v.Node) && v.Why != "")
            .ToDictionaryAsync(v => v.Id, v => v.Why, cancel);
        HashSet<Id<NodeVersion>> seen = [];
        for (var i = 0; i < Document.Editions.Count; i++)
        {
            var change = ArticleChange.Between(i == 0 ? [] : Document.Editions[i - 1].Parts, Document.Editions[i].Parts)
                .FirstOrDefault(a => a.Now.Head.EId == eId);
            if (change is not { Changed: true }) continue;
            steps.Add(new(Document.Editions[i], change, [.. Pieces(change).Where(p => seen.Add(p.Version))
                .Select(p => whys.GetValueOrDefault(p.Version)).OfType<string>().Distinct()]));
        }
        steps.Reverse();
        return steps;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        Get<Limits>().CountWrite("comment", HttpContext, CurrentUser);
        return await ActAsync(async w =>
        {
            var drafting = w.Get<Drafting>();
            var (comment, secret) = await drafting.CommentWithLettersAsync(Process, await drafting.LoadAsync(Document.Id), Head, Text,
                Signature ?? "", new(Channel, Signature ?? "", Address ?? ""), w.Now);
            return w.Get<Receipts>().Url(DocumentUrls.CommentReceipt(Process.Slug, Document.Id, w.Get<RemarkTickets>().For(comment.Id)),
                comment.Code!, secret);
        });
    }
}
