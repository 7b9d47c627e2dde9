using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>What the plan says should have been done: to who keeps it, all of it; to who watches over the terms, the legal steps.</summary>
internal sealed class PlanThatWaits(ProcessBook processes, Texts L) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States => [PlanState.Late, LegalStepState.Late];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        var keeps = await may(ProcessActs.Edit);
        if (!keeps && !await may(ProcessActs.Watch)) return [];
        if (await processes.ReadAsync(process.Id, cancel) is not { } view) return [];
        return [.. view.Overdue.Where(d => keeps || d.Kind == "step").Select(d => new Waiting(DaysLate(d.What,
            view.Today.DayNumber - d.On.DayNumber), L["Era previsto per il {0}.", L.Day(d.On)], DoorTo(d, keeps),
            d.Kind == "step" ? ProcessUrls.LegalSteps(process.Slug) : ProcessUrls.Plan(process.Slug), Late: true))];
    }

    private string DaysLate(string what, int days) =>
        days == 1 ? L["{0}: in ritardo di un giorno", what] : L["{0}: in ritardo di {1} giorni", what, days];

    private string DoorTo(DeadlineView late, bool keeps) => late.Kind != "step" ? L["Aggiorna il programma"]
        : keeps ? L["Aggiorna i passi di legge"] : L["Guarda i passi di legge"];
}
