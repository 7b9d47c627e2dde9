using Patto.Caching;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>The two maps and the checklist: who is here, who was contacted, who is missing.</summary>
[PublicCache]
public sealed class MapsModel(StakeholderBook book, ProcessBook processes) : ProcessPage
{
    public IReadOnlyList<StakeholderView> All { get; private set; } = [];
    public IReadOnlyList<CoverageView> Checklist { get; private set; } = [];
    public IReadOnlyDictionary<string, string> Areas { get; private set; } = new Dictionary<string, string>();
    public bool MayKeep { get; private set; }

    public IReadOnlyList<StakeholderView> On(InterestMap map) => [.. All.Where(s => s.Map == map)];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        All = await book.MapAsync(Process.Id, cancel);
        Checklist = await book.CoverageAsync(Process.Id, cancel);
        Areas = (await processes.AreasAsync(Process.Id, cancel)).ToDictionary(a => a.Key, a => a.Name);
        MayKeep = await MayAsync(StakeholderActs.Read);
    }
}
