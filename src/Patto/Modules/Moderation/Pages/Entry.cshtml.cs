using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Moderation.Pages;

/// <summary>What became of one report: the receipt of whoever sent it, and a line of the public log.</summary>
public sealed class EntryModel : ProcessPage
{
    public TextReport Report { get; private set; } = null!;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var code = (RouteData.Values["code"] as string ?? "").ToUpperInvariant();
        Report = (await Db.Set<TextReport>().AsNoTracking().SingleOrDefaultAsync(r => r.Process == Process.Id && r.Code == code, cancel))!;
        return Report is not null;
    }

    public void OnGet() { }
}
