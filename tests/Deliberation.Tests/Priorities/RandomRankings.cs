using System.Collections.Immutable;
using Deliberation.Priorities;

namespace Deliberation.Tests.Priorities;

internal static partial class RandomElections
{
    public static RankedElection Ranked(Random random, bool complete, bool equals)
    {
        int n = random.Next(2, 6);
        ImmutableArray<Candidate> candidates = [.. Enumerable.Range(0, n).Select(i => new Candidate($"c{i}", $"c{i}"))];
        return new RankedElection(candidates,
            [.. Enumerable.Range(0, random.Next(1, 10)).Select(_ => Ranking(random, n, complete, equals))], random.Next(1, n + 1));
    }

    private static Ranking Ranking(Random random, int candidates, bool complete, bool equals)
    {
        var places = new List<List<int>>();
        foreach (int candidate in Shuffled(candidates, random.Next()).Take(complete ? candidates : random.Next(1, candidates + 1)))
        {
            if (equals && places.Count > 0 && random.Next(4) == 0) places[^1].Add(candidate);
            else places.Add([candidate]);
        }

        return new Ranking([.. places.Select(place => place.ToImmutableArray())], random.Next(1, 5));
    }

    public static int[] Shuffled(int n, int seed)
    {
        int[] order = [.. Enumerable.Range(0, n)];
        new Random(seed).Shuffle(order);
        return order;
    }
}
