using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Communication;

/// <summary>What happened, as the page of updates tells it.</summary>
internal sealed class UpdatesTable(AppDb db, CurrentAuthority currentAuthority, Texts L) : OpenTable
{
    public override string Key => "aggiornamenti";
    public override string Title => L["Gli aggiornamenti"];
    public override IReadOnlyList<string> Columns => Table.Columns("Giorno", "Che cosa", "Indirizzo");

    public override async IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var u in db.Updates.AsNoTracking().Where(u => u.Process == process.Id).OrderByDescending(u => u.At)
            .AsAsyncEnumerable().WithCancellation(cancel))
            yield return [Texts.RomeDay(u.At), L[u.Kind.Italian(), u.What].Value, currentAuthority.Address + u.Url];
    }
}
