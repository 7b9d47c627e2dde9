using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Documents;

/// <summary>The texts with all their published editions.</summary>
internal sealed class DocumentsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "documenti";
    public override string Title => L["I testi e le loro versioni"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Titolo", "Tipo", "A che punto", "Osservazioni dal", "Osservazioni fino al", "Adottato con",
        "Versione", "Pubblicata il", "Che cosa è cambiato", "Impronta SHA-256",
        "Consultazione ritirata o chiusa prima");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = from d in db.Documents
                    where d.Process == process.Id && d.State != DocumentState.Draft
                    join e in db.Editions on d.Id equals e.Document
                    orderby d.Created, e.Number
                    select new { d.Title, d.Kind, d.State, d.OpenFrom, d.OpenTo, d.AdoptedBy, d.TakenBack, e.Number, e.At, e.Why, e.Hash };
        await foreach (var d in found.AsAsyncEnumerable().WithCancellation(cancel))
            yield return [d.Title, L[d.Kind.Italian()].Value, L[d.State.Italian()].Value, d.OpenFrom, d.OpenTo, d.AdoptedBy, d.Number,
                Texts.RomeDay(d.At), d.Why, d.Hash, string.Join("; ", d.TakenBack.Select(t => t.Why))];
    }
}

/// <summary>The last edition of every text, article by article and *comma* by *comma*.</summary>
internal sealed class ArticlesTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "articoli";
    public override string Title => L["Gli articoli, comma per comma"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Documento", "Versione", "Posto nel testo", "Numero", "Rubrica", "Testo", "In parole semplici");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var texts = await db.Documents.AsNoTracking().Where(d => d.Process == process.Id && d.State != DocumentState.Draft)
            .OrderBy(d => d.Created)
            .Select(d => new { d.Id, d.Title }).ToListAsync(cancel);
        foreach (var text in texts)
        {
            var last = await db.Editions.AsNoTracking().Where(e => e.Document == text.Id).OrderByDescending(e => e.Number)
                .FirstOrDefaultAsync(cancel);
            foreach (var part in last?.Parts ?? []) yield return [text.Title, last!.Number, part.EId, part.Label, part.Heading, part.Text,
                part.Plain];
        }
    }
}

/// <summary>The published amendments with the table's answers, in order of code.</summary>
internal sealed class AmendmentsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "emendamenti";
    public override string Title => L["Gli emendamenti e le risposte del Tavolo"];
    public override IReadOnlyList<string> Columns =>
        Table.Columns("Codice", "Documento", "Versione", "Posto nel testo", "Testo di prima", "Testo proposto", "Perché",
        "Arrivato il", "Risposta", "Motivo", "Risposto il", "Come è arrivato", "Con gli emendamenti");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = from a in db.Amendments
                    where a.Process == process.Id && a.Reading == Reading.Published
                    join d in db.Documents on a.Document equals d.Id
                    orderby a.Code
                    select new
                    {
                        a.Code,
                        d.Title,
                        a.Edition,
                        a.EId,
                        a.OldText,
                        a.NewText,
                        a.Why,
                        a.At,
                        a.Answer,
                        a.Reasons,
                        a.AnsweredAt,
                        a.Via,
                        a.Beside
                    };
        await foreach (var a in found.AsAsyncEnumerable().WithCancellation(cancel))
            yield return [a.Code, a.Title, a.Edition, a.EId, a.OldText, a.NewText, a.Why, Texts.RomeDay(a.At),
                L[a.Answer.Italian()].Value, a.Reasons,
                a.AnsweredAt is { } at ? Texts.RomeDay(at) : null, L[a.Via.Italian()].Value, string.Join("; ", a.Beside)];
    }
}

/// <summary>The published remarks on articles.</summary>
internal sealed class CommentsTable(AppDb db, Texts L) : OpenTable
{
    public override string Key => "commenti";
    public override string Title => L["I commenti agli articoli"];
    public override IReadOnlyList<string> Columns => Table.Columns("Documento", "Posto nel testo", "Testo", "Arrivato il", "Codice");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = from c in db.Comments
                    where c.Process == process.Id && c.Reading == Reading.Published
                    join d in db.Documents on c.Document equals d.Id
                    orderby c.At
                    select new { d.Title, c.EId, c.Text, c.At, c.Code };
        await foreach (var c in found.AsAsyncEnumerable().WithCancellation(cancel)) yield return [c.Title, c.EId, c.Text,
            Texts.RomeDay(c.At), c.Code];
    }
}
