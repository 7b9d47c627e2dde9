using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Pacts.Pages;

/// <summary>A page of one pact of a process.</summary>
public abstract class PactPage : ProcessPage
{
    public Pact Pact { get; private set; } = null!;
    public DateOnly Today => Texts.RomeDay(Now);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(RouteData.Values["pact"] as string, out var id)) return false;
        var pact = new Id<Pact>(id);
        Pact = (await Db.Pacts.AsNoTracking().SingleOrDefaultAsync(p => p.Id == pact && p.Process == Process.Id, cancel))!;
        return Pact is not null && await FindInPactAsync(cancel);
    }

    protected virtual Task<bool> FindInPactAsync(CancellationToken cancel) => Task.FromResult(true);

    protected void Trail(params (string Label, string? Url)[] more)
    {
        ViewData["Nav"] = "percorsi";
        ViewData["Crumbs"] = Crumbs.To([(L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Patti"].Value, PactUrls.All(Process.Slug)), .. more]);
    }

    protected async Task<(List<Signatory> Signatories, List<Commitment> Commitments)> PartsAsync(AppDb db, CancellationToken cancel) =>
        (await db.Signatories.Where(s => s.Pact == Pact.Id).OrderBy(s => s.At).ThenBy(s => s.Id).ToListAsync(cancel),
            await db.Commitments.Where(c => c.Pact == Pact.Id).OrderBy(c => c.Code).ToListAsync(cancel));

    /// <summary>One act on this pact. What is signed and written before it is in force belongs to the process, and ends with it; a pact in
    /// force outlives its process.</summary>
    protected async Task<IActionResult> ChangeAsync(Func<Pact, WriteScope, Task<Done>> change, string said, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var pact = await write.Db.Pacts.SingleAsync(p => p.Id == Pact.Id, cancel);
            if (!pact.IsInForce) await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            return await change(pact, write);
        }, said);
    }
}
