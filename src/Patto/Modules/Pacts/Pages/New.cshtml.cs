using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Pacts.Pages;

/// <summary>A pact is begun; who signs and what they promise comes afterwards.</summary>
public sealed class NewModel(DocumentBook documents) : ProcessPage
{
    public override Act Demands => PactActs.Keep;

    [BindProperty] public PactKind Kind { get; set; } = PactKind.Welfare;
    [BindProperty, StringLength(Pact.LongestTitle)] public string? Title { get; set; }
    [BindProperty, StringLength(Pact.LongestPurpose)] public string? Purpose { get; set; }
    [BindProperty] public Guid? Text { get; set; }

    public IReadOnlyList<SelectListItem> Texts { get; private set; } = [];
    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<PactKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Texts = await TextsAsync(documents, Process, cancel);
        (ViewData["Nav"], ViewData["App"], ViewData["Crumbs"]) = ("percorsi", true, Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Patti"].Value, PactUrls.All(Process.Slug)),
            (L["Scrivi un patto"].Value, null)));
        return true;
    }

    internal static async Task<IReadOnlyList<SelectListItem>> TextsAsync(DocumentBook documents, ProcessInfo process,
        CancellationToken cancel) =>
        [.. (await documents.PublicAsync(process.Id, cancel)).Select(d => new SelectListItem(d.Title, d.Id.ToString()))];

    /// <summary>The text that was chosen, one of those that people may read.</summary>
    internal static Id<Document>? Chosen(Guid? text, IReadOnlyList<SelectListItem> texts) =>
        text is { } id ? texts.Any(t => t.Value == id.ToString()) ? new Id<Document>(id) : throw new Unknown() : null;

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var pact = Pact.Write(Process, new(Kind, Title ?? "", Purpose ?? "", Chosen(Text, Texts)), write.Now);
            write.Db.Add(pact);
            return PactUrls.Work(Process.Slug, pact.Id);
        }, L["La bozza c'è. Adesso scrivi chi firma e a che cosa si impegna."]);
    }
}
