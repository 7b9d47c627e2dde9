using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Choices;

/// <summary>Votes and what came out, an option a row; totals only once they are counted.</summary>
internal sealed class ChoicesTable(ChoiceBook book, Texts L, TimeProvider clock) : OpenTable
{
    public override string Key => "scelte";
    public override string Title => L["Le scelte e i loro esiti"];
    public override IReadOnlyList<string> Columns => Table.Columns("Codice", "Domanda", "Regola", "A che punto", "Si vota dal",
        "Si vota fino al", "Opzione", "Costo", "Totale", "Persone", "In classifica", "Vince", "Perché", "Schede", "Bianche", "Nulle",
            "Su carta");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var choice in await book.PublicAsync(process.Id, cancel))
            foreach (var (option, n) in choice.Options.Select((o, n) => (o, n)))
            {
                var (result, own) = (choice.Result, choice.Result?.Options[n]);
                yield return [choice.Code, choice.Question, L[choice.Rule.Italian()].Value, L[choice.Italian(now)].Value, choice.Opens,
                    choice.Closes, option.Title, option.Cost, (int?)own?.Total, (int?)own?.Supporters, own?.Place,
                    own is null ? null : own.Wins ? L["sì"].Value : L["no"].Value, own?.Why.In(CultureInfo.CurrentUICulture),
                    result?.Ballots, result?.Blank, result?.Spoilt, result?.OnPaper];
            }
    }
}

/// <summary>Whole ballots, a number a row, where that was chosen before the opening and there were enough of them.</summary>
internal sealed class CountedBallotsTable(ChoiceBook book, AppDb db, Texts L) : OpenTable
{
    public override string Key => "schede-contate";
    public override string Title => L["Le schede contate, dove si pubblicano intere"];
    public override IReadOnlyList<string> Columns => Table.Columns("Codice", "Scheda numero", "Opzione", "Numero sulla scheda");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var whole = (await book.PublicAsync(process.Id, cancel)).Where(c => c.State == ChoiceState.Counted && c.WholeBallots).ToList();
        List<Id<Choice>> ids = [.. whole.Select(c => c.Id)];
        var ballots = (await db.CountedBallots.AsNoTracking().Where(b => ids.Contains(b.Choice)).ToListAsync(cancel)).ToLookup(b =>
            b.Choice);
        foreach (var choice in whole)
            foreach (var row in Rows(choice, ballots[choice.Id])) yield return row;
    }

    /// <summary>In an order that says nothing: that of their numbers.</summary>
    internal static IEnumerable<object?[]> Rows(Choice choice, IEnumerable<CountedBallot> ballots) =>
        from ballot in ballots.OrderBy(b => b.Marks, StringComparer.Ordinal).Select((b, n) => (Marks: b.Marks.Split(' '), Number: n + 1))
        from option in choice.Options.Select((o, n) => (o.Title, Mark: ballot.Marks[n]))
        where option.Mark != "0"
        select new object?[] { choice.Code, ballot.Number, option.Title, int.Parse(option.Mark, CultureInfo.InvariantCulture) };
}
