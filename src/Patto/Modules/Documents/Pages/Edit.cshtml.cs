using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;
using Patto.Web;

namespace Patto.Modules.Documents.Pages;

/// <summary>The drafters' table: articles, publication, consultation. Each button is a form of its own.</summary>
public sealed class EditModel : DocumentPage
{
    public override Act Demands => DocumentActs.Draft;

    [BindProperty, StringLength(300)] public string? Title { get; set; }
    [BindProperty, StringLength(600)] public string? Lead { get; set; }
    [BindProperty, StringLength(300)] public string? Heading { get; set; }
    [BindProperty, StringLength(1000)] public string? Plain { get; set; }
    [BindProperty, StringLength(TextLength.Longest)] public string? First { get; set; }
    [BindProperty, StringLength(80)] public string? After { get; set; }
    [BindProperty, StringLength(2000)] public string? Why { get; set; }
    [BindProperty] public bool Final { get; set; }
    /// <summary>Of the text that whoever publishes has before them.</summary>
    [BindProperty, StringLength(64)] public string? Seen { get; set; }
    public string Hash { get; private set; } = "";
    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public DateOnly? To { get; set; }
    [BindProperty] public DateOnly? AnswerBy { get; set; }
    [BindProperty, StringLength(500)] public string? WithdrawnWhy { get; set; }
    [BindProperty] public DateOnly? LastDay { get; set; }
    [BindProperty, StringLength(500)] public string? EarlyWhy { get; set; }
    [BindProperty, StringLength(500)] public string? HiddenWhy { get; set; }
    [BindProperty] public bool Sure { get; set; }
    /// <summary>How many have written: a consultation that nobody answered may be withdrawn.</summary>
    public int Arrived { get; private set; }

    public IReadOnlyList<Article> Articles { get; private set; } = [];
    public IReadOnlyList<ArticleChange> Unpublished { get; private set; } = [];
    public bool MayPublish { get; private set; }
    /// <summary>On which days the phases let people write remarks, in words.</summary>
    public IReadOnlyList<string> Allowed { get; private set; } = [];
    public int Waiting { get; private set; }
    public IEnumerable<SelectListItem> Places => Articles.Select(a => new SelectListItem(L["Dopo: {0}", Cite(a.Head.Label)], a.Head.EId));

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        var parts = (await OutlineAsync(cancel)).Read();
        Articles = Article.All(parts);
        Hash = HashOf(parts);
        if (Last is not null) Unpublished = [.. ArticleChange.Between(Last.Parts, parts).Where(c => c.Changed)];
        MayPublish = await MayAsync(DocumentActs.Publish);
        if (MayPublish) Allowed = [.. (await Get<OpeningsBook>().OfAsync(Process.Id, cancel))
            .Where(w => w.Act == DocumentActs.Comment.Name || w.Act == DocumentActs.Amend.Name).ToList()
            .Lines(L, Texts.RomeDay(Now)).Select(l => l.Sentence)];
        Waiting = await Db.Amendments.CountAsync(a =>
            a.Document == Document.Id && a.Answer == Answer.Waiting && a.Reading != Reading.Hidden, cancel);
        Arrived = await Get<Drafting>().ArrivedAsync(Document.Id, cancel);
        ViewData["App"] = true;
        Trail((Document.Title, Home), (L["Scrivi e pubblica"], null));
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill()
    {
        (Title, Lead, From, To, AnswerBy) = (Document.Title, Document.Lead, Document.OpenFrom, Document.OpenTo, Document.AnswerBy);
        (Heading, Plain, First, After, Why) = (null, null, null, null, null);
        (WithdrawnWhy, LastDay, EarlyWhy, HiddenWhy, Sure) = (null, null, null, null, false);
    }

    public Task<IActionResult> OnPostNameAsync() =>
        TryAsync(async w => (await w.Get<Drafting>().LoadAsync(Document.Id)).Name(Title ?? "", Lead ?? ""));

