using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Patto.Modules.Documents.Pages;

/// <summary>Two editions side by side, only where they differ.</summary>
[Caching.PublicCache]
public sealed class CompareModel : DocumentPage
{
    [FromQuery(Name = "da")] public int? From { get; set; }
    [FromQuery(Name = "a")] public int? To { get; set; }

    public Edition Before { get; private set; } = null!;
    public Edition After { get; private set; } = null!;
    public IReadOnlyList<ArticleChange> Changes { get; private set; } = [];

    public IEnumerable<SelectListItem> Choices =>
        Document.Editions.Select(e =>
            new SelectListItem(L["versione {0}, {1}", e.Number, L.Day(e.At)], e.Number.ToString(CultureInfo.InvariantCulture)));

    protected override Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        Before = Document.Editions.FirstOrDefault(e => e.Number == (From ?? 1))!;
        After = Document.Editions.FirstOrDefault(e => e.Number == (To ?? Document.Editions.Count))!;
        if (Before is null || After is null) return Task.FromResult(false);
        if (Before.Number > After.Number) (Before, After) = (After, Before);
        Changes = [.. ArticleChange.Between(Before.Parts, After.Parts).Where(a => a.Changed)];
        Trail((Document.Title, Home), (L["Confronta"], null));
        return Task.FromResult(true);
    }

    public void OnGet() { }
}
