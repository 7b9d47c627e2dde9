using System.Collections.Immutable;

namespace Deliberation.Priorities;

/// <summary>The result of the Schulze method.</summary>
/// <param name="Rule">The rule's name and how it settles ties.</param>
/// <param name="Winners">The first <see cref="RankedElection.Seats"/> of the ranking.</param>
/// <param name="Verdicts">One for each candidate.</param>
/// <param name="Ties">Ties that the order of the list settled.</param>
/// <param name="Ranking">All candidates, best first; those in one group are equal by the method itself.</param>
/// <param name="Pairs">The pairwise counts.</param>
public sealed record SchulzeOutcome(
    Bilingual Rule,
    ImmutableArray<int> Winners,
    ImmutableArray<Verdict> Verdicts,
    ImmutableArray<Bilingual> Ties,
    ImmutableArray<ImmutableArray<int>> Ranking,
    Pairwise Pairs)
    : Outcome(Rule, Winners, Verdicts, Ties);

/// <summary>
/// The Schulze method (beatpaths): a candidate is above another one when its strongest chain of pairwise wins is the stronger.
/// Elects the Condorcet winner where there is one.
/// </summary>
/// <remarks>
/// Schulze, “A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method”,
/// Social Choice and Welfare 36, 2011. Strength of a win: votes for it, then fewer votes against it. O(candidates³).
/// </remarks>
public static class Schulze
{
    private static readonly Bilingual Name = new(
        "Schulze, forza = voti a favore, poi meno voti contro (parità: il primo in elenco)",
        "Schulze, strength = winning votes, then fewer losing votes (ties: the first listed)");

    /// <summary>Ranks all candidates.</summary>
    public static SchulzeOutcome Run(RankedElection election)
    {
        ArgumentNullException.ThrowIfNull(election);
        var pairs = new Pairwise(election);
        Strength[,] path = StrongestPaths(pairs);
        ImmutableArray<ImmutableArray<int>> ranking = Layers(path, pairs.Candidates);
        int[] order = [.. ranking.SelectMany(group => group)];
        return new SchulzeOutcome(
            Name, [.. order.Take(election.Seats)], Explain(election, pairs, path, order), TiesAt(election, ranking), ranking, pairs);
    }

    private static Strength[,] StrongestPaths(Pairwise pairs)
    {
        int n = pairs.Candidates;
        var path = new Strength[n, n];
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
                if (pairs.Beats(a, b)) path[a, b] = new Strength(pairs.Above(a, b), pairs.Above(b, a));
        for (int via = 0; via < n; via++)
            for (int a = 0; a < n; a++)
                for (int b = 0; b < n; b++)
                    path[a, b] = Strength.Max(path[a, b], Strength.Min(path[a, via], path[via, b]));
        return path;
    }

    /// <summary>Again and again, those that nobody left is above.</summary>
    private static ImmutableArray<ImmutableArray<int>> Layers(Strength[,] path, int candidates)
    {
        var left = Enumerable.Range(0, candidates).ToList();
        var layers = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        while (left.Count > 0)
        {
            ImmutableArray<int> best = [.. left.Where(a => left.All(b => path[b, a].CompareTo(path[a, b]) <= 0))];
            layers.Add(best);
            left.RemoveAll(best.Contains);
        }

        return layers.ToImmutable();
    }

    private static ImmutableArray<Verdict> Explain(RankedElection election, Pairwise pairs, Strength[,] path, int[] order)
    {
        var verdicts = new Verdict[order.Length];
        for (int at = 0; at < order.Length; at++)
            verdicts[order[at]] = new Verdict(order[at], at < election.Seats, Why(election, pairs, path, order, at));
        return [.. verdicts];
    }

    private static Bilingual Why(RankedElection election, Pairwise pairs, Strength[,] path, int[] order, int at)
    {
        int candidate = order[at];
        int beaten = Enumerable.Range(0, order.Length).Count(other => pairs.Beats(candidate, other));
        Bilingual place = Bilingual.Of(
            $"{at + 1}º: batte {beaten} avversari su {order.Length - 1} a confronto diretto.",
            $"No. {at + 1}: beats {beaten} of {order.Length - 1} others head to head.");
        if (at == 0) return place;
        int above = order[at - 1];
        string name = election.Candidates[above].Id;
        Strength down = path[above, candidate], up = path[candidate, above];
        return place.Then(down.CompareTo(up) == 0
            ? Bilingual.Of($"Pari con «{name}» per il metodo.", $"Equal with “{name}” by the method.")
            : Bilingual.Of(
                $"Sotto «{name}»: la catena più forte di quello vale {down.For:N0} voti, la sua {up.For:N0}; a confronto diretto {pairs.Above(above, candidate):N0} a {pairs.Above(candidate, above):N0}.",
                $"Below “{name}”: the other's strongest chain is worth {down.For:N0} votes, this one's {up.For:N0}; head to head {pairs.Above(above, candidate):N0} to {pairs.Above(candidate, above):N0}."));
    }

    private static ImmutableArray<Bilingual> TiesAt(RankedElection election, ImmutableArray<ImmutableArray<int>> ranking)
    {
        int before = 0;
        foreach (ImmutableArray<int> group in ranking)
        {
            if (before < election.Seats && before + group.Length > election.Seats)
            {
                string names = string.Join(", ", group.Select(candidate => election.Candidates[candidate].Id));
                return [Bilingual.Of(
                    $"Pari sull'ultimo posto: {names}. Decide l'ordine dell'elenco.",
                    $"Equal for the last place: {names}. The order of the list decides.")];
            }

            before += group.Length;
        }

        return [];
    }

    /// <param name="For">Votes for the win; 0 for no win.</param>
    /// <param name="Against">Votes against it: fewer is stronger.</param>
    private readonly record struct Strength(long For, long Against) : IComparable<Strength>
    {
        public int CompareTo(Strength other) =>
            For != other.For ? For.CompareTo(other.For) : other.Against.CompareTo(Against);

        public static Strength Max(Strength a, Strength b) => a.CompareTo(b) >= 0 ? a : b;

        public static Strength Min(Strength a, Strength b) => a.CompareTo(b) <= 0 ? a : b;
    }
}
