using System.ComponentModel.DataAnnotations;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Formats.Regulations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Web;
using Patto.Web.Imports;

namespace Patto.Modules.Documents.Pages;

/// <summary>How the tracked changes of a file count.</summary>
public enum TrackedAnswer { Accepted, Rejected }

/// <summary>A text of a word processor, or a paste, is read, seen as it was understood, corrected, and then kept as the draft. The file
/// travels with the form and is kept nowhere.</summary>
public sealed class ImportModel : DocumentPage
{
    public const int Largest = 25 * 1024 * 1024;

    public override Act Demands => DocumentActs.Draft;

    [BindProperty] public IFormFile? Upload { get; set; }
    /// <summary>The file, packed, as it travels until the question about its changes is answered.</summary>
    [BindProperty, StringLength(3_000_000)] public string? Packed { get; set; }
    [BindProperty] public TrackedAnswer? Tracked { get; set; }
    /// <summary>The text as it was understood, to be corrected; or a paste.</summary>
    [BindProperty, StringLength(TextLength.Longest)] public string? Words { get; set; }
    [BindProperty] public bool Sure { get; set; }

    public RegulationReading? Read { get; private set; }
    public IReadOnlyList<TrackedChanges> Asked { get; private set; } = [];
    public int Written { get; private set; }
    public bool Open => Last is null && Document.IsBeingWritten;

    public IEnumerable<SelectListItem> Answers =>
    [
        new(L["Accettate: vale il testo nuovo"], nameof(TrackedAnswer.Accepted)),
        new(L["Rifiutate: vale il testo di prima"], nameof(TrackedAnswer.Rejected)),
    ];

    public string Say(Bilingual said) => Texts.IsEnglish ? said.English : said.Italian;

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        Written = Article.All((await OutlineAsync(cancel)).Read()).Count;
        ViewData["App"] = true;
        Trail((Document.Title, Home), (L["Scrivi e pubblica"], DocumentUrls.Edit(Process.Slug, Document.Id)),
            (L["Porta dentro un testo"], null));
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostReadAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        if (Upload is { Length: > Largest }) ModelState.AddModelError(nameof(Upload), L["Il file è troppo grande: il massimo è {0} MB.",
            Largest / 1024 / 1024]);
        else if (Upload is { Length: > 0 }) await TakeAsync(Upload, cancel);
        else if (Packed is { Length: > 0 }) Take(Unpacked());
        else if (!string.IsNullOrWhiteSpace(Words)) Look(() => RegulationFile.Parse(Words), nameof(Words));
        else ModelState.AddModelError(nameof(Upload), L["Scegli il file, oppure incolla il testo qui sotto."]);
        return Page();
    }

    public async Task<IActionResult> OnPostKeepAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        Look(() => RegulationFile.Parse(Words ?? ""), nameof(Words));
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            var drafting = w.Get<Drafting>();
            await drafting.ImportAsync(await drafting.LoadAsync(Document.Id, cancel), Read!.Text, Sure, w.Now, cancel);
            return DocumentUrls.Edit(Process.Slug, Document.Id);
        }, L.Count(Read!.Text.Articles.Count(), "Il testo è nella bozza: un articolo.", "Il testo è nella bozza: {0} articoli."));
    }

    private async Task TakeAsync(IFormFile upload, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await upload.CopyToAsync(bytes, cancel);
        Take(bytes.ToArray());
    }

    private byte[]? Unpacked()
    {
        try { return PackedFile.Unpack(Packed!); }
        catch (Exception broken) when (broken is FormatException or InvalidDataException)
        {
            Packed = null;
            ModelState.AddModelError(nameof(Upload), L["Il file non è arrivato intero: sceglilo di nuovo."]);
            return null;
        }
    }

    // Changes that somebody tracked are counted one way or the other only once it was said which.
    private void Take(byte[]? file)
    {
        if (file is null) return;
        Look(() => RegulationFile.Read(file, new() { ChangesAccepted = Tracked is { } said ? said == TrackedAnswer.Accepted : null }),
            nameof(Upload));
        if (Read is null) return;
        if (Read.Changes.Count > 0 && Tracked is null)
        {
            (Asked, Read, Packed) = (Read.Changes, null, file.Length > PackedFile.Largest ? null : PackedFile.Pack(file));
            ModelState.AddModelError(nameof(Tracked), Packed is null
                ? L["Il file ha modifiche registrate: scegli come contano e scegli di nuovo il file, che è grande, poi premi «Leggi»."]
                : L["Il file ha modifiche registrate: scegli come contano, poi premi «Leggi»."]);
            return;
        }
        var words = RegulationMarkdown.Write(Read.Text);
        if (words.Length > TextLength.Longest) ModelState.AddModelError(nameof(Upload),
            L["Il testo del file ha {0} caratteri, il massimo è {1}: dividilo in più parti.", words.Length, TextLength.Longest]);
        else (Words, Packed) = (words, null);
        ModelState.Remove(nameof(Words));
        ModelState.Remove(nameof(Packed));
    }

    private void Look(Func<RegulationReading> read, string field)
    {
        try { Read = read(); }
        catch (FormatError wrong) { ModelState.AddModelError(field, Say(wrong.Text)); }
    }
}
