using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
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
    private const int PageSize = 30;

    [FromQuery(Name = "cerca")] public string? Words { get; set; }
    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    public int Total { get; private set; }
    public string? Next { get; private set; }
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Words);

    public IReadOnlyList<DocumentRow> Documents { get; private set; } = [];
    public bool MayDraft { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        MayDraft = await MayAsync(DocumentActs.Draft);
        ViewData["Nav"] = "documenti";
        ViewData["Crumbs"] = Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Documenti"].Value, null));
        var all = Db.Documents.AsNoTracking().Where(d => d.Process == Process.Id && (MayDraft || d.State != DocumentState.Draft))
            .Having(Words);
        Total = await all.CountAsync(cancel);
        if (After is { } after && new Id<Document>(after) is var id && await Db.Documents.Where(d => d.Id == id)
            .Select(d => new { d.Created, Key = EF.Property<string>(d, NameOrder.Key) }).SingleOrDefaultAsync(cancel) is { } last)
        {
            var (at, key) = (last.Created, last.Key);
#pragma warning disable CA1309 // the database compares the stored keys
            all = all.Where(d => d.Created < at || d.Created == at && string.Compare(EF.Property<string>(d, NameOrder.Key), key) > 0);
#pragma warning restore CA1309
        }
        var found = await all.OrderByDescending(d => d.Created).ThenBy(d => EF.Property<string>(d, NameOrder.Key)).Take(PageSize + 1)
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
        Next = found.Count > PageSize ? found[PageSize - 1].Id.ToString() : null;
        Documents = [.. found.Take(PageSize).Select(d => new DocumentRow(
            DocumentUrls.Show(Process.Slug, d.Id), d.Title, d.Lead, d.Kind, d.State, d.Count,
            d.LastAt, d.OpenFrom, d.OpenTo, d.AdoptedBy, Process.Title, Process.Slug))];
        return true;
    }

    public void OnGet() { }
}
