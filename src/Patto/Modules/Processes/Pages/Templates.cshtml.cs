using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>The body's own templates: renamed, deleted, taken away as a file and brought along.</summary>
public sealed class TemplatesModel(TemplateBook templates, ProcessBook book) : PattoPage
{
    public override Act Demands => ProcessActs.Create;

    private const int Largest = 1_000_000;

    [BindProperty, StringLength(120)] public string? Name { get; set; }
    [BindProperty] public Id<OwnTemplate> Template { get; set; }
    [BindProperty] public IFormFile? Brought { get; set; }

    public IReadOnlyList<OwnTemplate> Own { get; private set; } = [];
    /// <summary>Those that can be kept as a template.</summary>
    public IReadOnlyList<ProcessName> Processes { get; private set; } = [];

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        Own = await templates.OwnAsync(cancel);
        Processes = await book.NamesAsync(Authority.Id, cancel);
        (ViewData["Nav"], ViewData["App"], ViewData["Crumbs"]) = ("percorsi", true, Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (L["I modelli del tuo ente"].Value, null)));
        return true;
    }

    protected internal override void Fill() => Name = null;

    public void OnGet() { }

    /// <summary>The template as its file reads.</summary>
    public IActionResult OnGetFile(Guid id) => Own.FirstOrDefault(t => t.Id.Value == id) is { } own
        ? File(Encoding.UTF8.GetBytes(own.Json), "application/json", own.Key + ".json") : NotFound();

    public Task<IActionResult> OnPostRenameAsync(CancellationToken cancel) =>
        ChangeAsync(L["Modello rinominato."], (_, own) => own.Rename(Name ?? ""), cancel);

    public Task<IActionResult> OnPostDeleteAsync(CancellationToken cancel) =>
        ChangeAsync(L["Modello cancellato: i percorsi nati da lui restano come sono."], (write, own) =>
        {
            own.Delete();
            write.Db.Remove(own);
        }, cancel);

    public async Task<IActionResult> OnPostBringAsync(CancellationToken cancel)
    {
        if (Brought is not { Length: > 0 and <= Largest }) ModelState.AddModelError(nameof(Brought),
            L["Scegli il file di un modello, al massimo un megabyte."]);
        if (!ModelState.IsValid) return Page();
        using var bytes = new MemoryStream();
        await Brought!.CopyToAsync(bytes, cancel);
        Contracts.Template read;
        try { read = TemplateReader.Read(bytes.ToArray(), Brought.FileName); }
        catch (TemplateError wrong)
        {
            ModelState.AddModelError(nameof(Brought), wrong.Line > 0
                ? L["Il file non è un modello: alla riga {0} c'è qualcosa che non va. Scarica un modello da qui e confronta.", wrong.Line]
                : L["Il file non è un modello completo: manca qualcosa, o rimanda a una fase che non c'è."]);
            return Page();
        }
        return await ActAsync(async write =>
        {
            var key = await write.Get<TemplateBook>().FreeKeyAsync(read.Name, cancel);
            write.Db.Add(OwnTemplate.Keep(Authority.Id, TemplateWriter.Known(read with { Id = key }), write.Now));
            return ProcessUrls.Templates;
        }, L["Modello portato qui: lo trovi fra gli altri quando apri un percorso."]);
    }

    private async Task<IActionResult> ChangeAsync(string said, Action<WriteScope, OwnTemplate> change, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            change(write, await write.Db.Set<OwnTemplate>().SingleOrDefaultAsync(t => t.Id == Template && t.Authority == Authority.Id,
                cancel) ?? throw new Unknown());
            return ProcessUrls.Templates;
        }, said);
    }
}
