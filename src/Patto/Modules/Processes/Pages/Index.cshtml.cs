using Patto.Caching;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Processes.Pages;

/// <summary>The authority's processes: those that are open, those that are concluded.</summary>
[PublicCache]
public sealed class IndexModel(ProcessBook book) : PattoPage
{
    public IReadOnlyList<ProcessCard> Open { get; private set; } = [];
    public IReadOnlyList<ProcessCard> Done { get; private set; } = [];
    public bool MayCreate { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var all = await book.ListAsync(Authority.Id, cancel);
        (Open, Done) = ([.. all.Where(p => !p.IsConcluded)], [.. all.Where(p => p.IsConcluded)]);
        MayCreate = await MayAsync(ProcessActs.Create);
    }
}
