using System.Runtime.CompilerServices;
using Patto.Localization;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Offices;

/// <summary>What offices answered in public.</summary>
internal sealed class OfficeAnswersTable(OfficeBook book, Texts L) : OpenTable
{
    public override string Key => "risposte-uffici";
    public override string Title => L["Le risposte pubbliche degli uffici"];
    public override IReadOnlyList<string> Columns => Table.Columns("Su che cosa", "Ufficio", "Domanda", "Risposta", "Risposto il");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var said in await book.SaidAsync(process.Id, null, cancel))
            yield return [said.Label, said.Office, said.Asked, said.Answer, Texts.RomeDay(said.At)];
    }
}
