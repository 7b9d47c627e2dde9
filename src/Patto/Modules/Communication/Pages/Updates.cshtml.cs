using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Communication.Pages;

/// <summary>What has happened in a process, the newest first.</summary>
[Caching.PublicCache]
public sealed class UpdatesModel : ProcessPage
{
    private const int PageSize = 30;

    [FromQuery(Name = "dopo")] public Id<Update>? After { get; set; }
    public IReadOnlyList<Update> Updates { get; private set; } = [];
    public string? Next { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (ViewData["Nav"], ViewData["Crumbs"]) = ("percorsi", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Aggiornamenti"].Value, null)));
        var updates = Db.Updates.AsNoTracking().Where(u => u.Process == Process.Id);
        if (After is { } after && await Db.Updates.Where(u => u.Id == after).Select(u => (DateTimeOffset?)u.At)
            .SingleOrDefaultAsync(cancel) is { } at) updates = updates.Where(u => u.At < at);
        var page = await updates.OrderByDescending(u => u.At).Take(PageSize + 1).ToListAsync(cancel);
        (Updates, Next) = ([.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Id.ToString() : null);
        return true;
    }

    public void OnGet() { }
}
