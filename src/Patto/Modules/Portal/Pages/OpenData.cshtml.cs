using Patto.Caching;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

[SameForAll]
public sealed class OpenDataModel(ProcessBook processes) : PattoPage
{
    public IReadOnlyList<ProcessCard> Processes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Processes = [.. (await processes.ListAsync(Authority.Id, cancel)).Where(p => p.IsPublic)];
}
