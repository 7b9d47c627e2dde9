using System.Runtime.CompilerServices;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Web;

namespace Patto.Modules.Stakeholders;

/// <summary>Who is on the public maps.</summary>
internal sealed class StakeholdersTable(StakeholderBook book, ProcessBook processes, Texts L) : OpenTable
{
    public override string Key => "portatori";
    public override string Title => L["I portatori di interesse sulla mappa"];
    public override IReadOnlyList<string> Columns => Table.Columns("Nome", "Mappa", "Che cosa porta", "Zona", "A che punto", "Differenze");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        var areas = await processes.AreaNamesAsync(process.Id, cancel);
        foreach (var s in await book.MapAsync(process.Id, cancel))
            yield return [s.Name, L[s.Map.Italian()].Value, s.What, areas.GetValueOrDefault(s.Area, s.Area), L[s.State.Italian()].Value,
                string.Join(", ", s.Differences)];
    }
}

/// <summary>The interests to be heard, and how each stands.</summary>
internal sealed class InterestsTable(StakeholderBook book, Texts L) : OpenTable
{
    public override string Key => "interessi";
    public override string Title => L["Gli interessi da ascoltare: chi c'è e chi manca"];
    public override IReadOnlyList<string> Columns => Table.Columns("Interesse", "Mappa", "Esempi", "A che punto", "Portatori");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var i in await book.CoverageAsync(process.Id, cancel))
            yield return [i.Name, L[i.Map.Italian()].Value, i.Examples, L[i.Coverage.Italian()].Value, i.Stakeholders];
    }
}

/// <summary>Who was said to be missing, and what was answered; nobody who said it.</summary>
internal sealed class SuggestionsTable(StakeholderBook book, Texts L) : OpenTable
{
    public override string Key => "chi-manca";
    public override string Title => L["Le risposte a «Manca qualcuno?»"];
    public override IReadOnlyList<string> Columns => Table.Columns("Chi manca", "Esito", "Motivo", "Risposto il");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var s in await book.AnsweredAsync(process.Id, int.MaxValue, cancel))
            yield return [s.Missing, L[s.State.Italian()].Value, s.Answer, Texts.RomeDay(s.Answered)];
    }
}
