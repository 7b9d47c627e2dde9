using Patto.Grants;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Portal.Pages;

/// <summary>What is still to be prepared for the body as a whole, and which of its processes are not public yet.</summary>
public sealed class BodyStepsModel(Guide guide) : PattoPage
{
    public override Act Demands => AdministrationActs.Settle;

    public GuideView Steps { get; private set; } = null!;
    public IReadOnlyList<ProcessCard> Drafts { get; private set; } = [];
    public bool MayCreate { get; private set; }

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        Steps = await guide.OfBodyAsync(Authority, cancel);
        Drafts = [.. (await Get<ProcessBook>().ListAsync(Authority.Id, cancel)).Where(p => !p.IsPublic)];
        MayCreate = await MayAsync(ProcessActs.Create);
        return true;
    }

    public void OnGet() { }
}
