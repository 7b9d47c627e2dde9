using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Monitoring;

/// <summary>Indicators without a start, and those whose day to be measured has passed.</summary>
internal sealed class MeasuresThatWait(MonitoringBook book, Texts L, TimeProvider clock) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States => [];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        if (!await may(MonitoringActs.Measure)) return [];
        var all = await book.IndicatorsAsync(process.Id, cancel);
        List<Waiting> found = [];
        string DoorOf(List<IndicatorInfo> some) =>
            some is [{ } lone] ? MonitoringUrls.Indicator(process.Slug, lone.Code) : MonitoringUrls.Indicators(process.Slug);
        if (all.Where(i => i is { Last: null, Baseline: null, CountsItself: false }).ToList() is { Count: > 0 } bare)
            found.Add(new(L.Count(bare.Count, "Un indicatore senza valore di partenza", "{0} indicatori senza valore di partenza"),
                string.Join(", ", bare.Select(i => i.Name)), L["Scrivi da dove si parte"], DoorOf(bare)));
        var today = Texts.RomeDay(clock.GetUtcNow());
        if (all.Where(i => i.NextDue < today && !(i is { Last: null, Baseline: null })).ToList() is { Count: > 0 } due)
            found.Add(new(L.Count(due.Count, "Un indicatore da misurare", "{0} indicatori da misurare"),
                string.Join(", ", due.Select(i => i.Name)), L["Scrivi la misura"], DoorOf(due), Late: true));
        return found;
    }
}
