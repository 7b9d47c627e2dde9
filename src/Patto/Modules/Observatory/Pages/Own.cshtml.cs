using Microsoft.AspNetCore.Mvc;
using Patto.Caching;
using Patto.Modules.Observatory.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Observatory.Pages;

/// <summary>The standard record of a process, written by its own data.</summary>
[PublicCache]
public sealed class OwnModel(RecordBook book) : ProcessPage
{
    public RecordSheet Sheet { get; private set; } = null!;
    public bool MayWrite { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Sheet = await book.OwnAsync(Process, cancel);
        return true;
    }

    public async Task OnGetAsync() => MayWrite = await MayAsync(RecordActs.Write);

    public FileContentResult OnGetJson() => Files.Json($"{Process.Slug}-scheda", Sheet);

    public Table OnGetCsv() => RecordExchange.AsTable($"{Process.Slug}-scheda", Sheet, L);
}
