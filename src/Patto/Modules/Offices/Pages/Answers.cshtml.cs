using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Offices.Pages;

/// <summary>What the offices of the body answered in public.</summary>
[Caching.PublicCache]
public sealed class AnswersModel(OfficeBook book) : ProcessPage
{
    public IReadOnlyList<OfficeSaid> Said { get; private set; } = [];
    public bool MayAsk { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) =>
        (Said, MayAsk) = (await book.SaidAsync(Process.Id, null, cancel), await MayAsync(OfficeActs.Ask));
}
