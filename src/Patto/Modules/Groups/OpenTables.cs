using System.Runtime.CompilerServices;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Groups;

/// <summary>The seats of the groups, each for an interest. Who sits is named on the page, never in the data.</summary>
internal sealed class SeatsTable(GroupBook book, Texts L) : OpenTable
{
    public override string Key => "posti-del-tavolo";
    public override string Title => L["I posti dei gruppi, senza nomi di persone"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Gruppo", "Tipo", "Posto", "Interesse", "Come si siede", "Occupato", "Ente");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var group in (await book.OfProcessAsync(process.Id, cancel)).Where(g => g.Kind != GroupKind.Internal))
            foreach (var seat in group.Seats)
                yield return [group.Name, L[group.Kind.Italian()].Value, seat.Number, seat.Interest, L[seat.By.Italian()].Value,
                    seat.Members.Count > 0,
                    seat.Members is [var first, ..] ? first.Organisation : null];
    }
}
