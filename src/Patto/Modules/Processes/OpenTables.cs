using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Processes;

/// <summary>The work schedule: each phase, then its activities.</summary>
internal sealed class PlanTable(ProcessBook book, Texts L) : OpenTable
{
    public override string Key => "cronoprogramma";
    public override string Title => L["Il cronoprogramma"];
    public override IReadOnlyList<string> Columns => Table.Columns("Che cosa", "Traccia", "Fase", "Nome", "Risultato", "Traguardo",
        "Inizio previsto", "Fine prevista", "Inizio", "Fine", "A che punto");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var view = (await book.ReadAsync(process.Id, cancel))!;
        var activities = view.Activities.ToLookup(a => a.Phase);
        foreach (var phase in view.Phases)
        {
            var track = view.Tracks.FirstOrDefault(t => t.Key == phase.Track)?.Name ?? phase.Track;
            yield return [L["Fase"].Value, track, phase.Name, phase.Name, phase.Output, false,
                phase.PlannedFrom, phase.PlannedUntil, phase.ActualFrom, phase.ActualUntil, L[phase.State.Italian()].Value];
            foreach (var a in activities[phase.Id])
                yield return [L["Attività"].Value, track, phase.Name, a.Name, a.Output, a.IsMilestone, a.PlannedFrom, a.PlannedUntil,
                    a.ActualFrom, a.ActualUntil,
                    L[a.State.Italian()].Value];
        }
    }
}

/// <summary>The legal steps, in their order. Who does one may be named on the page, never in the data.</summary>
internal sealed class StepsTable(ProcessBook book, Texts L) : OpenTable
{
    public override string Key => "passi";
    public override string Title => L["I passi previsti dalle norme"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Passo", "Norma", "Scadenza", "Fatto il", "Prova", "Saltato perché", "A che punto");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var s in (await book.ReadAsync(process.Id, cancel))!.LegalSteps)
            yield return [s.Name, s.Basis, s.Due, s.DoneOn, s.Evidence, s.Skipped, L[s.State.Italian()].Value];
    }
}
