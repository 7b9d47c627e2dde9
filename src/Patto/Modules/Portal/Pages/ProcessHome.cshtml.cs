using System.Globalization;
using Patto.Caching;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Portal.Pages;

/// <summary>All of a process on one page: what is decided and what not, where it stands, what anybody can do, what became of the
/// voices.</summary>
[PublicCache]
public sealed class ProcessHomeModel(ProcessBook processes, ContributionBook contributions, ProposalBook proposals, DocumentBook documents,
    GroupBook groups, MeetingBook meetings, Opportunities opportunities, Filo filo, CachedFigures numbers, CacheGenerations generations,
    ClosingBook closings)
    : ProcessPage
{
    public ProcessView View { get; private set; } = null!;
    public IReadOnlyList<Opportunity> Open { get; private set; } = [];
    public IReadOnlyList<ProposalInfo> Proposals { get; private set; } = [];
    public IReadOnlyList<DocumentInfo> Documents { get; private set; } = [];
    public GroupView? Table { get; private set; }
    public int Voices { get; private set; }
    public IReadOnlyList<FunnelStep> Funnel { get; private set; } = [];
    public IReadOnlyList<Portal.ThreadPath> Stories { get; private set; } = [];
    public MeetingInfo? Next { get; private set; }
    public bool Works { get; private set; }
    public ClosingInfo? Closing { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        View = (await processes.ReadAsync(Process.Id, cancel))!;
        return true;
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (Process.IsConcluded) Closing = await closings.LastAsync(Process.Id, cancel);
        Works = CurrentUser.IsSignedIn && await MayAsync(ProcessActs.Work);
        Proposals = await proposals.AllAsync(Process.Id, cancel);
        Documents = await documents.PublicAsync(Process.Id, cancel);
        Open = await opportunities.OfAsync(Process, cancel, Documents);
        Table = await groups.TableAsync(Process.Id, cancel);
        Next = await meetings.NextAsync(Process.Id, Now, cancel);
        (Voices, Funnel) = await numbers.GetAsync($"process {Process.Id}", () => CountAsync(cancel));
        // By the number of the last act too: a voice that was withdrawn is not told a moment longer.
        if (Voices > 0) Stories =
            await numbers.GetAsync($"stories {Process.Id} {generations.Of(Authority.Id.Value)} {CultureInfo.CurrentUICulture.Name}", () =>
            StoriesAsync(cancel));
    }

    public IReadOnlyList<PhaseStep> StepsOf(string? track) =>
        [.. View.Phases.Where(p => track is null || p.Track == track)
            .Select(p => new PhaseStep(p.Name, Dates.Range(p.From, p.Until), p.State.Mark() is "late" ? "now" : p.State.Mark(), p.Output))];

    public string MoneyWords(decimal cost, Money money) => money.Funding is { } funding && money.FundedBy.Length > 0
        ? L["{0} €, di cui {1} da {2}", cost.ToString("N0", CultureInfo.CurrentCulture), funding.ToString("N0", CultureInfo.CurrentCulture),
            money.FundedBy]
        : L["{0} €", cost.ToString("N0", CultureInfo.CurrentCulture)];

    public static string InitialsOf(string name) =>
        string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => char.IsUpper(w[0])).Take(2).Select(w => w[0]));

    private async Task<(int, IReadOnlyList<FunnelStep>)> CountAsync(CancellationToken cancel)
    {
        var voices = (await contributions.CountAsync(Process.Id, cancel)).Published;
        var led = await filo.CountAsync(Authority.Id, Process.Subject.Id, cancel);
        var (proposals, articles) = (led.GetValueOrDefault(Relation.GatheredInto), led.GetValueOrDefault(Relation.Grounds));
        var (answers, indicators) = (led.GetValueOrDefault(Relation.SettledBy), led.GetValueOrDefault(Relation.MeasuredBy));
        return (voices,
        [
            new("contributo", voices, L.Count(voices, "contributo", "contributi"), null, ContributionUrls.List(Process.Slug)),
            new("proposta", proposals, L.Count(proposals, "proposta", "proposte"), null, ProposalUrls.List(Process.Slug)),
            new("articolo", articles, L.Count(articles, "articolo", "articoli")),
            new("decisione", answers, L.Count(answers, "risposta", "risposte")),
            new("indicatore", indicators, L.Count(indicators, "indicatore", "indicatori")),
        ]);
    }

    // Two stories, the ones that went farthest: decided before written, written before proposed.
    private async Task<IReadOnlyList<Portal.ThreadPath>> StoriesAsync(CancellationToken cancel)
    {
        var farthest = Proposals.OrderByDescending(p => p.State is ProposalState.Decided)
            .ThenByDescending(p => p.State is ProposalState.Incorporated).Take(2);
        List<Portal.ThreadPath> told = [];
        foreach (var thread in await filo.FollowAsync([.. farthest.Select(p => p.Subject)], Reader.Anybody, cancel))
        {
            var voice = thread.Before(thread.Start).Select(b => b.Card).FirstOrDefault(c => c.Subject.Kind == "contribution");
            if (Story.PathsOf(thread) is [var way, ..]) told.Add(way with { Voice = voice });
        }
        return told;
    }
}
