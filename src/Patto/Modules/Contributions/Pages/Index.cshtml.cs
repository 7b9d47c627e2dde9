using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Provenance;
using Patto.Search;

namespace Patto.Modules.Contributions.Pages;

[Caching.PublicCache]
public sealed class IndexModel(SearchBook search) : VoicePage
{
    private const int PageSize = 30;

    [BindProperty(Name = "tema", SupportsGet = true)] public string? Theme { get; set; }
    [BindProperty(Name = "tipo", SupportsGet = true)] public ContributionKind? Kind { get; set; }
    [BindProperty(Name = "zona", SupportsGet = true)] public string? Area { get; set; }
    [BindProperty(Name = "cerca", SupportsGet = true)] public string? Words { get; set; }
    /// <summary>Only those that have come so far.</summary>
    [BindProperty(Name = "stato", SupportsGet = true)] public Reach? Reach { get; set; }
    [FromQuery(Name = "dopo")] public string? After { get; set; }

    public IReadOnlyList<Voice> Found { get; private set; } = [];
    public string? Next { get; private set; }
    /// <summary>How many have come how far, by the other filters; empty where words are looked for.</summary>
    public IReadOnlyDictionary<Reach, int> Counts { get; private set; } = new Dictionary<Reach, int>();
    public int Total => Reach is { } reach ? Counts.GetValueOrDefault(reach) : Counts.Values.Sum();
    public bool MayWrite { get; private set; }
    /// <summary>What was probably meant; empty where the words were found as they were typed.</summary>
    public string Meant { get; private set; } = "";
    public bool IsFiltered => !Filter.IsEmpty || !string.IsNullOrWhiteSpace(Words);
    public IEnumerable<Microsoft.AspNetCore.Mvc.Rendering.SelectListItem> Reaches => Enum.GetValues<Reach>()
        .Select(r => new Microsoft.AspNetCore.Mvc.Rendering.SelectListItem(L[r.Italian()], r.ToString()));
    private VoiceFilter Filter => new(Kind, Theme, Area, Reach);

    /// <summary>The same list by another state, the other filters as they are.</summary>
    public string UrlOf(Reach? reach) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
        ContributionUrls.List(Process.Slug), new Dictionary<string, string?>
        {
            ["stato"] = reach?.ToString(),
            ["tipo"] = Kind?.ToString(),
            ["tema"] = Theme,
            ["zona"] = Area,
        }.Where(q => !string.IsNullOrEmpty(q.Value)));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        MayWrite = await MayAsync(ContributionActs.Write);
        // An address that somebody kept leads to what it became.
        Theme = Merged.FirstOrDefault(m => m.IsTheme && m.Key == Theme)?.Into ?? Theme;
        Area = Merged.FirstOrDefault(m => !m.IsTheme && m.Key == Area)?.Into ?? Area;
        (Found, Next) = string.IsNullOrWhiteSpace(Words) ? await NewestAsync(cancel) : await SearchAsync(Words, cancel);
        await KnowQuestionsAsync(Found.Any(v => v.Answers.Count > 0), cancel);
    }

    private async Task<(IReadOnlyList<Voice>, string?)> NewestAsync(CancellationToken cancel)
    {
        Counts = await Db.Contributions.AsNoTracking().PublicIn(Process.Id).Matching(Filter with { Reach = null }).GroupBy(c => c.Reach)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var found = await Db.Contributions.AsNoTracking().PublicIn(Process.Id).Matching(Filter).NewestAfter(VoiceKey.Read(After))
            .Take(PageSize + 1).Voices().ToListAsync(cancel);
        return ([.. found.Take(PageSize)], found.Count > PageSize ? found[PageSize - 1].Key.ToString() : null);
    }

    private async Task<(IReadOnlyList<Voice>, string?)> SearchAsync(string words, CancellationToken cancel)
    {
        var hits = await search.FindAsync(words, Reader.Anybody, PageSize, long.TryParse(After, out var before) ? before
            : null, Process.Id.Value, cancel);
        var isLast = hits.Count < PageSize;
        if (hits.Count == 0 && string.IsNullOrEmpty(After))
            ((Meant, hits), isLast) = (await search.FindNearAsync(words, Reader.Anybody, PageSize, Process.Id.Value, cancel), true);
        var ids = hits.Where(h => h.Subject.Kind == "contribution").Select(h => new Id<Contribution>(h.Subject.Id)).ToList();
        var found = await Db.Contributions.AsNoTracking().PublicIn(Process.Id).Matching(Filter).Where(c => ids.Contains(c.Id))
            .NewestAfter(null).Voices().ToListAsync(cancel);
        if (found.Count == 0) Meant = "";
        return (found, !isLast ? hits[^1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }
}
