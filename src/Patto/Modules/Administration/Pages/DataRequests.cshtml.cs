using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Administration.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

/// <summary>Who asked something about their own data: what waits first, the nearest term before the others.</summary>
public sealed class DataRequestsModel : PattoPage
{
    private const int PageSize = 50;

    /// <param name="Name">Empty where their data were erased.</param>
    public sealed record Row(DataRequest It, string Name);

    public override Act Demands => AdministrationActs.HandPersonalData;

    [FromQuery(Name = "dopo")] public Guid? After { get; set; }
    public DateOnly Today => Texts.RomeDay(Now);
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public Guid? Next { get; private set; }

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        var all = Db.DataRequests.AsNoTracking().Where(r => r.Authority == authority);
        Total = await all.CountAsync(cancel);
        var after = new Id<DataRequest>(After ?? Guid.Empty);
        if (After is not null && await all.SingleOrDefaultAsync(r => r.Id == after, cancel) is { } last)
            all = last.IsOpen ? all.Where(r => r.State != DataRequestState.Open || r.Due > last.Due || r.Due == last.Due && r.Id > last.Id)
                : all.Where(r => r.State != DataRequestState.Open && (r.Answered < last.Answered
                    || r.Answered == last.Answered && r.Id > last.Id));
        var page = await all.OrderBy(r => r.State != DataRequestState.Open).ThenByDescending(r => r.Answered).ThenBy(r => r.Due)
            .ThenBy(r => r.Id).Take(PageSize + 1).ToListAsync(cancel);
        Next = page.Count > PageSize ? page[PageSize - 1].Id.Value : null;
        var ids = page.Select(r => r.Person).OfType<Id<Person>>().Distinct().ToList();
        var who = await Db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => p.Name.Length > 0 ? p.Name : p.Address, cancel);
        Rows = [.. page.Take(PageSize).Select(r => new Row(r, r.Person is { } person ? who.GetValueOrDefault(person, "") : ""))];
        return true;
    }

    public void OnGet() { }
}
