using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Contributions.Pages;

/// <summary>What the pages of voices share: the process's own words for themes and neighbourhoods.</summary>
public abstract class VoicePage : ProcessPage
{
    public IReadOnlyList<SelectListItem> Themes { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Areas { get; private set; } = [];
    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<ContributionKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var book = Get<ProcessBook>();
        Themes = [.. (await book.ThemesAsync(Process.Id, cancel)).Select(t => new SelectListItem(t.Name, t.Key))];
        Areas = [.. (await book.AreasAsync(Process.Id, cancel)).Select(a => new SelectListItem(a.Name, a.Key))];
        return true;
    }

    public string ThemeName(string key) => Themes.FirstOrDefault(t => t.Value == key)?.Text ?? key;
    public string AreaName(string key) => Areas.FirstOrDefault(a => a.Value == key)?.Text ?? key;

    public IReadOnlyList<(string, string?)> Breadcrumbs(string here) =>
        Crumbs.To((L["Percorsi"], ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Contributi"], ContributionUrls.List(Process.Slug)), (here, null));
}
