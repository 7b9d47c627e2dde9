using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>What the town has decided, process by process, the newest first.</summary>
[Caching.PublicCache]
public sealed class AllModel : PattoPage
{
    private const int PageSize = 20;

    [FromQuery(Name = "dopo")] public Id<Decision>? After { get; set; }
    public IReadOnlyList<DecisionRow> Decisions { get; private set; } = [];
    public IReadOnlyDictionary<Id<Process>, ProcessCard> Processes { get; private set; } = new Dictionary<Id<Process>, ProcessCard>();
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (ViewData["Nav"], ViewData["Crumbs"]) = ("decisioni", Crumbs.To((L["Decisioni e risultati"].Value, null)));
        Processes = (await Get<ProcessBook>().ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic).ToDictionary(p => p.Id);
        var known = Processes.Keys.ToList();
        var decisions = Db.Decisions.Where(d => known.Contains(d.Process));
        if (After is { } after && await Db.Decisions.Where(d => d.Id == after).Select(d => (DateTimeOffset?)d.At)
            .SingleOrDefaultAsync(cancel) is { } at) decisions = decisions.Where(d => d.At < at);
        var page = await DecisionRow.ReadAsync(Db, decisions.OrderByDescending(d => d.At).Take(PageSize + 1), cancel);
        (Decisions, Next) = ([.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null);
    }
}
