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

/// <summary>What offices wrote into the feasibility sheets, in order of time; whoever wrote has no name here.</summary>
internal sealed class SheetsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "schede-di-fattibilita";
    public override string Title => L["Che cosa dicono gli uffici delle proposte"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Proposta", "Voce della scheda", "Che cosa dice", "Ufficio", "Scritto il");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var lines = await (from line in db.SheetLines.AsNoTracking()
                           where line.Process == process.Id
                           join proposal in db.Proposals.AsNoTracking() on line.Proposal equals proposal.Id
                           orderby line.At, line.Part
                           select new { proposal.Code, line.Part, line.Text, line.Office, line.At }).ToListAsync(cancel);
        foreach (var line in lines)
            yield return [line.Code, L[line.Part.Italian()].Value, line.Part == SheetPart.Verdict ? L[line.Text].Value : line.Text,
                line.Office, Texts.RomeDay(line.At)];
    }
}
