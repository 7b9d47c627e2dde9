using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Offices.Pages;

/// <summary>All that offices were asked in a process: what is late first.</summary>
public sealed class AskedModel : ProcessPage
{
    public override Act Demands => OfficeActs.Ask;

    private const int PageSize = 100;
    [FromQuery(Name = "dopo")] public int After { get; set; }

    public IReadOnlyList<(OfficeQuestion Question, string Office)> Asked { get; private set; } = [];
    public int Total { get; private set; }
    public string? Next { get; private set; }
    public DateOnly Today => Texts.RomeDay(Now);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var names = await Db.Set<Office>().AsNoTracking().Where(o => o.Authority == Authority.Id).ToDictionaryAsync(o => o.Id, o => o.Name,
            cancel);
        var all = await Db.Set<OfficeQuestion>().AsNoTracking().Where(q => q.Process == Process.Id).ToListAsync(cancel);
        Total = all.Count;
        var from = Math.Clamp(After, 0, Total);
        Asked = [.. all.OrderByDescending(q => q.IsOpen).ThenBy(q => q.IsOpen ? q.Due : null).ThenByDescending(q => q.At)
            .Skip(from).Take(PageSize).Select(q => (q, names.GetValueOrDefault(q.Office, "")))];
        Next = from + PageSize < Total ? (from + PageSize).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return true;
    }

    public void OnGet() { }
}
