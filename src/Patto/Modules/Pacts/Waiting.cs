using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Pacts;

/// <summary>Signatures that are missing, commitments that are late, pacts to look over. A pact outlives its process, and so does what
/// waits in it.</summary>
internal sealed class PactsThatWait(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    private const int BeforeReview = 30;

    public IReadOnlyCollection<Enum> States { get; } = [PactState.Draft, PactState.Open];

    private sealed record Signing(Guid Id, bool IsMissing, bool Holds);
    private sealed record Promised(List<Guid> Keepers, CommitmentState State, DateOnly? Due)
    {
        public bool IsLate(DateOnly today) => State is not (CommitmentState.Kept or CommitmentState.NotKept) && Due < today;
    }
    private sealed record Known(Id<Pact> Id, string Title, PactState State, DateOnly? Review, List<Signing> Signatories,
        List<Promised> Commitments)
    {
        public int Missing => Signatories.Count(s => s.IsMissing);
        public int Late(DateOnly today) => State != PactState.InForce ? 0
            : Commitments.Count(c => c.IsLate(today) && Signatories.Exists(s => s.Holds && c.Keepers.Contains(s.Id)));
    }

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        if (!await may(PactActs.Keep)) return [];
        var (today, pacts) = (Texts.RomeDay(clock.GetUtcNow()), await ReadAsync(process.Id, cancel));
        List<Waiting> found = [];
        var drafts = process.IsConcluded ? [] : pacts.FindAll(p => p.State == PactState.Draft);
        if (drafts.Count > 0) found.Add(new(L.Count(drafts.Count, "Un patto è in bozza", "{0} patti sono in bozza"),
            L.List(drafts.Select(d => d.Title)), L["Scrivi il patto"], PactUrls.Work(process.Slug, drafts[0].Id)));
        foreach (var pact in pacts.Where(p => p.State == PactState.InForce || p.State == PactState.Open && !process.IsConcluded))
            found.AddRange(Of(process, pact, today));
        return found;
    }

    // One statement, and of each only what is counted: the dashboard asks every module.
    private Task<List<Known>> ReadAsync(Id<Process> process, CancellationToken cancel)
    {
        var (signatories, commitments) = (db.Signatories, db.Commitments);
        return db.Pacts.AsNoTracking().AsSingleQuery().Where(p => p.Process == process).OrderBy(p => p.At).Select(p => new Known(p.Id,
            p.Title, p.State, p.Review,
            signatories.Where(s => s.Pact == p.Id).Select(s => new Signing(s.Id.Value, s.SignedOn == null && s.Declined == null,
                s.SignedOn != null && s.WithdrawnOn == null)).ToList(),
            commitments.Where(c => c.Pact == p.Id).Select(c => new Promised(c.Keepers, c.State, c.Due)).ToList())).ToListAsync(cancel);
    }

    private IEnumerable<Waiting> Of(ProcessInfo process, Known pact, DateOnly today)
    {
        var (url, late) = (PactUrls.Work(process.Slug, pact.Id), pact.Late(today));
        if (pact.Missing > 0) yield return new(L.Count(pact.Missing, "Manca una firma", "Mancano {0} firme"), pact.Title,
            L["Guarda chi deve firmare"], url);
        else if (pact.State == PactState.Open) yield return new(L["Tutti hanno risposto: il patto si può mettere in vigore"], pact.Title,
            L["Metti in vigore"], url);
        if (late > 0) yield return new(L.Count(late, "Un impegno è in ritardo", "{0} impegni sono in ritardo"), pact.Title,
            L["Guarda chi mantiene che cosa"], PactUrls.Show(process.Slug, pact.Id), Late: true);
        if (pact.Review is { } review && review <= today.AddDays(BeforeReview)) yield return new(
            L["Il patto si riguarda il {0}", L.Day(review)], pact.Title, L["Registra la verifica"], url, Late: review < today);
    }
}
