using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Proposals.Pages;

public sealed record ProposalRow(string Code, string Title, string Text, ProposalState State, string? Theme, int Voices);

/// <summary>The proposals of a process, each with how many voices it gathers.</summary>
[Caching.PublicCache]
public sealed class ListModel : ProcessPage
{
    private const int PageSize = 30;

    [FromQuery(Name = "dopo")] public string? After { get; set; }
    [FromQuery(Name = "tema")] public string? Theme { get; set; }

    public IReadOnlyList<ProposalRow> Proposals { get; private set; } = [];
    public IReadOnlyList<Theme> Themes { get; private set; } = [];
    public string? Next { get; private set; }
    public bool MayGather { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        MayGather = await MayAsync(ProposalActs.Gather);
        Themes = await Get<ProcessBook>().ThemesAsync(Process.Id, cancel);
        var names = await Get<ProcessBook>().ThemeNamesAsync(Process.Id, cancel);
        (ViewData["Nav"], ViewData["Crumbs"]) = ("percorsi", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Proposte"].Value, null)));
        var (links, after) = (Db.Set<Link>(), After ?? "");
        var found = await Db.Proposals.AsNoTracking().Where(p => p.Process == Process.Id && p.Code.CompareTo(after) > 0
            && (Theme == null || p.Theme == Theme)).OrderBy(p => p.Code).Take(PageSize + 1)
            .Select(p => new { p.Id, p.Code, p.Title, p.Text, p.State, p.Theme }).ToListAsync(cancel);
        Next = found.Count > PageSize ? found[PageSize - 1].Code : null;
        var subjects = found.Select(p => new Kernel.Subject("proposal", p.Id.Value)).ToList();
        var voices = await links.Where(l => l.Relation == Relation.GatheredInto && l.Closed == null && subjects.Contains(l.To))
            .GroupBy(l => l.To).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        Proposals = [.. found.Take(PageSize)
            .Select(p => new ProposalRow(p.Code, p.Title, p.Text, p.State, names.GetValueOrDefault(p.Theme ?? ""),
            voices.GetValueOrDefault(new("proposal", p.Id.Value))))];
        return true;
    }

    public void OnGet() { }
}
