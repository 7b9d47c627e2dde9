using System.Runtime.CompilerServices;
using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Pacts;

/// <summary>The pacts that can be signed or are in force.</summary>
internal sealed class PactsTable(PactBook book, Texts L) : OpenTable
{
    public override string Key => "patti";
    public override string Title => L["I patti"];
    public override IReadOnlyList<string> Columns => Table.Columns("Patto", "Tipo", "A che cosa serve", "A che punto", "In vigore dal",
        "Protocollo", "Giorno del protocollo", "Firmatari", "Impegni", "Prossima verifica");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var view in await book.PublicAsync(process.Id, cancel))
            yield return [view.Pact.Title, L[view.Pact.Kind.Italian()].Value, view.Pact.Purpose, L[view.Pact.State.Italian()].Value,
                view.Pact.Since, view.Pact.Protocol, view.Pact.ProtocolDay, view.Holding.Count(), view.Standing.Count, view.Pact.Review];
    }
}

/// <summary>Who signed: bodies, and persons who agreed to be named.</summary>
internal sealed class SignatoriesTable(PactBook book, Texts L) : OpenTable
{
    public override string Key => "firmatari";
    public override string Title => L["Chi ha firmato i patti"];
    public override IReadOnlyList<string> Columns => Table.Columns("Patto", "Chi firma", "Tipo di firmatario", "Ha firmato il",
        "Dopo l'inizio",
        "Si è ritirato il", "Motivo del ritiro");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var view in await book.PublicAsync(process.Id, cancel))
            foreach (var s in view.Signatories)
                yield return [view.Pact.Title, s.NameIn(L), L[s.Kind.Italian()].Value, s.SignedOn,
                    view.CameLater(s) ? L["sì"].Value : L["no"].Value, s.WithdrawnOn, s.WithdrawnWhy];
    }
}

/// <summary>Who keeps what.</summary>
internal sealed class CommitmentsTable(PactBook book, Texts L, TimeProvider clock) : OpenTable
{
    public override string Key => "impegni";
    public override string Title => L["Chi mantiene che cosa"];
    public override IReadOnlyList<string> Columns => Table.Columns("Codice", "Patto", "Impegno", "Per chi", "Chi lo mantiene", "Entro il",
        "Come si vede", "Risorse", "A che punto", "Prova o motivo", "Dove si legge");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var today = Texts.RomeDay(clock.GetUtcNow());
        foreach (var view in await book.PublicAsync(process.Id, cancel))
            foreach (var c in view.Commitments)
                yield return [c.Code, view.Pact.Title, c.What, c.ForWhom,
                    string.Join("; ", view.Signatories.Where(c.IsKeptBy).Select(s => s.NameIn(L))), c.Due, c.MeasuredBy, c.Resources,
                    L[view.StandingOf(c, today).Italian()].Value, c.Words, c.Link];
    }
}
