using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Documents.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Documents.Pages;

/// <summary>An article with what people said about it.</summary>
/// <param name="Change">What it says, and said.</param>
/// <param name="Amendments">The first few; the page of the article has all.</param>
/// <param name="Comments">The first few.</param>
/// <param name="Counts">How many there are in all.</param>
/// <param name="Sources">What it comes from.</param>
public sealed record ArticleRow(ArticleChange Change, IReadOnlyList<Amendment> Amendments, IReadOnlyList<Comment> Comments,
    (int Amendments, int Comments) Counts, IReadOnlyList<Card> Sources)
{
    public Part Head => Change.Now.Head;
    public int Remarks => Counts.Amendments + Counts.Comments;
    public int Left => Remarks - Amendments.Count - Comments.Count;
}

/// <summary>The text, read in one of three ways: clean, with its changes, side by side.</summary>
[Caching.PublicCache]
public sealed class ShowModel : DocumentPage
{
    private const int MostBesideAnArticle = 3;

    [FromQuery(Name = "come")] public string? How { get; set; }
    [FromQuery(Name = "da")] public int? From { get; set; }
    [FromQuery(Name = "versione")] public int? Number { get; set; }
    /// <summary>The drafters read what nobody else reads yet.</summary>
    [FromQuery(Name = "bozza")] public bool Draft { get; set; }

    public Edition? Shown { get; private set; }
    public Edition? Before { get; private set; }
    public IReadOnlyList<ArticleRow> Articles { get; private set; } = [];
    public IReadOnlyList<Part> Parts { get; private set; } = [];
    public bool MayAmend { get; private set; }
    public bool MayComment { get; private set; }
    public bool MayReply { get; private set; }
    public bool MayPublish { get; private set; }
    public int Waiting { get; private set; }
    public bool Marked => How == "modifiche";
    public bool IsOpen => Document.IsOpen(Now);
    public int AmendmentCount => Articles.Sum(a => a.Counts.Amendments);
    public int CommentCount => Articles.Sum(a => a.Counts.Comments);

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        Draft = MayDraft && (Draft || Last is null);
        Shown = Draft ? null : Number is { } number ? Document.Editions.FirstOrDefault(e => e.Number == number) : Last;
        if (!Draft && Shown is null) return false;
        var earlier = Document.Editions.Where(e => Shown is null || e.Number < Shown.Number).ToList();
        Before = earlier.FirstOrDefault(e => e.Number == From) ?? earlier.FirstOrDefault();
        How = Before is null ? "pulito" : How is "pulito" or "affiancati" ? How : "modifiche";
        await ReadAsync(cancel);
        (MayAmend, MayComment) = (IsOpen && await MayAsync(DocumentActs.Amend), IsOpen && await MayAsync(DocumentActs.Comment));
        (MayReply, MayPublish) = (await MayAsync(DocumentActs.Reply), await MayAsync(DocumentActs.Publish));
        if (MayReply) Waiting = await Db.Amendments.CountAsync(a => a.Document == Document.Id && a.Answer == Answer.Waiting
            && a.Reading != Reading.Hidden, cancel);
        ViewData["Wide"] = true;
        Trail((Document.Title, null));
        return true;
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var parts = Parts = Draft ? (await OutlineAsync(cancel)).Read() : Shown!.Parts;
        var amended = (await Db.Amendments.Where(a => a.Document == Document.Id && a.Reading == Reading.Published).OrderBy(a => a.At)
            .Select(a => new { a.Id, a.EId }).ToListAsync(cancel)).ToLookup(a => Of(a.EId), a => a.Id);
        var commented = (await Db.Comments.Where(c => c.Document == Document.Id && c.Reading == Reading.Published).OrderBy(c => c.At)
            .Select(c => new { c.Id, c.EId }).ToListAsync(cancel)).ToLookup(c => Of(c.EId), c => c.Id);
        List<Id<Amendment>> first = [.. amended.SelectMany(g => g.Take(MostBesideAnArticle))];
        List<Id<Comment>> firstComments = [.. commented.SelectMany(g => g.Take(MostBesideAnArticle))];
        var amendments = await Db.Amendments.AsNoTracking().Where(a => first.Contains(a.Id)).OrderBy(a => a.At).ToListAsync(cancel);
        var comments = await Db.Comments.AsNoTracking().Where(c => firstComments.Contains(c.Id)).OrderBy(c => c.At).ToListAsync(cancel);
        var sources = await Get<Filo>().SourcesAsync([.. parts.Select(p => p.Subject)], Relation.Grounds, await ReaderAsync(), cancel);
        Articles = [.. ArticleChange.Between(How == "pulito" ? null : Before?.Parts, parts).Select(change => new ArticleRow(change,
            [.. amendments.Where(a => Of(a.EId) == change.Now.Head.EId)], [.. comments.Where(c => Of(c.EId) == change.Now.Head.EId)],
            (amended[change.Now.Head.EId].Count(), commented[change.Now.Head.EId].Count()),
            [.. change.Now.Commi.Prepend(change.Now.Head).SelectMany(p => sources[p.Subject]).DistinctBy(c => c.Subject)]))];
    }

    private static string Of(string eId) => eId.Split("__")[0];

    public void OnGet() { }

    public string ReadingUrl(string how) => $"?come={how}" + (Before is null ? "" : $"&da={Before.Number}")
        + (Draft ? "&bozza=true" : Shown!.Number == Last!.Number ? "" : $"&versione={Shown.Number}");
}
