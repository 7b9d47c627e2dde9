using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Documents.Pages;

/// <summary>One article rewritten: heading, plain words, each *comma*, a new one; with the reason and what it comes from.</summary>
public sealed class EditArticleModel : DocumentPage
{
    public override Act Demands => DocumentActs.Draft;

    [BindProperty, Required(ErrorMessage = "Scrivi il titolo dell'articolo."), StringLength(300)] public string Heading { get; set; } = "";
    [BindProperty, StringLength(1000)] public string? Plain { get; set; }
    /// <summary>The words of each *comma*, in order.</summary>
    [BindProperty, StringLength(TextLength.Longest)] public List<string?> Texts { get; set; } = [];
    /// <summary>The version of each that the drafter started from: whoever comes second must not undo the first unseen.</summary>
    [BindProperty] public List<int> Based { get; set; } = [];
    [BindProperty, StringLength(TextLength.Longest)] public string? Added { get; set; }
    [BindProperty, StringLength(2000)] public string? Why { get; set; }
    [BindProperty, StringLength(2000)] public string? Sources { get; set; }

    public Node Node { get; private set; } = null!;
    public IReadOnlyList<Node> Commi { get; private set; } = [];

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        var outline = await OutlineAsync(cancel);
        Node = outline.Find(RouteData.Values["eid"] as string ?? "")!;
        if (Node is not { Kind: NodeKind.Article }) return false;
        Commi = [.. outline.Under(Node)];
        ViewData["App"] = true;
        Trail((Document.Title, Home), (L["Scrivi e pubblica"], DocumentUrls.Edit(Process.Slug, Document.Id)), (Cite(Node.Label), null));
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill() =>
        (Heading, Plain, Texts, Based) = (Node.Current.Heading, Node.Current.Plain, [.. Commi.Select(c => c.Current.Text)],
            [.. Commi.Select(c => c.Current.Number)]);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var sources = await SourcesAsync(cancel);
        return await ActAsync(async w =>
        {
            var (drafting, document) = (w.Get<Drafting>(), await w.Get<Drafting>().LoadAsync(Document.Id));
            document.DemandBeingWritten();
            var outline = await drafting.OutlineAsync(document);
            Rewrite(outline, outline.Find(Node.Id)!, sources, document.IsPublic, w.Now);
            await drafting.SaveAsync(document, outline);
            return DocumentUrls.EditArticle(Process.Slug, Document.Id, Node.EId);
        }, L["Articolo salvato. Si leggerà nella prossima versione pubblicata."]);
    }

    private void Rewrite(Outline outline, Node article, IReadOnlyList<Subject> sources, bool published, DateTimeOffset now)
    {
        var why = Why ?? "";
        var changed = article.Rewrite(Heading, Plain ?? "", "", why, [], CurrentUser.Actor, now) is not null;
        var commi = outline.Under(article).ToList();
        foreach (var (comma, i) in commi.Take(Texts.Count).Select((c, i) => (c, i)))
        {
            RuleViolation.Unless(comma.Current.Number == Based.ElementAtOrDefault(i), "node.moved",
                "Qualcun altro ha riscritto il comma {0} mentre lo modificavi: copia il tuo testo, ricarica la pagina e riprova.",
                comma.Label);
            var differs = comma.Current.Text != (Texts[i] ?? "").ReplaceLineEndings("\n").Trim();
            if (differs) changed |= comma.Rewrite(Texts[i] ?? "", why, sources, CurrentUser.Actor, now) is not null;
        }
        if (!string.IsNullOrWhiteSpace(Added)) (_,
            changed) = (outline.AddComma(article, Added, why, sources, CurrentUser.Actor, now), true);
        // Only the sources were given: they belong to the article as a whole.
        if (!changed && sources.Count > 0) changed = article.Rewrite(Heading, Plain ?? "", "", why, sources, CurrentUser.Actor,
            now) is not null;
        RuleViolation.Unless(changed, "node.same", "Non hai cambiato niente.");
        RuleViolation.UnlessAt(nameof(Why), !published || why.Trim().Length > 0, "node.why",
            "Il testo è già pubblico: scrivi perché cambia.");
    }

    private async Task<IReadOnlyList<Subject>> SourcesAsync(CancellationToken cancel)
    {
        var codes = (Sources ?? "").ToUpperInvariant().Split([' ', ',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Distinct().ToList();
        if (codes.Count == 0) return [];
        var voices = (await Get<ContributionBook>().FindByCodesAsync(Process.Id, codes, forStaff: true, cancel))
            .ToDictionary(c => c.Code, c => c.Subject);
        foreach (var proposal in await Get<Proposals.Contracts.ProposalBook>()
            .FindByCodesAsync(Process.Id, codes, cancel)) voices[proposal.Code] = proposal.Subject;
        if (codes.FirstOrDefault(c => !voices.ContainsKey(c)) is { } unknown)
            throw new RuleViolation("node.source", "Non trovo «{0}» in questo percorso: controlla il codice.",
                unknown)
            { Field = nameof(Sources) };
        return [.. codes.Select(c => voices[c])];
    }
}
