using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Draws;

/// <summary>Draws, a quota a row; nothing of who applied.</summary>
internal sealed class DrawsTable(DrawBook book, Texts L, TimeProvider clock) : OpenTable
{
    public override string Key => "sorteggi";
    public override string Title => L["I sorteggi e le loro quote"];
    public override IReadOnlyList<string> Columns => Table.Columns("Codice", "Sorteggio", "A che punto", "Posti", "Candidature dal",
        "Candidature fino al", "Si estrae", "Dove", "Categoria", "Valore", "Minimo", "Massimo", "Parte della popolazione", "Impronta",
        "Cifre tirate in sala", "Elenco estratto");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var draw in await book.PublicAsync(process.Id, cancel))
            foreach (var quota in draw.Quotas)
                yield return [draw.Code, draw.Title, L[draw.Italian(now)].Value, draw.Seats, draw.Opens, draw.Closes, draw.DrawnAt,
                    draw.Place,
                    quota.Category, quota.Feature, quota.Min, quota.Max, quota.Share,
                    draw.State is DrawState.Published or DrawState.Drawn ? draw.Hash : null, draw.Seed, draw.Ticket];
    }
}

/// <summary>Each number, its chance and whether it was drawn: only once the lists are public.</summary>
internal sealed class ChancesTable(DrawBook book, AppDb db, Texts L) : OpenTable
{
    public override string Key => "sorteggi-numeri";
    public override string Title => L["Le possibilità di ogni numero, e chi è uscito"];
    public override IReadOnlyList<string> Columns => Table.Columns("Codice", "Numero", "In quanti elenchi su mille", "Possibilità esatta",
        "Con il sorteggio semplice", "Estratto", "Riserva del numero");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var draws = (await book.PublicAsync(process.Id, cancel)).Where(d => d.State is DrawState.Published or DrawState.Drawn).ToList();
        List<Id<Draw>> ids = [.. draws.Select(d => d.Id)];
        var lists = await db.PanelLists.AsNoTracking().Where(l => ids.Contains(l.Draw)).ToDictionaryAsync(l => l.Draw, cancel);
        foreach (var draw in draws.Where(d => lists.ContainsKey(d.Id)))
            foreach (var row in Rows(draw, lists[draw.Id], L)) yield return row;
    }

    internal static IEnumerable<object?[]> Rows(Draw draw, PanelList list, Texts L)
    {
        var (times, drawn) = (list.Times(), draw.Ticket is { } ticket ? list.Panels()[ticket] : []);
        for (var n = 1; n <= list.Chances.Count; n++)
        {
            var seat = draw.Reserves.IndexOf(n);
            yield return [draw.Code, n, times[n - 1], Percent(list.Chances[n - 1]), list.Naive.Count > 0 ? Percent(list.Naive[n - 1])
                : null,
                draw.Ticket is null ? null : drawn.Contains(n) ? L["sì"].Value : L["no"].Value, seat >= 0 ? drawn[seat] : null];
        }
    }

    private static decimal Percent(double share) => Math.Round((decimal)share, 4);
}
