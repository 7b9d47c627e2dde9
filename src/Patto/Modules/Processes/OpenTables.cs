using Microsoft.EntityFrameworkCore;
using Patto.Database;
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

/// <summary>What stayed without an answer whenever the process closed, with the reasons. What is not public has no name of its own.</summary>
internal sealed class ReasonsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "chiusura";
    public override string Title => L["Che cosa è rimasto senza risposta, e perché"];
    public override IReadOnlyList<string> Columns => Table.Columns("Che cosa", "Motivo", "Deciso da", "Chiuso il", "Riaperto il");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var reasons = from reason in db.Set<ClosingReason>().AsNoTracking()
                      join closing in db.Set<Closing>() on reason.Closing equals closing.Id
                      where closing.Process == process.Id && closing.At != null
                      orderby closing.Number, reason.Called, reason.Id
                      select new { reason.Called, reason.Reason, closing.DecidedBy, closing.At, closing.Reopened };
        await foreach (var r in reasons.AsAsyncEnumerable().WithCancellation(cancel))
            yield return [r.Called, r.Reason, r.DecidedBy, Texts.RomeDay(r.At!.Value),
                r.Reopened is { } again ? Texts.RomeDay(again) : null];
    }
}

/// <summary>What was expected of the process, and what came of it.</summary>
internal sealed class ResultsTable(AppDb db, ProcessBook book, Texts L) : OpenTable
{
    public override string Key => "risultati";
    public override string Title => L["I risultati attesi e quelli ottenuti"];
    public override IReadOnlyList<string> Columns => Table.Columns("Risultato atteso", "Che cosa ne è venuto", "Chiuso il");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var closed = await db.Set<Closing>().AsNoTracking().Where(c => c.Process == process.Id && c.At != null)
            .OrderBy(c => c.Number).ToListAsync(cancel);
        foreach (var closing in closed)
            foreach (var result in closing.Results) yield return [result.Expected, result.Came, Texts.RomeDay(closing.At!.Value)];
        if (closed.Count == 0 && await book.ReadAsync(process.Id, cancel) is { } view)
            foreach (var expected in view.Results) yield return [expected, null, null];
    }
}

/// <summary>Hours and euro, phase by phase; the lines that make the totals stay with the office.</summary>
internal sealed class CostsTable(CostBook costs, Texts L) : OpenTable
{
    public override string Key => "costi";
    public override string Title => L["I costi, fase per fase"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Fase", "Ore previste", "Ore spese", "Euro previsti", "Euro spesi");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var t in await costs.TotalsAsync(process.Id, cancel))
            yield return [t.Phase ?? L["Tutto il percorso"].Value, t.HoursPlanned, t.HoursSpent, t.MoneyPlanned, t.MoneySpent];
    }
}
