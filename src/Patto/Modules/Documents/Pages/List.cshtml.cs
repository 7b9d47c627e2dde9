using Microsoft.EntityFrameworkCore;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Documents.Pages;

/// <summary>A text in a list.</summary>
public sealed record DocumentRow(string Url, string Title, string Lead, DocumentKind Kind, DocumentState State, int Editions,
    DateTimeOffset? LastAt, DateOnly? OpenFrom, DateOnly? OpenTo, string? AdoptedBy, string ProcessTitle, string ProcessSlug)
{
    public bool IsOpenOn(DateOnly day) => State == DocumentState.Published && OpenFrom <= day && day <= OpenTo;
}

[Caching.PublicCache]
public sealed class ListModel : ProcessPage
{
    public IReadOnlyList<DocumentRow> Documents { get; private set; } = [];
    public bool MayDraft { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        MayDraft = await MayAsync(DocumentActs.Draft);
        ViewData["Nav"] = "documenti";
        ViewData["Crumbs"] = Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Documenti"].Value, null));
        var found = await Db.Documents.AsNoTracking().Where(d => d.Process == Process.Id && (MayDraft || d.State != DocumentState.Draft))
            .OrderByDescending(d => d.Created)
            .Select(d => new
            {
                d.Id,
                d.Title,
                d.Lead,
                d.Kind,
                d.State,
                Count = d.Editions.Count,
                LastAt = d.Editions.Max(e => (DateTimeOffset?)e.At),
                d.OpenFrom,
                d.OpenTo,
                d.AdoptedBy
            }).ToListAsync(cancel);
        Documents = [.. found.Select(d => new DocumentRow(DocumentUrls.Show(Process.Slug, d.Id), d.Title, d.Lead, d.Kind, d.State, d.Count,
            d.LastAt, d.OpenFrom, d.OpenTo, d.AdoptedBy, Process.Title, Process.Slug))];
        return true;
    }

    public void OnGet() { }
}
