using System.Collections.Immutable;

namespace Deliberation.Priorities;

/// <summary>Borda count: on each ballot one point for each candidate ranked below, half a point for each equal.</summary>
public static class Borda
{
    private static readonly Bilingual Name = new(
        "Borda (parità: il primo in elenco)", "Borda (ties: the first listed)");

    /// <summary>Twice the Borda score of each candidate, so that halves stay whole.</summary>
    /// <remarks>O(ballots × candidates). Candidates not named are equal last.</remarks>
    public static ImmutableArray<long> DoubledScores(RankedElection election)
    {
        ArgumentNullException.ThrowIfNull(election);
        int n = election.Candidates.Length;
        var scores = new long[n];
        var named = new bool[n];
        foreach (Ranking ballot in election.Ballots)
        {
            Array.Clear(named);
            int above = 0;
            foreach (ImmutableArray<int> place in ballot.Places)
            {
                foreach (int candidate in place)
                {
                    scores[candidate] += ballot.Voters * ((2L * (n - above - place.Length)) + (place.Length - 1));
                    named[candidate] = true;
                }

                above += place.Length;
            }

            for (int candidate = 0; candidate < n; candidate++)
                if (!named[candidate]) scores[candidate] += (long)ballot.Voters * (n - above - 1);
        }

        return [.. scores];
    }

    /// <summary>The candidates of most points.</summary>
    public static Outcome Run(RankedElection election)
    {
        ImmutableArray<long> scores = DoubledScores(election);
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(candidate => scores[candidate])];
        int last = order[election.Seats - 1];
        var verdicts = new Verdict[order.Length];
        for (int at = 0; at < order.Length; at++)
        {
            int candidate = order[at];
            verdicts[candidate] = new Verdict(candidate, at < election.Seats, Bilingual.Of(
                $"{at + 1}º con {scores[candidate] / 2m:N1} punti; l'ultimo posto utile ne ha {scores[last] / 2m:N1}.",
                $"No. {at + 1} with {scores[candidate] / 2m:N1} points; the last winning place has {scores[last] / 2m:N1}."));
        }

        bool tie = election.Seats < order.Length && scores[order[election.Seats]] == scores[last];
        return new Outcome(Name, [.. order.Take(election.Seats)], [.. verdicts], tie
            ? [Bilingual.Of($"Parità sull'ultimo posto a {scores[last] / 2m:N1} punti.",
                $"Tie for the last place at {scores[last] / 2m:N1} points.")]
            : []);
    }
}
