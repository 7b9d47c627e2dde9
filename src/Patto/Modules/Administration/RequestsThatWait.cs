using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Administration;

/// <summary>Requests about personal data run by a term of the law: they stand on every dashboard of the body of whoever may answer.
/// </summary>
internal sealed class RequestsThatWait(AppDb db, Gate gate, Texts L, TimeProvider clock) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States => [DataRequestState.Open];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        // A role in one process alone does not open what the body keeps.
        if (!await may(AdministrationActs.HandPersonalData)
            || !await gate.MayAsync(AdministrationActs.HandPersonalData, new Place(process.Authority), cancel)) return [];
        var (authority, today) = (process.Authority, Texts.RomeDay(clock.GetUtcNow()));
        var due = await db.DataRequests.AsNoTracking().Where(r => r.Authority == authority && r.State == DataRequestState.Open)
            .OrderBy(r => r.Due).Select(r => r.Due).ToListAsync(cancel);
        return due.Count == 0 ? [] : [new(L.Count(due.Count, "Una richiesta sui dati personali aspetta risposta",
            "{0} richieste sui dati personali aspettano risposta"), L["La prima scade il {0}.", L.Day(due[0])],
            L["Rispondi"], AdministrationUrls.DataRequests, Late: due[0] < today)];
    }
}
