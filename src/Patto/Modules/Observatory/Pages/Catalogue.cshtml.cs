using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Caching;
using Patto.Modules.Observatory.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Observatory.Pages;

/// <summary>The catalogue: records of processes run elsewhere, and those of this authority.</summary>
[PublicCache]
public sealed class CatalogueModel(RecordBook book, ProcessBook processes) : PattoPage
{
    private const int PageSize = 60;

    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    public int Total { get; private set; }
    public string? Next { get; private set; }
    [FromQuery(Name = "q")] public string? Words { get; set; }
    [FromQuery(Name = "natura")] public string? Nature { get; set; }
    [FromQuery(Name = "livello")] public string? Level { get; set; }

    public IReadOnlyList<ListedRecord> Records { get; private set; } = [];
    public IReadOnlyList<ProcessCard> Own { get; private set; } = [];
    public bool MayImport { get; private set; }
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Words) || !string.IsNullOrWhiteSpace(Nature) || !string.IsNullOrWhiteSpace(Level);

    public IEnumerable<SelectListItem> Natures => RecordSchema.Coded("nature")!.Values!.Select(v => new SelectListItem(L[v], v));
    public static IEnumerable<SelectListItem> Levels => RecordSchema.Coded("level")!.Values!.Select(v => new SelectListItem(v, v));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (page, total) = await book.ListAsync(Words, Nature, Level, After, PageSize + 1, cancel);
        (Records, Total, Next) = ([.. page.Take(PageSize)], total, page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null);
        Own = [.. (await processes.ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic)];
        MayImport = await MayAsync(RecordActs.Import);
    }

    public async Task<Table> OnGetCsvAsync(CancellationToken cancel)
    {
        var rows = (await book.AllAsync(cancel)).Select(r => (r.Id.ToString(), r.Sheet)).ToList();
        foreach (var process in (await processes.ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic))
            rows.Add((process.Key, await book.OwnAsync((await processes.GetAsync(process.Id, cancel))!, cancel)));
        return RecordExchange.Catalogue("osservatorio", rows, L);
    }
}
