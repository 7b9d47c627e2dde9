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
    [FromQuery(Name = "dopo-aperti")] public Guid? AfterOpen { get; set; }
    public string? NextOpen { get; private set; }
    public (int Open, int Others) Totals { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ViewData["Nav"] = "documenti";
        ViewData["Crumbs"] = Crumbs.To((L["Bozze e documenti"].Value, null));
        var processes = (await Get<ProcessBook>().ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic).ToDictionary(p => p.Id);
        var (authority, today, known) = (Authority.Id, Localization.Texts.RomeDay(Now), processes.Keys.ToList());
        var mine = Db.Documents.AsNoTracking()
            .Where(d => d.Authority == authority && d.State != DocumentState.Draft && known.Contains(d.Process));
        var open = mine.Where(d => d.State == DocumentState.Published && d.OpenFrom <= today && today <= d.OpenTo);
        Totals = (await open.CountAsync(cancel), 0);
        await ReadOpenAsync(open, processes, cancel);
        // The newest first, and from the last one shown on.
        var others = mine.Where(d => d.State != DocumentState.Published || d.OpenFrom == null || d.OpenFrom > today || d.OpenTo < today);
        Totals = Totals with { Others = await others.CountAsync(cancel) };
        if (After is { } after && await Db.Documents.Where(d => d.Id == after)
            .Select(d => new { d.Created, Key = EF.Property<string>(d, NameOrder.Key) }).SingleOrDefaultAsync(cancel) is { } last)
        {
            var (at, key) = (last.Created, last.Key);
#pragma warning disable CA1309 // the database compares the stored keys
            others = others.Where(d => d.Created < at || d.Created == at
                && string.Compare(EF.Property<string>(d, NameOrder.Key), key) > 0);
#pragma warning restore CA1309
        }
        var page = await Read(others.OrderByDescending(d => d.Created).ThenBy(d => EF.Property<string>(d, NameOrder.Key)))
            .Take(PageSize + 1).ToListAsync(cancel);
        Next = page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null;
        Others = Rows(page.Take(PageSize), processes);
    }

    // What closes first comes first.
    private async Task ReadOpenAsync(IQueryable<Document> open, Dictionary<Id<Process>, ProcessCard> processes, CancellationToken cancel)
    {
        if (AfterOpen is { } after && new Id<Document>(after) is var id && await Db.Documents.Where(d => d.Id == id)
            .Select(d => new { d.OpenTo, Key = EF.Property<string>(d, NameOrder.Key) }).SingleOrDefaultAsync(cancel) is { } last)
        {
            var (until, key) = (last.OpenTo, last.Key);
#pragma warning disable CA1309 // the database compares the stored keys
            open = open.Where(d => d.OpenTo > until || d.OpenTo == until && string.Compare(EF.Property<string>(d, NameOrder.Key), key) > 0);
#pragma warning restore CA1309
        }
        var page = await Read(open.OrderBy(d => d.OpenTo).ThenBy(d => EF.Property<string>(d, NameOrder.Key))).Take(PageSize + 1)
            .ToListAsync(cancel);
        NextOpen = page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null;
        Open = Rows(page.Take(PageSize), processes);
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
