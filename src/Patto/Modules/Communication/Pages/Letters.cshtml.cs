using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Communication.Pages;

/// <summary>The letters that the office has written to many, the last one first.</summary>
public sealed class LettersModel : ProcessPage
{
    public override Act Demands => CommunicationActs.WriteLetters;
    private const int PageSize = 30;

    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    public IReadOnlyList<Circular> Letters { get; private set; } = [];
    public int Total { get; private set; }
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var all = Db.Circulars.AsNoTracking().Where(c => c.Process == Process.Id);
        Total = await all.CountAsync(cancel);
        if (After is { } after) all = all.Where(c => c.Id < new Id<Circular>(after));
        var page = await all.OrderByDescending(c => c.Id).Take(PageSize + 1).ToListAsync(cancel);
        Letters = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? Letters[^1].Id.ToString() : null;
    }
}
