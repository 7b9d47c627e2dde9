using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Draws;

/// <summary>Draws in draft, calls that are over, lists that wait to be published or drawn, people who were drawn and have not
/// answered.</summary>
internal sealed class DrawsThatWait(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States { get; } =
        [DrawState.Draft, DrawState.Open, DrawState.Frozen, DrawState.Published, CandidateState.Drawn];

    private sealed record Known(Id<Draw> Id, string Title, DrawState State, DateTimeOffset Closes, DateTimeOffset? DrawnAt, bool HasList,
        int Silent);

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        if (!await may(DrawActs.Keep)) return [];
        var (now, candidates) = (clock.GetUtcNow(), db.DrawCandidates);
        var known = await db.Draws.AsNoTracking().Where(d => d.Process == process.Id && d.State != DrawState.Annulled).OrderBy(d => d.At)
            .Select(d => new Known(d.Id, d.Title, d.State, d.Closes, d.DrawnAt, d.Hash != "",
                candidates.Count(c => c.Draw == d.Id && c.State == CandidateState.Drawn))).ToListAsync(cancel);
        List<Waiting> found = [];
        var drafts = process.IsConcluded ? [] : known.FindAll(d => d.State == DrawState.Draft);
        if (drafts.Count > 0) found.Add(new(L.Count(drafts.Count, "Un sorteggio è in bozza", "{0} sorteggi sono in bozza"),
            L.List(drafts.Select(d => d.Title)), L["Prepara il sorteggio"], DrawUrls.Work(process.Slug, drafts[0].Id)));
        foreach (var draw in known)
            if (Words(draw, now) is { } words) found.Add(new(words, draw.Title, L["Vai al sorteggio"],
                DrawUrls.Work(process.Slug, draw.Id), Late: draw.DrawnAt?.AddDays(1) < now));
        return found;
    }

    private string? Words(Known draw, DateTimeOffset now) => draw.State switch
    {
        DrawState.Open when draw.Closes <= now => L["Le candidature a un sorteggio sono scadute: chiudi l'elenco"].Value,
        DrawState.Frozen when draw.HasList => L["Le possibilità di un sorteggio sono calcolate: pubblica gli elenchi"].Value,
        DrawState.Drawn when draw.Silent > 0 => L.Count(draw.Silent, "Una persona estratta non ha ancora risposto",
            "{0} persone estratte non hanno ancora risposto"),
        DrawState.Published => L["Un sorteggio è da estrarre, davanti a tutti"].Value,
        _ => null,
    };
}
