using Microsoft.AspNetCore.Mvc;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>Any public list of a process as a file, by the table that its module registers.</summary>
public sealed class OpenTableModel(IEnumerable<OpenTable> tables) : ProcessPage
{
    public async Task<IActionResult> OnGetAsync(string table, string format, CancellationToken cancel)
    {
        TableFormat? wanted = format switch
        {
            "csv" => TableFormat.Csv,
            "xlsx" => TableFormat.Xlsx,
            "ods" => TableFormat.Ods,
            "json" => TableFormat.Json,
            _ => null,
        };
        return wanted is not null && tables.FirstOrDefault(t => t.Key == table) is { } found ? await found.OfAsync(Process, wanted, cancel)
            : NotFound();
    }
}
