using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Pacts;

/// <summary>Signatures that are missing, commitments that are late, pacts to look over. A pact outlives its process, and so does what
/// waits in it.</summary>
internal sealed class PactsThatWait(AppDb db, PactBook book, Texts L, TimeProvider clock) : IWhatWaits
{
    private const int BeforeReview = 30;

    public IReadOnlyCollection<Enum> States { get; } = [PactState.Draft, PactState.Open];

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        if (!await may(PactActs.Keep)) return [];
        var today = Texts.RomeDay(clock.GetUtcNow());
        List<Waiting> found = [];
        var drafts = process.IsConcluded ? [] : await db.Pacts.AsNoTracking().Where(p => p.Process == process.Id
            && p.State == PactState.Draft).OrderBy(p => p.At).Select(p => new { p.Id, p.Title }).ToListAsync(cancel);
        if (drafts.Count > 0) found.Add(new(L.Count(drafts.Count, "Un patto è in bozza", "{0} patti sono in bozza"),
            L.List(drafts.Select(d => d.Title)), L["Scrivi il patto"], PactUrls.Work(process.Slug, drafts[0].Id)));
        foreach (var view in await book.PublicAsync(process.Id, cancel)) found.AddRange(Of(process, view, today));
        return found;
    }

    private IEnumerable<Waiting> Of(ProcessInfo process, PactView view, DateOnly today)
    {
        var url = PactUrls.Work(process.Slug, view.Pact.Id);
        if (view.Missing > 0) yield return new(L.Count(view.Missing, "Manca una firma", "Mancano {0} firme"), view.Pact.Title,
            L["Guarda chi deve firmare"], url);
        else if (!view.Pact.IsInForce) yield return new(L["Tutti hanno risposto: il patto si può mettere in vigore"], view.Pact.Title,
            L["Metti in vigore"], url);
        if (view.Late(today) is { Count: > 0 } late) yield return new(L.Count(late.Count, "Un impegno è in ritardo",
            "{0} impegni sono in ritardo"), view.Pact.Title, L["Guarda chi mantiene che cosa"], PactUrls.Show(process.Slug, view.Pact.Id),
            Late: true);
        if (view.Pact.Review is { } review && review <= today.AddDays(BeforeReview)) yield return new(
            L["Il patto si riguarda il {0}", L.Day(review)], view.Pact.Title, L["Registra la verifica"], url, Late: review < today);
    }
}
