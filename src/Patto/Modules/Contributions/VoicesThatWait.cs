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
        await may(ContributionActs.SeeUnread) ? await OfAsync(process, await book.CountUntypedAsync(process.Id, cancel), may, cancel) : [];

    private async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, int untyped, Func<Act, ValueTask<bool>> may,
        CancellationToken cancel) =>
        [.. await UntypedAsync(process, untyped, may), .. await UnreadAsync(process, untyped, cancel)];

    private async Task<IReadOnlyList<Waiting>> UntypedAsync(ProcessInfo process, int untyped, Func<Act, ValueTask<bool>> may) =>
        untyped > 0 && await may(ContributionActs.Enter)
            ? [new(L.Count(untyped, "Una registrazione aspetta che qualcuno scriva che cosa dice",
                    "{0} registrazioni aspettano che qualcuno scriva che cosa dicono"),
                L["Chi l'ha mandata legge che la stiamo trascrivendo. Si pubblica dopo, come ogni contributo."],
                L["Ascolta e scrivi"], ContributionUrls.Untyped(process.Slug))]
            : [];

    // A recording of which nothing is typed waits for that first.
    private async Task<IReadOnlyList<Waiting>> UnreadAsync(ProcessInfo process, int untyped, CancellationToken cancel) =>
        (await book.CountAsync(process.Id, cancel)).Waiting - untyped is > 0 and var waiting
            ? [new(L.Count(waiting, "Un contributo aspetta di essere letto", "{0} contributi aspettano di essere letti"),
                L["Finché nessuno li legge non compaiono da nessuna parte."],
                L["Leggi e pubblica"], ContributionUrls.Reading(process.Slug))]
            : [];
}
