using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Monitoring;

/// <summary>The indicators with where they started and what they aim at.</summary>
internal sealed class IndicatorsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "indicatori";
    public override string Title => L["Gli indicatori"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Codice", "Nome", "Unità", "Fonte", "Valore iniziale", "Misurato il", "Obiettivo", "Entro il",
        "Ogni quanti mesi");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var i in await db.Indicators.AsNoTracking().Where(i => i.Process == process.Id).OrderBy(i => i.Code).ToListAsync(cancel))
            yield return [i.Code, i.Name, i.Unit, i.Source, i.Baseline, i.BaselineDay, i.Target, i.TargetDay, i.EveryMonths];
    }
}

/// <summary>Every value that was measured.</summary>
internal sealed class MeasurementsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "misure";
    public override string Title => L["Le misure degli indicatori"];
    public override IReadOnlyList<string> Columns => Table.Columns("Codice", "Nome", "Giorno", "Valore", "Unità", "Nota");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var i in await db.Indicators.AsNoTracking().Where(i => i.Process == process.Id).Include(i => i.Measurements)
            .OrderBy(i => i.Code).ToListAsync(cancel))
            foreach (var m in i.InOrder) yield return [i.Code, i.Name, m.Day, m.Value, i.Unit, m.Note];
    }
}

/// <summary>The published accounts of what was done.</summary>
internal sealed class ReportsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "monitoraggio";
    public override string Title => L["I documenti di monitoraggio"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Numero", "Pubblicato il", "Testo", "Persone che hanno partecipato", "Decisioni", "Azioni", "Indicatori",
        "Impronta SHA-256");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var r in await db.Set<MonitoringReport>().AsNoTracking().Where(r => r.Process == process.Id).OrderBy(r => r.Number)
            .ToListAsync(cancel))
            yield return [r.Number, Texts.RomeDay(r.At), r.Intro, r.Content.Participants, r.Content.Outcomes.Count, r.Content.Actions.Count,
                r.Content.Indicators.Count, r.Hash];
    }
}
