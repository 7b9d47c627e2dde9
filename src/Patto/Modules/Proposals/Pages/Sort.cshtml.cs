using System.ComponentModel.DataAnnotations;
using Deliberation.Similarity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Proposals.Pages;

/// <summary>Voices that belong together, as far as their words say.</summary>
/// <param name="Words">What they have in common; empty for the rest.</param>
public sealed record VoiceGroup(IReadOnlyList<string> Words, IReadOnlyList<ContributionInfo> Voices);

/// <summary>The sorting desk: published voices not yet in a proposal, put together by likeness; whoever sorts decides.</summary>
public sealed class SortModel : ProcessPage
{
    /// <summary>As many as one can read in a sitting; the oldest first.</summary>
    private const int Most = 300;

    public override Act Demands => ProposalActs.Gather;

    [BindProperty] public List<Guid> Voices { get; set; } = [];
    [BindProperty, StringLength(40)] public string? Into { get; set; }
    [BindProperty, StringLength(200)] public string? Title { get; set; }
    [BindProperty, StringLength(4000)] public string? Text { get; set; }
    [BindProperty, StringLength(60)] public string? Theme { get; set; }
    [BindProperty, StringLength(40)] public List<string> Merged { get; set; } = [];
    [BindProperty, StringLength(1000)] public string? Reason { get; set; }

    public IReadOnlyList<VoiceGroup> Groups { get; private set; } = [];
    public IReadOnlyList<Proposal> Alive { get; private set; } = [];
    public IReadOnlyList<Processes.Contracts.Theme> Themes { get; private set; } = [];
    public int Left { get; private set; }

    public IEnumerable<SelectListItem> Targets => Alive.Select(p => new SelectListItem($"{p.Code} {p.Title}", p.Code));
    public IEnumerable<SelectListItem> ThemeItems => Themes.Select(t => new SelectListItem(t.Name, t.Key));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Themes = await Get<ProcessBook>().ThemesAsync(Process.Id, cancel);
        Alive = await Db.Proposals.AsNoTracking().Where(p => p.Process == Process.Id && ProposalWords.Alive.Contains(p.State))
            .OrderBy(p => p.Code).ToListAsync(cancel);
        var voices = await Get<ContributionBook>().PublicAsync(Process.Id, cancel, most: int.MaxValue);
        var gathered = (await Db.Set<Link>().Where(l => l.Scope == Process.Id.Value && l.Relation == Relation.GatheredInto
            && l.Closed == null).Select(l => l.From).ToListAsync(cancel)).ToHashSet();
        var open = voices.Where(v => !gathered.Contains(v.Subject)).ToList();
        Left = open.Count;
        Groups = Group([.. open.Take(Most)]);
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "percorsi",
            Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
            (L["Proposte"].Value, ProposalUrls.List(Process.Slug)), (L["Raccogli i contributi"].Value, null)));
        return true;
    }

    private static IReadOnlyList<VoiceGroup> Group(IReadOnlyList<ContributionInfo> voices)
    {
        if (voices.Count < 3) return voices.Count == 0 ? [] : [new([], voices)];
        var byCode = voices.ToDictionary(v => v.Code);
        var found = ThemeFinder.Find(new TextCollection(voices.Select(v => new Contribution(v.Code, v.Text))));
        List<VoiceGroup> groups = [.. found.Groups.Select(g => new VoiceGroup(Naming([.. g.Words.Select(w => w.Word)]),
            [.. g.Members.Select(m => byCode[m])]))];
        if (found.Alone.Count > 0) groups.Add(new([], [.. found.Alone.Select(m => byCode[m])]));
        return groups;
    }

    // Short words name nothing; they stand only where there is nothing better.
    private static IReadOnlyList<string> Naming(IReadOnlyList<string> words) =>
        [.. (words.Any(w => w.Length > 3) ? words.Where(w => w.Length > 3) : words).Take(4)];

    protected internal override void Fill() => (Into, Title, Text, Theme, Reason, Merged) = (null, null, null, null, null, []);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        await Get<ProcessBook>().DemandKnownAsync(Process.Id, Theme, null, cancel);
        List<Id<Contributions.Contribution>> chosen = [.. Voices.Select(v => new Id<Contributions.Contribution>(v))];
        return await ActAsync(async w =>
        {
            var gathering = w.Get<Gathering>();
            if (Into is not { Length: > 0 } code) return ProposalUrls.Show(Process.Slug,
                (await gathering.GatherAsync(Process, Title ?? "", Text ?? "", Theme is { Length: > 0 } ? Theme : null, chosen,
                w.Now)).Code);
            await gathering.AddAsync(Process, await FindAsync(w, code), chosen);
            return ProposalUrls.Show(Process.Slug, code);
        }, L["Fatto: chi ha lasciato un recapito riceve una lettera."]);
    }

    public async Task<IActionResult> OnPostMergeAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            List<Proposal> old = [];
            foreach (var code in Merged.Distinct()) old.Add(await FindAsync(w, code));
            return ProposalUrls.Show(Process.Slug,
                (await w.Get<Gathering>().MergeAsync(Process, old, Title ?? "", Text ?? "", Reason ?? "", w.Now)).Code);
        });
    }

    private async Task<Proposal> FindAsync(WriteScope w, string code) =>
        await w.Db.Proposals.SingleOrDefaultAsync(p => p.Process == Process.Id && p.Code == code) ?? throw new Unknown();
}
