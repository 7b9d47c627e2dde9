using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Contributions;

/// <summary>Voices that nobody has read.</summary>
internal sealed class VoicesThatWait(ContributionBook book, Texts L) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States => [ContributionState.Reading];
    public bool EndsWithTheProcess => true;

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel) =>
        await may(ContributionActs.SeeUnread) && (await book.CountAsync(process.Id, cancel)).Waiting is > 0 and var waiting
            ? [new(L.Count(waiting, "Un contributo aspetta di essere letto", "{0} contributi aspettano di essere letti"),
                L["Finché nessuno li legge non compaiono da nessuna parte."],
                L["Leggi e pubblica"], ContributionUrls.Reading(process.Slug))]
            : [];
}
