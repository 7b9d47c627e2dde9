using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Moderation.Pages;

/// <summary>What was reported in a process and what was decided, the last one first; no name and no word of the text.</summary>
[PublicCache]
public sealed class LogModel : ProcessPage
{
    private const int PageSize = 30;

    [FromQuery(Name = "dopo")] public Guid? After { get; set; }

    public IReadOnlyList<TextReport> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public Guid? Next { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var all = Db.Set<TextReport>().AsNoTracking().Where(r => r.Process == Process.Id);
        Total = await all.CountAsync(cancel);
        var after = new Id<TextReport>(After ?? Guid.Empty);
        if (After is not null && await all.SingleOrDefaultAsync(r => r.Id == after, cancel) is { } last)
            all = all.Where(r => r.At < last.At || r.At == last.At && r.Id > after);
        var page = await all.OrderByDescending(r => r.At).ThenBy(r => r.Id).Take(PageSize + 1).ToListAsync(cancel);
        Next = page.Count > PageSize ? page[PageSize - 1].Id.Value : null;
        Rows = [.. page.Take(PageSize)];
        return true;
    }

    public void OnGet() { }
}
