using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Web.Ui;
using Patto.Web;

namespace Patto.Modules.Documents.Pages;

/// <summary>What came in on a text, beside the words it changes: read, published or not, chosen to be answered, answered.</summary>
public sealed class DeskModel : DocumentPage
{
    public override Act Demands => DocumentActs.Reply;

    [BindProperty] public Id<Amendment> Amendment { get; set; }
    [BindProperty] public Id<Comment> Comment { get; set; }
    [BindProperty, StringLength(Documents.Amendment.LongestReason)] public string? HiddenWhy { get; set; }

    private const int PageSize = 20;

    /// <summary>So many are answered together at most, and so many joined in one text.</summary>
    public const int MostTogether = 100;

    [FromQuery(Name = "articolo")] public string? Article { get; set; }
    [FromQuery(Name = "codice")] public string? Code { get; set; }
    [FromQuery(Name = "tipo")] public AmendmentKind? Kind { get; set; }
    [FromQuery(Name = "esito")] public Answer? Outcome { get; set; }
    [FromQuery(Name = "via")] public Via? Via { get; set; }
    [FromQuery(Name = "dopo")] public string? After { get; set; }
    [FromQuery(Name = "dopo-commenti")] public Guid? AfterComment { get; set; }
    [FromQuery(Name = "dopo-letti")] public string? AfterDone { get; set; }

