using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Grants;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Groups.Pages;

/// <summary>Who sits, for which interest, and which seats are empty; no personal contact.</summary>
[PublicCache]
public sealed class TableModel(GroupBook book) : ProcessPage
{
    public IReadOnlyList<GroupView> Groups { get; private set; } = [];
    public bool MayApply { get; private set; }
    public bool MayCompose { get; private set; }
    public int Waiting { get; private set; }
    /// <summary>When applications open or have closed, where a phase says so.</summary>
    public string? WhenApplications { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var verdict = await Gate.AskAsync(GroupActs.Apply, Place, cancel);
        (MayApply, WhenApplications) = (verdict.Allowed, verdict.Reason);
        MayCompose = await MayAsync(GroupActs.Compose);
        Groups = [.. (await book.OfProcessAsync(Process.Id, cancel)).Where(g => MayCompose || g.Kind != GroupKind.Internal)];
        if (await MayAsync(GroupActs.ReadApplications)) Waiting = await Db.Applications.CountAsync(a => a.Process == Process.Id
            && a.State == ApplicationState.Waiting, cancel);
    }
}
