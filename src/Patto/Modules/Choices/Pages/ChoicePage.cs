using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Choices.Pages;

/// <summary>A page of one choice of a process; a draft is read by who prepares it.</summary>
public abstract class ChoicePage : ProcessPage
{
    public Choice Choice { get; private set; } = null!;
    public bool MayKeep { get; private set; }
    public bool MayEnter { get; private set; }
    public string Work => ChoiceUrls.Work(Process.Slug, Choice.Id);

    public string Euro(decimal amount) => L["{0} €", amount.ToString(amount == decimal.Truncate(amount) ? "N0" : "N2",
        CultureInfo.CurrentCulture)];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(RouteData.Values["choice"] as string, out var guid)) return false;
        var id = new Id<Choice>(guid);
        Choice = (await Db.Choices.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Process == Process.Id, cancel))!;
        if (Choice is null) return false;
        (MayKeep, MayEnter) = (await MayAsync(ChoiceActs.Keep), await MayAsync(ChoiceActs.Enter));
        return (Choice.State != ChoiceState.Draft || MayKeep) && await FindInChoiceAsync(cancel);
    }

    protected virtual Task<bool> FindInChoiceAsync(CancellationToken cancel) => Task.FromResult(true);

    protected void Trail(params (string Label, string? Url)[] more)
    {
        ViewData["Nav"] = "percorsi";
        ViewData["Crumbs"] = Crumbs.To([(L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Scelte"].Value, ChoiceUrls.All(Process.Slug)), .. more]);
    }

    /// <summary>One act on this choice. What is being voted outlives a process that ends meanwhile; what is not yet open does
    /// not.</summary>
    protected async Task<IActionResult> ChangeAsync(Func<Choice, WriteScope, Task<Done>> change, string said, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<BallotBox>().StandAsync(Choice.Id, cancel);
            var choice = await write.Db.Choices.SingleAsync(c => c.Id == Choice.Id, cancel);
            if (choice.State == ChoiceState.Draft) await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            return await change(choice, write);
        }, said);
    }
}
