using Patto.Caching;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Portal.Pages;

[PublicCache]
public sealed class HomeModel(ProcessBook processes, ContributionBook contributions, MeetingBook meetings, Opportunities opportunities,
    Filo filo, CachedFigures numbers) : PattoPage
{
    private const int MostCards = 6;

    public IReadOnlyList<ProcessCard> Open { get; private set; } = [];
    public IReadOnlyList<Opportunity> Now3 { get; private set; } = [];
    public IReadOnlyList<FunnelStep> Funnel { get; private set; } = [];
    public IReadOnlyList<MeetingInfo> Meetings { get; private set; } = [];
    private IReadOnlyDictionary<Id<Processes.Process>, string> _slugs = new Dictionary<Id<Processes.Process>, string>();

    public string UrlOf(MeetingInfo meeting) => MeetingUrls.Show(_slugs[meeting.Process], meeting.Id.Value);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var all = await processes.ListAsync(Authority.Id, cancel);
        Open = [.. all.Where(p => p is { IsPublic: true, IsConcluded: false }).Take(MostCards)];
        _slugs = all.Where(p => p.IsPublic).ToDictionary(p => p.Id, p => p.Slug);
        Meetings = [.. (await meetings.UpcomingAsync(Authority.Id, Now, 3, cancel)).Where(m => _slugs.ContainsKey(m.Process))];
        Now3 = await NowAsync(cancel);
        Funnel = await numbers.GetAsync($"home {Authority.Id} {Localization.Texts.IsEnglish}", () =>
            CountAsync([.. all.Where(p => p.IsPublic)], cancel));
    }

    private async Task<IReadOnlyList<Opportunity>> NowAsync(CancellationToken cancel)
    {
        List<Opportunity> found = [];
        foreach (var card in Open.Take(3))
            found.AddRange(await opportunities.OfAsync(new(card.Id, Authority.Id, card.Key, card.Slug, card.Title, card.Summary,
                card.IsPublic, card.IsConcluded), cancel));
        return [.. found.OrderBy(o => o.LastDay ?? DateOnly.MaxValue).Take(3)];
    }

    private async Task<IReadOnlyList<FunnelStep>> CountAsync(IReadOnlyList<ProcessCard> open, CancellationToken cancel)
    {
        var led = await filo.CountAsync(Authority.Id, cancel: cancel);
        var voices = 0;
        foreach (var card in open.Take(MostCards)) voices += (await contributions.CountAsync(card.Id, cancel)).Published;
        var (proposals, articles) = (led.GetValueOrDefault(Relation.GatheredInto), led.GetValueOrDefault(Relation.Grounds));
        var (answers, indicators) = (led.GetValueOrDefault(Relation.SettledBy), led.GetValueOrDefault(Relation.MeasuredBy));
        return
        [
            new("contributo", voices, L.Count(voices, "contributo", "contributi"), L["dal sito, su carta e agli incontri"]),
            new("proposta", proposals, L.Count(proposals, "proposta", "proposte"), L["costruite unendo contributi simili"]),
            new("articolo", articles, L.Count(articles, "articolo", "articoli"), L["scritti in regolamenti e patti"]),
            new("decisione", answers, L.Count(answers, "risposta", "risposte"), L["di chi decide, con le ragioni"]),
            new("indicatore", indicators, L.Count(indicators, "indicatore", "indicatori"), L["per vedere che cosa cambia"]),
        ];
    }
}
