using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Moderation;

/// <summary>What was reported and decided: no name, no word of the text, of who reported it or of its author.</summary>
internal sealed class ModerationTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "moderazione";
    public override string Title => L["Il registro della moderazione"];
    public override IReadOnlyList<string> Columns => Table.Columns("Codice", "Che cosa", "Segnalato perché", "Segnalato il", "Esito",
        "Motivo", "Deciso il", "Giorni", "Ricorso del", "Decisioni successive", "Ultima decisione del");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var r in db.Set<TextReport>().AsNoTracking().Where(r => r.Process == process.Id).OrderByDescending(r => r.At)
            .ThenBy(r => r.Id).AsAsyncEnumerable().WithCancellation(cancel))
            yield return [r.Code, L[ModerationWords.Kind(r.Of.Kind)].Value, L[r.Ground.Italian()].Value, Texts.RomeDay(r.At),
                L[r.State.Italian()].Value, r.Why, Day(r.Decided), r.Days, Day(r.Appealed),
                string.Join(" / ", r.Decisions.Select(d => $"{L[d.State.Italian()].Value}: {d.Why}")),
                Day(r.Decisions.LastOrDefault()?.At)];
    }

    private static DateOnly? Day(DateTimeOffset? at) => at is { } instant ? Texts.RomeDay(instant) : null;
}
