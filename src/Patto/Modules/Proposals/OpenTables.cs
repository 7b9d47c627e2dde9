using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Proposals;

/// <summary>The proposals, in order of code, with the last step and its reason.</summary>
internal sealed class ProposalsTable(AppDb db, ProcessBook processes, Texts L) : OpenTable
{
    public override string Key => "proposte";
    public override string Title => L["Le proposte"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Codice", "Titolo", "Testo", "Tema", "A che punto", "Motivo", "Contributi raccolti", "Nata il");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var themes = (await processes.ReadAsync(process.Id, cancel))!.Themes.ToDictionary(t => t.Key, t => t.Name);
        var all = await db.Proposals.AsNoTracking().Where(p => p.Process == process.Id).OrderBy(p => p.Code).ToListAsync(cancel);
        var voices = await db.Set<Link>().Where(l => l.Relation == Relation.GatheredInto && l.Closed == null).GroupBy(l => l.To)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        foreach (var p in all)
            yield return [p.Code, p.Title, p.Text, p.Theme is { } theme ? themes.GetValueOrDefault(theme, theme)
                : null, L[p.State.Italian()].Value,
                p.Steps[^1].Reason, voices.GetValueOrDefault(p.Subject), Texts.RomeDay(p.At)];
    }
}
