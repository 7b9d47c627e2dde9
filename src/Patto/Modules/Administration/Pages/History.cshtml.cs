using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Modules.Administration.Contracts;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>The head of the chain for everybody, so that a chain computed anew is caught; the public facts for everybody, all of them for who guards.</summary>
public sealed class HistoryModel : PattoPage
{
    private const int PageSize = 40;

    public AuditHead? Head { get; private set; }
    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    [FromQuery(Name = "dopo")] public long? After { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var authority = Authority.Id.Value;
        var all = await MayAsync(AdministrationActs.SeeHistory);
        Head = await Db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(h => h.Authority == authority, cancel);
        var page = await Db.Set<AuditRow>().AsNoTracking().Where(r => r.Authority == authority && (all || r.IsPublic) && (After == null || r.Seq < After))
            .OrderByDescending(r => r.Seq).Take(PageSize + 1).ToListAsync(cancel);
        Rows = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? Rows[^1].Seq.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
