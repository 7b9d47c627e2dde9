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

/// <summary>For which bodies somebody sits, or sat, and since when. Who they are is named on the page, never in the data.</summary>
internal sealed class MandatesTable(GroupBook book, Texts L) : OpenTable
{
    public override string Key => "mandati";
    public override string Title => L["Gli enti rappresentati nei gruppi, senza nomi di persone"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Associazione o ente", "Gruppo", "Posto", "Interesse", "Supplente", "Dal", "Al");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var group in (await book.OfProcessAsync(process.Id, cancel)).Where(g => g.Kind != GroupKind.Internal))
            foreach (var seat in group.Seats)
                foreach (var member in seat.Former.Concat(seat.Members).Where(m => m.Organisation.Length > 0))
                    yield return [member.Organisation, group.Name, seat.Number, seat.Interest, member.IsSubstitute, member.Since,
                        member.Until];
    }
}

/// <summary>What came out of the internal tracks of a process; nothing of what is inside still.</summary>
internal sealed class TracksTable(PaperBook book, ProcessBook processes, Texts L) : OpenTable
{
    public override string Key => "filoni";
    public override string Title => L["Che cosa è uscito dai filoni interni"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Filone", "Tipo", "Titolo", "Testo", "Giorno", "Luogo", "Pubblico dal");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var names = ((await processes.ReadAsync(process.Id, cancel))?.Tracks ?? []).ToDictionary(t => t.Key, t => t.Name);
        foreach (var paper in await book.OpenedAsync(process.Id, null, cancel))
            yield return [names.GetValueOrDefault(paper.Track, paper.Track), L[paper.Kind.Italian()].Value, paper.Title, paper.Text,
                paper.Day, paper.Place, paper.Opened];
    }
}
