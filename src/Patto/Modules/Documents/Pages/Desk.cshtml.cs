using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Web.Ui;
using Patto.Web;

namespace Patto.Modules.Documents.Pages;

/// <summary>What came in on a text: read, published or not, answered.</summary>
public sealed class DeskModel : DocumentPage
{
    public override Act Demands => DocumentActs.Reply;

    [BindProperty] public Id<Amendment> Amendment { get; set; }
    [BindProperty] public Id<Comment> Comment { get; set; }
    [BindProperty, StringLength(Documents.Amendment.LongestReason)] public string? HiddenWhy { get; set; }

    private const int PageSize = 20;

    [FromQuery(Name = "articolo")] public string? Article { get; set; }
    [FromQuery(Name = "codice")] public string? Code { get; set; }
    [FromQuery(Name = "dopo")] public string? After { get; set; }
    [FromQuery(Name = "dopo-commenti")] public Guid? AfterComment { get; set; }
    [FromQuery(Name = "dopo-letti")] public string? AfterDone { get; set; }

    /// <summary>Amendments that wait for an answer, remarks that wait to be read, amendments that are settled: a page of each, with how
    /// many there are in all.</summary>
    public IReadOnlyList<Amendment> Open { get; private set; } = [];
    public IReadOnlyList<Comment> Unread { get; private set; } = [];
    public IReadOnlyList<Amendment> Done { get; private set; } = [];
    public (int Open, int Unread, int Done) Totals { get; private set; }
    public (string? Open, string? Unread, string? Done) Next { get; private set; }
    public IReadOnlyList<SelectListItem> Places { get; private set; } = [];
    public bool IsFiltered => !string.IsNullOrEmpty(Article) || !string.IsNullOrWhiteSpace(Code);
    public bool MayRead { get; private set; }

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        await ReadAmendmentsAsync(cancel);
        await ReadCommentsAsync(cancel);
        MayRead = await MayAsync(DocumentActs.Read);
        ViewData["App"] = true;
        Trail((Document.Title, Home), (L["Osservazioni"], null));
        return true;
    }

    // By code, which is the order of arrival.
    private async Task ReadAmendmentsAsync(CancellationToken cancel)
    {
        var all = Db.Amendments.AsNoTracking().Where(a => a.Document == Document.Id);
        Places = [.. (await all.Select(a => a.EId).Distinct().ToListAsync(cancel)).Select(ArticleOf).Distinct().Order(ByPlace)
            .Select(e => new SelectListItem(Document.Kind.CiteWhole(e), e))];
        if (Places.FirstOrDefault(p => p.Value == Article) is { Value: var article })
        {
            var inside = article
            + "__"; all = all.Where(a => a.EId == article || a.EId.StartsWith(inside));
        }
        if (!string.IsNullOrWhiteSpace(Code)) { var code = Code.Trim().ToUpperInvariant(); all = all.Where(a => a.Code == code); }
        var (open, done) = (all.Where(a => a.Answer == Answer.Waiting && a.Reading != Reading.Hidden),
            all.Where(a => a.Answer != Answer.Waiting || a.Reading == Reading.Hidden));
        Totals = (await open.CountAsync(cancel), 0, await done.CountAsync(cancel));
        var (openPage, donePage) = (await FromAsync(open, After, cancel), await FromAsync(done, AfterDone, cancel));
        (Open, Done) = ([.. openPage.Take(PageSize)], [.. donePage.Take(PageSize)]);
        Next = (NextOf(openPage), null, NextOf(donePage));
    }

    private static Task<List<Amendment>> FromAsync(IQueryable<Amendment> amendments, string? after, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(after)) amendments = amendments.Where(a => a.Code.CompareTo(after) > 0);
        return amendments.OrderBy(a => a.Code).Take(PageSize + 1).ToListAsync(cancel);
    }

    private static string? NextOf(List<Amendment> page) => page.Count > PageSize ? page[PageSize - 1].Code : null;

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
    private static string ArticleOf(string eId) => eId.Split("__para")[0];

    private static readonly IComparer<string> ByPlace = Comparer<string>.Create((a, b) => (NumberOf(a), a).CompareTo((NumberOf(b), b)));

    private static int NumberOf(string eId) =>
        int.TryParse(string.Concat(eId.SkipWhile(c => !char.IsDigit(c)).TakeWhile(char.IsDigit)), out var n) ? n : 0;

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
