using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders;

/// <summary>What of the register waits: who put themselves on the map, answers to "Manca qualcuno?", a map that nobody looked over for half
/// a year. One statement for all of it.</summary>
internal sealed class RegisterThatWaits(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    private const int Registration = 1, Missing = 2, Old = 3;

    public IReadOnlyCollection<Enum> States => [SuggestionState.Waiting];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        if (!await may(StakeholderActs.Keep)) return [];
        var counts = await CountAsync(process, cancel);
        List<Waiting> found = [];
        if (counts.GetValueOrDefault(Registration) is > 0 and var unread)
            found.Add(new(L.Count(unread, "Un'iscrizione alla mappa da leggere", "{0} iscrizioni alla mappa da leggere"),
                L["Si vedono sulla mappa solo dopo che qualcuno le ha lette."],
                L["Apri il registro"], StakeholderUrls.Registry(process.Slug)));
        // When the process closed each of them had its answer or a public reason, and its map is of then.
        if (process.IsConcluded) return found;
        if (counts.GetValueOrDefault(Missing) is > 0 and var missing)
            found.Add(new(L.Count(missing, "Una risposta a «Manca qualcuno?» da esaminare",
                "{0} risposte a «Manca qualcuno?» da esaminare"),
                L["Ciascuna ha una risposta pubblica, con il motivo."], L["Leggi le segnalazioni"],
                StakeholderUrls.Suggestions(process.Slug)));
        if (counts.ContainsKey(Old))
            found.Add(new(L["La mappa dei portatori non si riguarda da sei mesi"],
                L["Guarda chi c'è e chi manca, poi scrivi che cosa avete visto."], L["Apri il registro"],
                StakeholderUrls.Registry(process.Slug)));
        return found;
    }

    private Task<Dictionary<int, int>> CountAsync(ProcessInfo process, CancellationToken cancel)
    {
        var (id, limit) = (process.Id, MapReviews.LimitAt(clock.GetUtcNow()));
        var watches = db.Watches;
        return db.Stakeholders.Where(s => s.Process == id && s.Person != null && !s.Shown && s.Name != "" && s.Archived == null)
            .Select(_ => Registration)
            .Concat(db.Suggestions.Where(s => s.Process == id && s.State == SuggestionState.Waiting).Select(_ => Missing))
            .Concat(db.Stakeholders.Where(s => s.Process == id && s.Archived == null && s.Since < limit
                && !watches.Any(w => w.Process == id && w.Looked >= limit)).Select(_ => Old))
            .GroupBy(kind => kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
    }
}
