using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;
using Patto.Web;

namespace Patto.Modules.Reports;

/// <summary>The documents that were sent, part by part.</summary>
internal sealed class FinalDocumentsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "documenti-finali";
    public override string Title => L["I documenti finali, parte per parte"];
    public override IReadOnlyList<string> Columns => Table.Columns("Documento", "Tipo", "Versione", "Parte", "Testo", "Inviato a",
        "Inviato il", "Impronta SHA-256");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = await (from report in db.Reports.AsNoTracking()
                           where report.Process == process.Id && report.State == ReportState.Sent
                           join edition in db.ReportEditions on report.Id equals edition.Report
                           where edition.IsFinal
                           orderby report.Number
                           select new { report, edition }).ToListAsync(cancel);
        foreach (var f in found)
            foreach (var part in f.edition.Parts)
                yield return [f.edition.Title, L[f.report.Kind.Italian()].Value, f.edition.Number, part.Heading, part.Text, f.report.SentTo,
                    f.report.SentOn, f.edition.Hash];
    }
}

/// <summary>What the guarantor asked and found in public, and what was answered.</summary>
internal sealed class GuarantorTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "garante";
    public override string Title => L["Le domande e i rilievi pubblici del garante"];
    public override IReadOnlyList<string> Columns => Table.Columns("Tipo", "Domanda o rilievo", "Scritto il", "Risposta entro il",
        "Risposta", "Risposto il");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var n in await db.GuarantorNotes.AsNoTracking().Where(n => n.Process == process.Id && n.IsPublic && n.Withdrawn == null)
            .OrderBy(n => n.At).ToListAsync(cancel))
            yield return [L[n.Kind.Italian()].Value, n.Text, Texts.RomeDay(n.At), n.Due, n.Answer,
                n.AnsweredAt is { } at ? Texts.RomeDay(at) : null];
    }
}
