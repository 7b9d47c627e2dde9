using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>A process becomes a template of the body, from which the next ones begin.</summary>
public sealed class AsTemplateModel(TemplateBook templates) : ProcessPage
{
    public override Act Demands => ProcessActs.Create;
    // A template is the body's.
    public override Place Place => new(Authority.Id);

    [BindProperty, StringLength(120)] public string? Name { get; set; }
    [BindProperty, StringLength(40)] public List<string> Take { get; set; } = [];

    public IEnumerable<Choice> Parts => templates.Parts.Select(p => new Choice(p.Key, L[p.Title]));

    protected override Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (ViewData["Nav"], ViewData["App"], ViewData["Crumbs"]) = ("percorsi", true, Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Salva come modello"].Value, null)));
        return Task.FromResult(true);
    }

    protected internal override void Fill() => (Name, Take) = (Excerpt.Cut(Process.Title, 120), [.. templates.Parts.Select(p => p.Key)]);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var book = write.Get<TemplateBook>();
            var key = await book.FreeKeyAsync(Name ?? "", cancel);
            write.Db.Add(OwnTemplate.Keep(Authority.Id, await book.OfAsync(Process.Id, key, Name?.Trim() ?? "", Take, cancel), write.Now));
            return ProcessUrls.Templates;
        }, L["Modello salvato: lo trovi fra gli altri quando apri un percorso."]);
    }
}