    public async Task<IActionResult> OnPostArticleAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            var (drafting, document) = (w.Get<Drafting>(), await w.Get<Drafting>().LoadAsync(Document.Id));
            var outline = await drafting.OutlineAsync(document);
            var after = After is { Length: > 0 } eId ? outline.Find(eId) : null;
            var article = outline.AddArticle(outline.LastDivision, Heading ?? "", Plain ?? "", CurrentUser.Actor, w.Now, after);
            if (!string.IsNullOrWhiteSpace(First)) outline.AddComma(article, First, "", [], CurrentUser.Actor, w.Now);
            await drafting.SaveAsync(document, outline);
            return DocumentUrls.EditArticle(Process.Slug, Document.Id, article.EId);
        });
    }

    [Demands(typeof(DocumentActs), nameof(DocumentActs.Publish))]
    public Task<IActionResult> OnPostPublishAsync() => TryAsync(async w =>
    {
        var drafting = w.Get<Drafting>();
        var document = await drafting.LoadAsync(Document.Id);
        RuleViolation.Unless(Seen == HashOf((await drafting.OutlineAsync(document)).Read()), "document.changed",
            "Il testo è cambiato dopo che hai aperto questa pagina: rileggilo com'è adesso, poi pubblicalo.");
        await drafting.PublishAsync(document, Why ?? "", Final, w.Now);
    }, L["Testo pubblicato."]);

    [Demands(typeof(DocumentActs), nameof(DocumentActs.Publish))]
    public Task<IActionResult> OnPostOpenAsync() => TryAsync(async w =>
    {
        RuleViolation.UnlessAt(nameof(From), From is not null, "document.from", "Scegli il primo giorno.");
        RuleViolation.UnlessAt(nameof(To), To is not null, "document.to", "Scegli l'ultimo giorno.");
        (await w.Get<Drafting>().LoadAsync(Document.Id)).Open(From!.Value, To!.Value, AnswerBy, w.Now);
    }, L["Le date della consultazione sono pubbliche."]);

    [Demands(typeof(DocumentActs), nameof(DocumentActs.Publish))]
    public async Task<IActionResult> OnPostDiscardAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            var drafting = w.Get<Drafting>();
            await drafting.DiscardAsync(await drafting.LoadAsync(Document.Id), Sure, w.Now);
            return DocumentUrls.All(Process.Slug);
        }, L["Bozza cancellata."]);
    }

    [Demands(typeof(DocumentActs), nameof(DocumentActs.Publish))]
    public Task<IActionResult> OnPostWithdrawAsync() => TryAsync(async w =>
    {
        await w.StandInLineAsync(Drafting.LineOf(Document.Id));
        var drafting = w.Get<Drafting>();
        await drafting.WithdrawAsync(await drafting.LoadAsync(Document.Id), WithdrawnWhy ?? "", w.Now);
    }, L["La consultazione è ritirata: la pagina del testo dice perché."]);

    [Demands(typeof(DocumentActs), nameof(DocumentActs.Publish))]
    public Task<IActionResult> OnPostHideAsync() => TryAsync(async w =>
    {
        await w.StandInLineAsync(Drafting.LineOf(Document.Id));
        var drafting = w.Get<Drafting>();
        await drafting.UnpublishAsync(await drafting.LoadAsync(Document.Id), HiddenWhy ?? "", w.Now);
    }, L["Il testo non è più pubblico: chi lo cerca legge il motivo."]);

    [Demands(typeof(DocumentActs), nameof(DocumentActs.Publish))]
    public Task<IActionResult> OnPostShortenAsync() => TryAsync(async w =>
    {
        RuleViolation.UnlessAt(nameof(LastDay), LastDay is not null, "document.to", "Scegli l'ultimo giorno.");
        (await w.Get<Drafting>().LoadAsync(Document.Id)).Shorten(LastDay!.Value, EarlyWhy ?? "", w.Now);
    }, L["La consultazione si chiude prima: la pagina del testo dice perché."]);

    // The words in plain language too, which the hash of an edition leaves out.
    private static string HashOf(IReadOnlyList<Part> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        Edition.HashOf(parts) + string.Join('\n', parts.Select(p => p.Plain)))));

    private async Task<IActionResult> TryAsync(Func<WriteScope, Task> act, string? said = null)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w => { await act(w); return DocumentUrls.Edit(Process.Slug, Document.Id); }, said ?? L["Salvato."]);
    }
}
