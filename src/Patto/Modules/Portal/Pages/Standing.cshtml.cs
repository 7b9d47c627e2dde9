using Patto.Caching;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>*A che punto siamo*: where each process of the body stands, how far what was said has come, and what is late. Counted by the
/// program; nobody writes it.</summary>
[PublicCache]
public sealed class StandingModel(ProcessBook processes, ContributionBook voices, CachedFigures figures) : PattoPage
{
    /// <param name="Late">Steps of the law past their day, and by how many days; the latest first.</param>
    /// <param name="Next">What comes next with a day; null for nothing.</param>
    public sealed record Row(ProcessCard Process, VoicesSoFar Voices, IReadOnlyList<(string What, int Days)> Late, DeadlineView? Next);

    public static readonly IReadOnlyList<Reach> Reaches = Enum.GetValues<Reach>();

    /// <summary>Those that have begun to be public and are not over.</summary>
    public IReadOnlyList<Row> Open { get; private set; } = [];
    public int Concluded { get; private set; }
    /// <summary>Of all public processes, concluded ones too.</summary>
    public VoicesSoFar All { get; private set; } = VoicesSoFar.None;
    public int LateSteps => Open.Sum(r => r.Late.Count);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var shown = (await processes.ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic).ToList();
        var soFar = await figures.GetAsync($"standing {Authority.Id}", () => voices.SoFarAsync(Authority.Id, cancel));
        List<Row> rows = [];
        foreach (var process in shown.Where(p => !p.IsConcluded)) rows.Add(await RowAsync(process, soFar, cancel));
        Open = rows;
        Concluded = shown.Count(p => p.IsConcluded);
        var all = shown.Select(p => soFar.GetValueOrDefault(p.Id)).OfType<VoicesSoFar>().ToList();
        All = new(all.Sum(v => v.Reading), all.Min(v => v.Oldest), Reaches.ToDictionary(r => r, r => all.Sum(v => v.At(r))));
    }

    // The plan of a process is kept in memory: no statement for each of them.
    private async Task<Row> RowAsync(ProcessCard process, IReadOnlyDictionary<Id<Process>, VoicesSoFar> soFar, CancellationToken cancel)
    {
        var view = (await processes.ReadAsync(process.Id, cancel))!;
        return new(process, soFar.GetValueOrDefault(process.Id) ?? VoicesSoFar.None,
            [.. view.LegalSteps.Where(s => s.State == LegalStepState.Late && s.Due is not null)
                .Select(s => (s.Name, view.Today.DayNumber - s.Due!.Value.DayNumber)).OrderByDescending(s => s.Item2)],
            view.Ahead.FirstOrDefault());
    }

    /// <summary>Full days since the voice was left that waits longest.</summary>
    public int DaysOf(DateTimeOffset oldest) => Math.Max(0, (int)(Now - oldest).TotalDays);
}
