using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Draws.Pages;

/// <summary>A page of one draw of a process; a draft is read by who prepares it.</summary>
public abstract class DrawPage : ProcessPage
{
    public Draw Draw { get; private set; } = null!;
    public bool MayKeep { get; private set; }
    public bool MayEnter { get; private set; }
    public string Home => DrawUrls.Show(Process.Slug, Draw.Id);
    public string Work => DrawUrls.Work(Process.Slug, Draw.Id);

    /// <summary>A chance as people read it: 9,6%.</summary>
    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.001 ? "0.##" : "0.#",
        CultureInfo.CurrentCulture) + "%";

    public static string Line(int ticket) => ticket.ToString("D3", CultureInfo.InvariantCulture);

    public string Seats(SeatQuota quota) => quota.Min == quota.Max ? $"{quota.Min}" : L["da {0} a {1}", quota.Min, quota.Max];

    public static string Say(string italian, string english) => Localization.Texts.IsEnglish ? english : italian;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(RouteData.Values["draw"] as string, out var guid)) return false;
        var id = new Id<Draw>(guid);
        Draw = (await Db.Draws.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.Process == Process.Id, cancel))!;
        if (Draw is null) return false;
        (MayKeep, MayEnter) = (await MayAsync(DrawActs.Keep), await MayAsync(DrawActs.Enter));
        return (Draw.State != DrawState.Draft || MayKeep) && await FindInDrawAsync(cancel);
    }

    protected virtual Task<bool> FindInDrawAsync(CancellationToken cancel) => Task.FromResult(true);

    protected void Trail(params (string Label, string? Url)[] more)
    {
        ViewData["Nav"] = "percorsi";
        ViewData["Crumbs"] = Crumbs.To([(L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Sorteggi"].Value, DrawUrls.All(Process.Slug)), .. more]);
    }

    /// <summary>One act on this draw, alone with it. What was opened outlives a process that ends meanwhile; a draft does not.</summary>
    protected async Task<IActionResult> ChangeAsync(Func<Draw, WriteScope, Task<Done>> change, string? said, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<CallDesk>().StandAsync(Draw.Id, cancel);
            var draw = await write.Db.Draws.SingleAsync(d => d.Id == Draw.Id, cancel);
            if (draw.State == DrawState.Draft) await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            return await change(draw, write);
        }, said);
    }
}
