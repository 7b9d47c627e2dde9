using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders;

/// <summary>Who put themselves on the map and has not been read.</summary>
internal sealed class RegistrationsThatWait(AppDb db, Texts L) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States => [];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel) =>
        await may(StakeholderActs.Keep) && await db.Stakeholders.CountAsync(s => s.Process == process.Id && s.Person != null && !s.Shown
            && s.Name != "", cancel) is > 0 and var count
            ? [new(L.Count(count, "Un'iscrizione alla mappa da leggere", "{0} iscrizioni alla mappa da leggere"),
                L["Si vedono sulla mappa solo dopo che qualcuno le ha lette."],
                L["Apri il registro"], StakeholderUrls.Registry(process.Slug))]
            : [];
}