    /// <summary>Amendments that wait for an answer by the place they change, remarks that wait to be read, amendments that are settled: a
    /// page of each, with how many there are in all.</summary>
    public IReadOnlyList<DeskOfPlace> Open { get; private set; } = [];
    public IReadOnlyList<Comment> Unread { get; private set; } = [];
    public IReadOnlyList<Amendment> Done { get; private set; } = [];
    public (int Open, int Unread, int Done) Totals { get; private set; }
    public (string? Open, string? Unread, string? Done) Next { get; private set; }
    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];
    public bool MayRead { get; private set; }
    public int Shown => Open.Sum(o => o.Shown.Count);
    /// <summary>Some of those on the page may be chosen: they were read, and the text may change.</summary>
    public bool MayChoose => Document.IsBeingWritten && Open.Any(o => o.Shown.Any(a => a.IsPublic));
    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<AmendmentKind>()
        .Select(k => new SelectListItem(L[k.Italian()], k.ToString()));
    public IEnumerable<SelectListItem> Outcomes => Enum.GetValues<Answer>().Select(a => new SelectListItem(L[a.Italian()], a.ToString()));
    public IEnumerable<SelectListItem> Vias => Enum.GetValues<Via>().Select(v => new SelectListItem(L[v.Italian()], v.ToString()));

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        await ReadAmendmentsAsync(cancel);
        await ReadCommentsAsync(cancel);
        MayRead = await MayAsync(DocumentActs.Read);
        ViewData["App"] = true;
        Trail((Document.Title, Home), (L["Osservazioni"], null));
        return true;
    }

    private ReadingOrder _order = null!;

    /// <summary>The article in which they stand, with its heading; null outside of all articles.</summary>
    public Part? ArticleOf(DeskOfPlace place) => _order.Find(ArticleOf(place.EId));

    private async Task ReadAmendmentsAsync(CancellationToken cancel)
    {
        var all = Db.Amendments.AsNoTracking().Where(a => a.Document == Document.Id);
        var places = _order = new ReadingOrder((await OutlineAsync(cancel)).Read());
        var written = await all.Select(a => a.EId).Distinct().ToListAsync(cancel);
        Places = [.. written.Concat(written.Select(ArticleOf)).Distinct().OrderBy(e => places.Of(ArticleOf(e))).ThenBy(e => e.Length)
            .ThenBy(places.Of).Select(e => new SelectListItem(Document.Kind.CiteWhole(e), e))];
        all = new DeskFilter(Places.FirstOrDefault(p => p.Value == Article)?.Value, string.IsNullOrWhiteSpace(Code) ? null : Code, Kind,
            Outcome, Via).Of(all);
        await ReadOpenAsync(all.Where(a => a.Answer == Answer.Waiting && a.Reading != Reading.Hidden), places, cancel);
        var done = all.Where(a => a.Answer != Answer.Waiting || a.Reading == Reading.Hidden);
        Totals = Totals with { Done = await done.CountAsync(cancel) };
        if (!string.IsNullOrEmpty(AfterDone)) done = done.Where(a => a.Code.CompareTo(AfterDone) > 0);
        var page = await done.OrderBy(a => a.Code).Take(PageSize + 1).ToListAsync(cancel);
        (Done, Next) = ([.. page.Take(PageSize)], Next with { Done = page.Count > PageSize ? page[PageSize - 1].Code : null });
    }

    // In reading order, then of arrival. Only code and place of all are read; the rest, of those on the page.
    private async Task ReadOpenAsync(IQueryable<Amendment> open, ReadingOrder places, CancellationToken cancel)
    {
        var order = (await open.Select(a => new { a.Code, a.EId }).ToListAsync(cancel)).Select(a => (Place: places.Of(a.EId), a.Code))
            .Order().ToList();
        Totals = Totals with { Open = order.Count };
        // The last one of the page before may have been answered since.
        if (!string.IsNullOrEmpty(After) && await Db.Amendments.Where(a => a.Document == Document.Id && a.Code == After)
            .Select(a => a.EId).SingleOrDefaultAsync(cancel) is { } last)
            order = [.. order.Where(a => a.CompareTo((places.Of(last), After)) > 0)];
        List<string> codes = [.. order.Select(a => a.Code).Take(PageSize)];
        var shown = await Db.Amendments.AsNoTracking().Where(a => a.Document == Document.Id && codes.Contains(a.Code)).OrderBy(a => a.Code)
            .ToListAsync(cancel);
        Open = await BesideAsync(shown, places, cancel);
        Next = Next with { Open = order.Count > PageSize ? codes[^1] : null };
    }

    private async Task<IReadOnlyList<DeskOfPlace>> BesideAsync(List<Amendment> shown, ReadingOrder places, CancellationToken cancel)
    {
        List<string> here = [.. shown.Select(a => a.EId).Distinct().OrderBy(places.Of)];
        var live = (await Db.Amendments.Where(a => a.Document == Document.Id && here.Contains(a.EId) && a.Answer == Answer.Waiting
            && a.Reading != Reading.Hidden).OrderBy(a => a.Code)
            .Select(a => new DeskOfPlace.Waiting(a.Code, a.EId, a.OldText, a.NewText)).ToListAsync(cancel)).ToLookup(a => a.EId);
        return [.. here.Select(e => DeskOfPlace.Of(e, places.Find(e), [.. shown.Where(a => a.EId == e)], [.. live[e]]))];
    }

    private async Task ReadCommentsAsync(CancellationToken cancel)
    {
        var unread = Db.Comments.AsNoTracking().Where(c => c.Document == Document.Id && c.Reading == Reading.Unread);
        Totals = Totals with { Unread = await unread.CountAsync(cancel) };
        if (AfterComment is { } after && new Id<Comment>(after) is var id
            && await Db.Comments.Where(c => c.Id == id && c.Document == Document.Id).Select(c => (DateTimeOffset?)c.At)
                .SingleOrDefaultAsync(cancel) is { } at)
            unread = unread.Where(c => c.At > at);
        var page = await unread.OrderBy(c => c.At).Take(PageSize + 1).ToListAsync(cancel);
        Unread = [.. page.Take(PageSize)];
        Next = Next with { Unread = page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null };
    }

    // art_4__para_2 belongs to art_4.
    private static string ArticleOf(string eId) => eId.Split("__")[0];

    protected internal override void Fill() => HiddenWhy = null;

    public void OnGet() { }

    [Demands(typeof(DocumentActs), nameof(DocumentActs.Read))]
    public Task<IActionResult> OnPostPublishAmendmentAsync() =>
        ReadAsync(async w => (await FindAmendmentAsync(w)).Publish(), L["Emendamento pubblicato."]);
    [Demands(typeof(DocumentActs), nameof(DocumentActs.Read))]
    public Task<IActionResult> OnPostHideAmendmentAsync() =>
        ReadAsync(async w => (await FindAmendmentAsync(w)).Hide(HiddenWhy ?? ""), L["Emendamento non pubblicato."]);
    [Demands(typeof(DocumentActs), nameof(DocumentActs.Read))]
    public Task<IActionResult> OnPostPublishCommentAsync() =>
        ReadAsync(async w => (await FindCommentAsync(w)).Publish(), L["Commento pubblicato."]);
    [Demands(typeof(DocumentActs), nameof(DocumentActs.Read))]
    public Task<IActionResult> OnPostHideCommentAsync() =>
        ReadAsync(async w => (await FindCommentAsync(w)).Hide(HiddenWhy ?? ""), L["Commento non pubblicato."]);

    private async Task<Amendment> FindAmendmentAsync(WriteScope w) =>
        await w.Db.Amendments.SingleOrDefaultAsync(a => a.Id == Amendment && a.Document == Document.Id) ?? throw new Unknown();
    private async Task<Comment> FindCommentAsync(WriteScope w) =>
        await w.Db.Comments.SingleOrDefaultAsync(c => c.Id == Comment && c.Document == Document.Id) ?? throw new Unknown();

    private async Task<IActionResult> ReadAsync(Func<WriteScope, Task> act, string said)
    {
        return await ActAsync(async w =>
        {
            await act(w);
            return SameList;
        }, said);
    }
}
