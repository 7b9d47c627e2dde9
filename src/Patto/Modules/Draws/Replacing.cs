using System.Globalization;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Sortition;

namespace Patto.Modules.Draws;

/// <summary>Who steps in for those who left.</summary>
/// <param name="Missing">Why seats stay empty; null where none does.</param>
internal sealed record Replaced(IReadOnlyList<Candidate> Entering, Obstacle? Missing);

/// <summary>Finds who steps in so that all quotas hold: the reserves of these seats, else any reserve, else anybody of the list. Among
/// those who keep the quotas chance decides, and it follows from the published hash, the digits of the room and how many were replaced
/// before: nobody chooses.</summary>
internal static class Replacing
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <param name="candidates">All with a number; those who left are not on the panel any more.</param>
    public static Replaced Find(Draw draw, IReadOnlyList<Candidate> candidates, IReadOnlyList<Candidate> left, DateTimeOffset now)
    {
        RuleViolation.Unless(candidates.All(c => c.HasFeatures), "replace.forgotten",
            "È passato un anno: di chi si era candidato non sappiamo più le caratteristiche, e le quote non si possono più tenere.");
        var pool = Chances.Pool(draw, candidates);
        var at = candidates.OrderBy(c => c.Number).Select((c, i) => (c.Id, i)).ToDictionary(c => c.Id, c => c.i);
        var numbers = left.Select(c => c.Number).ToHashSet();
        var (panel, gone) = (candidates.Where(c => c.Sits).Concat(left).Select(c => at[c.Id]).Order().ToList(),
            left.Select(c => at[c.Id]).ToList());
        // Seats that stayed empty before stay so: the pool asks for a whole panel, and what is free now is what is filled.
        var empty = draw.Seats - panel.Count;
        var random = PublicRandom.From(string.Create(CultureInfo.InvariantCulture,
            $"{draw.WholeHash}:{draw.Seed}:sostituzione:{candidates.Count(c => c.State == CandidateState.Declined)}"));
        Obstacle? why = null;
        foreach (var open in new[]
        {
            candidates.Where(c => c.State == CandidateState.Reserve && numbers.Contains(c.ReserveFor)),
            candidates.Where(c => c.State == CandidateState.Reserve), candidates.Where(c => c.MayStepIn),
        })
        {
            int[] may = [.. open.Select(c => at[c.Id])];
            if (may.Length < gone.Count) continue;
            try
            {
                var (filled, _) = Replacement.After(Loose(pool, empty), panel, gone, may, random, new Effort { TimeLimit = Longest });
                var entering = filled.Except(panel).ToHashSet();
                return new([.. candidates.Where(c => entering.Contains(at[c.Id]))], null);
            }
            catch (InfeasibleQuotasException none) { why = Explain(none); }
            catch (FormatError) { why = null; }
        }
        return new([], why ?? new("Fra chi si era candidato non c'è più nessuno che tenga le quote: il posto resta vuoto.",
            "Among those who had applied nobody is left who keeps the quotas: the seat stays empty.", []));
    }

    // With seats empty from before, a minimum cannot ask for more than what is missing there.
    private static Pool Loose(Pool pool, int empty) => empty <= 0 ? pool
        : new Pool(pool.People, pool.Quotas.Select(q => q with { Min = Math.Max(0, q.Min - empty) }), pool.PanelSize - empty);

    private static Obstacle Explain(InfeasibleQuotasException none) => new(
        "Nessuno di chi si era candidato può subentrare tenendo le quote: il posto resta vuoto. " + none.Explanation.Italian,
        "Nobody who had applied can step in and keep the quotas: the seat stays empty. " + none.Explanation.English, []);
}
