using System.ComponentModel.DataAnnotations;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Patto.Grants;
using Patto.Modules.Observatory.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Observatory.Pages;

/// <summary>A record comes in as the register's text, or as JSON or CSV: every line is kept, and the record tells what is odd.</summary>
public sealed class ImportModel : PattoPage
{
    /// <summary>Bytes; a record of the register is a few kilobytes.</summary>
    private const long Largest = 1_000_000;

    public override Act Demands => RecordActs.Import;

    [BindProperty] public IFormFile? Document { get; set; }
    [BindProperty, StringLength(Database.TextLength.Longest)] public string? Text { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi da dove viene la scheda."), StringLength(300)]
    public string? Source
    {
        get; set;
    } = "Osservatorio Partecipazione, Regione Emilia-Romagna";

    public IReadOnlyList<RecordProblem> Problems { get; private set; } = [];

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var text = await TextAsync(cancel);
        if (!ModelState.IsValid) return Page();
        var (sheet, problems) = RecordExchange.Read(text!);
        if (sheet is null)
        {
            Problems = problems;
            ModelState.AddModelError("", L["La scheda non è stata importata: qui sotto trovi che cosa manca."]);
            return Page();
        }
        return await ActAsync(write =>
        {
            var record = ProcessRecord.Import(Authority.Id, sheet, Source!, write.Now);
            write.Db.Add(record);
            return Task.FromResult<Done>(RecordUrls.Show(record.Id.Value));
        }, L.Count(sheet.Fields.Count, "Scheda importata: {0} campo.", "Scheda importata: {0} campi.")
            + (sheet.Warnings.Count > 0 ? " " + L["Sotto trovi che cosa controllare."] : ""));
    }

    private async Task<string?> TextAsync(CancellationToken cancel)
    {
        if (Document is { Length: > Largest }) ModelState.AddModelError(nameof(Document),
            L["Il documento è troppo grande: al massimo 1 MB."]);
        else if (Document is { Length: > 0 } file)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancel);
            return TableFile.TextOf(bytes.ToArray());
        }
        else if (!string.IsNullOrWhiteSpace(Text)) return Text;
        else ModelState.AddModelError(nameof(Document), L["Scegli un documento, oppure incolla il testo della scheda."]);
        return null;
    }
}
