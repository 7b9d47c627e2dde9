using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Opinions.Pages;

/// <summary>A page of one map of opinions of a process; a draft is read by who prepares it.</summary>
public abstract class SurveyPage : ProcessPage
{
    public OpinionSurvey Survey { get; private set; } = null!;
    public bool MayKeep { get; private set; }
    public bool MayEnter { get; private set; }
    public string Show => SurveyUrls.Show(Process.Slug, Survey.Id);
    public string Work => SurveyUrls.Work(Process.Slug, Survey.Id);

    /// <summary>The class of a group's colour, whole: what is put together from parts is not found when unused styles are left out.</summary>
    public static string ColourOf(int group) => group switch { 0 => "op-a", 1 => "op-b", 2 => "op-c", 3 => "op-d", _ => "op-e" };

    public static string Percent(double share) => share.ToString("P0", CultureInfo.CurrentCulture);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(RouteData.Values["survey"] as string, out var guid)) return false;
        var id = new Id<OpinionSurvey>(guid);
        Survey = (await Db.Surveys.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.Process == Process.Id, cancel))!;
        if (Survey is null) return false;
        (MayKeep, MayEnter) = (await MayAsync(SurveyActs.Keep), await MayAsync(SurveyActs.Enter));
        return (Survey.State != SurveyState.Draft || MayKeep) && await FindInSurveyAsync(cancel);
    }

    protected virtual Task<bool> FindInSurveyAsync(CancellationToken cancel) => Task.FromResult(true);

    protected void Trail(params (string Label, string? Url)[] more)
    {
        ViewData["Nav"] = "percorsi";
        ViewData["Crumbs"] = Crumbs.To([(L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Mappe delle opinioni"].Value, SurveyUrls.All(Process.Slug)), .. more]);
    }

    /// <summary>One act on this survey; what is not open yet does not begin in a process that ended meanwhile.</summary>
    protected async Task<IActionResult> ChangeAsync(Func<OpinionSurvey, WriteScope, Task<Done>> change, string? said,
        CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var survey = await write.Db.Surveys.SingleAsync(s => s.Id == Survey.Id, cancel);
            if (survey.State == SurveyState.Draft) await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            return await change(survey, write);
        }, said);
    }
}
