using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Documents.Pages;

/// <summary>All texts of the authority that people may read: first those open to observations.</summary>
[Caching.PublicCache]
public sealed class AllModel : PattoPage
{
    private const int PageSize = 30;

    [FromQuery(Name = "dopo")] public Id<Document>? After { get; set; }
    public IReadOnlyList<DocumentRow> Open { get; private set; } = [];
    public IReadOnlyList<DocumentRow> Others { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ViewData["Nav"] = "documenti";
        ViewData["Crumbs"] = Crumbs.To((L["Bozze e documenti"].Value, null));
        var processes = (await Get<ProcessBook>().ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic).ToDictionary(p => p.Id);
        var (authority, today, known) = (Authority.Id, Localization.Texts.RomeDay(Now), processes.Keys.ToList());
        var mine = Db.Documents.AsNoTracking()
            .Where(d => d.Authority == authority && d.State != DocumentState.Draft && known.Contains(d.Process));
        Open = Rows(await Read(mine.Where(d => d.State == DocumentState.Published && d.OpenFrom <= today && today <= d.OpenTo)
            .OrderBy(d => d.OpenTo)).ToListAsync(cancel), processes);
        // Identities grow with time: the newest first, and from the last one shown on.
        var others = mine.Where(d => d.State != DocumentState.Published || d.OpenFrom == null || d.OpenFrom > today || d.OpenTo < today);
        if (After is { } after && await Db.Documents.Where(d => d.Id == after).Select(d => (DateTimeOffset?)d.Created)
            .SingleOrDefaultAsync(cancel) is { } at) others = others.Where(d => d.Created < at);
        var page = await Read(others.OrderByDescending(d => d.Created)).Take(PageSize + 1).ToListAsync(cancel);
        Next = page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null;
        Others = Rows(page.Take(PageSize), processes);
    }

    private sealed record Found(Id<Document> Id, Id<Process> Process, string Title, string Lead, DocumentKind Kind, DocumentState State,
        int Editions, DateTimeOffset? LastAt, DateOnly? OpenFrom, DateOnly? OpenTo, string? AdoptedBy);

    private static IQueryable<Found> Read(IQueryable<Document> documents) =>
        documents.Select(d => new Found(d.Id, d.Process, d.Title, d.Lead, d.Kind, d.State, d.Editions.Count,
            d.Editions.Max(e => (DateTimeOffset?)e.At), d.OpenFrom, d.OpenTo, d.AdoptedBy));

    private static IReadOnlyList<DocumentRow> Rows(IEnumerable<Found> found, Dictionary<Id<Process>, ProcessCard> processes) =>
        [.. found.Select(d => new DocumentRow(DocumentUrls.Show(processes[d.Process].Slug, d.Id), d.Title, d.Lead, d.Kind, d.State,
            d.Editions, d.LastAt, d.OpenFrom, d.OpenTo, d.AdoptedBy, processes[d.Process].Title, processes[d.Process].Slug))];
}
