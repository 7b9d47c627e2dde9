using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Groups;

/// <summary>Who asked to sit and has no answer yet.</summary>
internal sealed class RequestsThatWait(AppDb db, Texts L) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States => [ApplicationState.Waiting];
    public bool EndsWithTheProcess => true;

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel) =>
        await may(GroupActs.ReadApplications) && await db.Applications.CountAsync(a => a.Process == process.Id
            && a.State == ApplicationState.Waiting, cancel) is > 0 and var count
            ? [new(L.Count(count, "Una richiesta di entrare nel Tavolo", "{0} richieste di entrare nel Tavolo"),
                L["Chi ha chiesto aspetta una risposta."], L["Leggi le richieste"],
                GroupUrls.Applications(process.Slug))]
            : [];
}
