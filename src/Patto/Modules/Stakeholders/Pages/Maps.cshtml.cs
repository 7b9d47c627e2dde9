using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>The two maps and the checklist: who is here, who was contacted, who is missing.</summary>
[PublicCache]
public sealed class MapsModel(StakeholderBook book, ProcessBook processes) : ProcessPage
{
    private const int PageSize = 60;

    /// <summary>A piece of a map, in the order of names.</summary>
    /// <param name="First">The number of the first one shown.</param>
    /// <param name="Param">The part of the address that says after whom to begin.</param>
    public sealed record Piece(InterestMap Map, IReadOnlyList<StakeholderView> Shown, int First, int Total, string? Next, string Param);

    [FromQuery(Name = "cerca")] public string? Words { get; set; }
    public bool IsFiltered => !string.IsNullOrWhiteSpace(Words);
    public IReadOnlyList<Piece> Maps { get; private set; } = [];
    public IReadOnlyList<CoverageView> Checklist { get; private set; } = [];
    public IReadOnlyDictionary<string, string> Areas { get; private set; } = new Dictionary<string, string>();
    public bool MayKeep { get; private set; }
    /// <summary>The last answers to "Manca qualcuno?".</summary>
    public IReadOnlyList<AnsweredSuggestion> Answered { get; private set; } = [];
    public int AnsweredInAll { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Maps = [await ReadAsync(InterestMap.PublicBodies, "dopo-enti", cancel),
            await ReadAsync(InterestMap.PrivateAndCitizens, "dopo-privati", cancel)];
        Checklist = await book.CoverageAsync(Process.Id, cancel);
        Areas = await processes.AreaNamesAsync(Process.Id, cancel);
        Answered = await book.AnsweredAsync(Process.Id, PageSize, cancel);
        AnsweredInAll = Answered.Count < PageSize ? Answered.Count : await book.CountAnsweredAsync(Process.Id, cancel);
        MayKeep = await MayAsync(StakeholderActs.Read);
    }

    private async Task<Piece> ReadAsync(InterestMap map, string param, CancellationToken cancel)
    {
        var all = Db.Stakeholders.AsNoTracking().Where(s => s.Process == Process.Id && s.Shown && s.Archived == null
            && s.Map == map).Having(Words);
        var (total, before) = (await all.CountAsync(cancel), 0);
        if (Guid.TryParse(Request.Query[param], out var after) && new Id<Stakeholder>(after) is var id
            && await all.Where(s => s.Id == id).Select(s => EF.Property<string>(s, NameOrder.Key)).SingleOrDefaultAsync(cancel) is { } key)
        {
#pragma warning disable CA1309 // the database compares the stored keys
            var rest = all.Where(s => string.Compare(EF.Property<string>(s, NameOrder.Key), key) > 0);
#pragma warning restore CA1309
            before = total - await rest.CountAsync(cancel);
            all = rest;
        }
        var page = await StakeholderBook.Views(all).Take(PageSize + 1).ToListAsync(cancel);
        return new(map, [.. page.Take(PageSize)], before + 1, total,
            page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null, param);
    }
}
