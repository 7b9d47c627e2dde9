using System.Globalization;
using System.Text;
using Deliberation.Formats.Regulations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Identity;
using Patto.Localization;
using Patto.Web;

namespace Patto.Modules.Documents.Pages;

/// <summary>An edition, or the draft for those who write it, as a file of Word, of LibreOffice, or Markdown; for Word also with what
/// changed since an earlier edition as tracked changes.</summary>
public sealed class FileModel : DocumentPage
{
    /// <summary>Which edition; the last where none is named.</summary>
    [FromQuery(Name = "versione")] public int? Number { get; set; }
    /// <summary>The edition from which changes are tracked; in Word only.</summary>
    [FromQuery(Name = "da")] public int? From { get; set; }
    [FromQuery(Name = "bozza")] public bool Draft { get; set; }

    private Edition? _shown;
    private Edition? _before;
    private IReadOnlyList<Part> _parts = [];

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        Draft = MayDraft && (Draft || Last is null);
        _shown = Draft ? null : Number is { } number ? Document.Editions.FirstOrDefault(e => e.Number == number) : Last;
        if (!Draft && _shown is null) return false;
        _parts = Draft ? (await OutlineAsync(cancel)).Read() : _shown!.Parts;
        _before = Document.Editions.FirstOrDefault(e => e.Number == From && e.Number < (_shown?.Number ?? int.MaxValue));
        return From is null || (_before is not null && Format == "docx");
    }

    private string Format => (string)RouteData.Values["format"]!;

    public async Task<IActionResult> OnGetAsync()
    {
        var text = ExportedText.Of(Document.Title, _parts);
        return Format switch
        {
            "md" => File(Encoding.UTF8.GetBytes(RegulationMarkdown.Write(text.Text)), "text/markdown; charset=utf-8", Name("md")),
            "odt" => File(RegulationOpenText.Write(text.Text), "application/vnd.oasis.opendocument.text", Name("odt")),
            _ => File(_before is null ? RegulationWord.Write(text.Text) : await ChangesAsync(text),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Name("docx")),
        };
    }

    private async Task<byte[]> ChangesAsync(ExportedText text)
    {
        var authors = await AuthorsAsync([.. _parts.Select(p => p.Version)]);
        var before = ExportedText.Of(Document.Title, _before!.Parts);
        return RegulationWord.WriteChanges(before.Text, text.Text, (part, comma) => (comma ?? (object?)part) is { } written
            && text.PieceOf(written) is { } piece ? authors[piece.Version] : new(Authority.Name, InRome(_shown?.At ?? Now)));
    }

    // In public a change is of the amendment that asked for it, by the name it was signed with; those who write the text read each other's
    // names.
    private async Task<Dictionary<Id<NodeVersion>, TrackedBy>> AuthorsAsync(IReadOnlyCollection<Id<NodeVersion>> ids)
    {
        var versions = await Db.Set<NodeVersion>().AsNoTracking().Where(v => ids.Contains(v.Id)).ToListAsync(HttpContext.RequestAborted);
        var amendments = (await Db.Amendments.AsNoTracking().Where(a => a.Document == Document.Id && a.Reading == Reading.Published)
            .ToListAsync(HttpContext.RequestAborted)).ToDictionary(a => a.Subject.ToString());
        List<Guid> writers = MayDraft ? [.. versions.Select(v => v.By).OfType<Guid>().Distinct()] : [];
        var names = await Db.Set<Account>().AsNoTracking().Where(a => writers.Contains(a.Actor))
            .ToDictionaryAsync(a => a.Actor, a => a.Name, HttpContext.RequestAborted);
        string NameOf(NodeVersion version) =>
            version.Sources.Select(amendments.GetValueOrDefault).OfType<Amendment>().FirstOrDefault() is { } asked
                ? asked.Signature.Length > 0 ? $"{asked.Code}, {asked.Signature}" : asked.Code
                : version.By is { } by && names.TryGetValue(by, out var name) ? name : Authority.Name;
        return versions.ToDictionary(v => v.Id, v => new TrackedBy(NameOf(v), InRome(v.At)));
    }

    // A word processor shows the hours that stand in the file.
    private static DateTimeOffset InRome(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Texts.Rome);

    private string Name(string extension)
    {
        var edition = _shown is null ? "bozza" : string.Create(CultureInfo.InvariantCulture, $"versione-{_shown.Number}");
        var changes = _before is null ? "" : string.Create(CultureInfo.InvariantCulture, $"-modifiche-dalla-{_before.Number}");
        return $"{FileName.Of(Document.Title)}-{edition}{changes}.{extension}";
    }
}
