using System.Collections.Immutable;

namespace Deliberation.Priorities;

/// <summary>How many people rank each candidate above each other one: what all Condorcet rules start from.</summary>
public sealed class Pairwise
{
    private readonly long[,] _above;

    /// <summary>Counts the ballots.</summary>
    /// <remarks>O(ballots × candidates²). Candidates not named on a ballot are equal last; equals count for neither side.</remarks>
    public Pairwise(RankedElection election)
    {
        ArgumentNullException.ThrowIfNull(election);
        Candidates = election.Candidates.Length;
        _above = new long[Candidates, Candidates];
        var place = new int[Candidates];
        foreach (Ranking ballot in election.Ballots) Count(ballot, place);
    }

    /// <summary>How many candidates there are.</summary>
    public int Candidates { get; }

    /// <summary>How many people rank candidate <paramref name="a"/> above candidate <paramref name="b"/>.</summary>
    public long Above(int a, int b) => _above[a, b];

    /// <summary>Whether more people rank <paramref name="a"/> above <paramref name="b"/> than the reverse.</summary>
    public bool Beats(int a, int b) => _above[a, b] > _above[b, a];

    /// <summary>The candidate that beats every other one (Condorcet winner); null when there is none.</summary>
    public int? CondorcetWinner
    {
        get
        {
            for (int a = 0; a < Candidates; a++)
                if (Enumerable.Range(0, Candidates).All(b => b == a || Beats(a, b))) return a;
            return null;
        }
    }

    /// <summary>The smallest group whose every member beats everybody outside it (Smith set); O(candidates²).</summary>
    public ImmutableArray<int> SmithSet
    {
        get
        {
            // The set is a prefix of the candidates ordered by wins (ties count half): grow it until nobody outside is unbeaten by a
            // member.
            int[] order = [.. Enumerable.Range(0, Candidates).OrderByDescending(CopelandScore)];
            int size = 1;
            for (int member = 0; member < size; member++)
                for (int other = order.Length - 1; other >= size; other--)
                    if (!Beats(order[member], order[other])) size = other + 1;
            return [.. order.Take(size).Order()];
        }
    }

    /// <summary>Pairwise wins counted 2, draws 1.</summary>
    public int CopelandScore(int candidate) => Enumerable.Range(0, Candidates)
        .Where(other => other != candidate)
        .Sum(other => Beats(candidate, other) ? 2 : Beats(other, candidate) ? 0 : 1);

    private void Count(Ranking ballot, int[] place)
    {
        Array.Fill(place, ballot.Places.Length);
        for (int p = 0; p < ballot.Places.Length; p++)
            foreach (int candidate in ballot.Places[p]) place[candidate] = p;
        for (int a = 0; a < Candidates; a++)
            for (int b = 0; b < Candidates; b++)
                if (place[a] < place[b]) _above[a, b] += ballot.Voters;
    }
}
