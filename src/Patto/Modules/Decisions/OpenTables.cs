using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Decisions;

/// <summary>Every outcome with its reason and the act that says it.</summary>
internal sealed class OutcomesTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "decisioni";
    public override string Title => L["Le decisioni e le ragioni"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Su che cosa", "Titolo", "Esito", "Motivo", "Ufficio", "Entro il", "Organo", "Numero", "Giorno",
        "Oggetto", "All'albo dal", "All'albo fino al", "Dove si legge", "Prima della correzione", "Motivo della correzione");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var acts = await db.AdministrativeActs.AsNoTracking().Where(a => a.Process == process.Id).ToDictionaryAsync(a => a.Id, cancel);
        var decisions = await db.Decisions.AsNoTracking().Where(d => d.Process == process.Id).OrderBy(d => d.At)
            .Include(d => d.Outcomes.OrderBy(o => o.Position)).ToListAsync(cancel);
        foreach (var decision in decisions)
            foreach (var o in decision.Outcomes)
                if (acts[decision.Act] is var a)
                    yield return [o.Label, o.Title, L[o.Settled.Italian()].Value, o.Reason, o.Office, o.Due, a.Organ, a.Number, a.Day,
                        a.About, a.AlboFrom, a.AlboTo, a.Link, Before(a), Why(a)];
    }

    internal static string Before(AdministrativeAct act) =>
        string.Join("; ", act.Corrections.Select(c => c.Cited).Where(c => c != act.Cited));

    internal static string Why(AdministrativeAct act) =>
        string.Join("; ", act.Corrections.Select(c => c.Why).Where(w => w.Length > 0));
}

/// <summary>What was handed to the deciding body, and its taking note.</summary>
internal sealed class HandOversTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "consegne";
    public override string Title => L["Le consegne a chi decide e le prese d'atto"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Che cosa", "A chi", "Giorno", "Presa d'atto", "Prima della correzione", "Motivo della correzione");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var acts = await db.AdministrativeActs.AsNoTracking().Where(a => a.Process == process.Id).ToDictionaryAsync(a => a.Id, cancel);
        foreach (var h in await db.HandOvers.AsNoTracking().Where(h => h.Process == process.Id).OrderBy(h => h.Day).ToListAsync(cancel))
            yield return h.Note is { } note && acts[note] is var a
                ? [h.What, h.To, h.Day, a.Cited, OutcomesTable.Before(a), OutcomesTable.Why(a)] : [h.What, h.To, h.Day, null, null, null];
    }
}

/// <summary>What is done because of a decision.</summary>
internal sealed class ActionsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "azioni";
    public override string Title => L["Le azioni che seguono alle decisioni"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Codice", "Che cosa", "Ufficio", "Dal", "Entro il", "A che punto", "Nota");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var a in await db.FollowUps.AsNoTracking().Where(a => a.Process == process.Id).OrderBy(a => a.Code).ToListAsync(cancel))
            yield return [a.Code, a.Text, a.Office, a.From, a.Due, L[a.State.Italian()].Value, a.Steps[^1].Note];
    }
}
