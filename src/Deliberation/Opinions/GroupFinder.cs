namespace Deliberation.Opinions;

/// <summary>Groups of points, the largest first.</summary>
/// <param name="Labels">For each point its group.</param>
/// <param name="Count">How many groups.</param>
/// <param name="Silhouettes">For each number of groups tried, how well they part.</param>
/// <param name="BaseClusters">The small clusters that the groups are made of.</param>
internal sealed record FoundGroups(int[] Labels, int Count, IReadOnlyDictionary<int, double> Silhouettes, Clustering BaseClusters);

/// <summary>Finds groups on the map: first at most 100 base clusters, then 2 to 5 groups of them.</summary>
internal static class GroupFinder
{
    internal const int MostBaseClusters = 100;
    private const int BaseRounds = 100;
    private const int GroupRounds = 20;
    private const int Starts = 50;

    internal static FoundGroups Find(Point[] points, OpinionOptions options, Effort effort)
    {
        double[] ones = [.. points.Select(_ => 1.0)];
        var bases = KMeans.Run(points, ones, KMeans.FirstDistinct(points, MostBaseClusters), BaseRounds);
        double[] weights = Weights(bases);
        var silhouettes = new SortedDictionary<int, double>();
        Clustering? best = null;
        foreach (int count in Counts(bases.Centres.Length, options))
        {
            effort.Cancel.ThrowIfCancellationRequested();
            var groups = options.Mode == OpinionMode.Robust ? BestOfStarts(bases.Centres, weights, count, effort)
                : FromFirst(bases.Centres, weights, count);
            silhouettes[groups.Centres.Length] = KMeans.Silhouette(bases.Centres, groups);
            if (best is null || silhouettes[groups.Centres.Length] > KMeans.Silhouette(bases.Centres, best)) best = groups;
        }

        int[] labels = best is null ? new int[points.Length]
            : options.Mode == OpinionMode.Robust ? KMeans.Run(points, ones, best.Centres, BaseRounds, still: 0).Labels
            : [.. bases.Labels.Select(cluster => best.Labels[cluster])];
        return new FoundGroups(LargestFirst(labels, out int groupCount), groupCount, silhouettes, bases);
    }

    internal static double[] Weights(Clustering bases)
    {
        var weights = new double[bases.Centres.Length];
        foreach (int label in bases.Labels) weights[label]++;
        return weights;
    }

    /// <summary>2 to min(5, 2 + bases / 12), or the number asked for; none if there are fewer points than groups.</summary>
    internal static IEnumerable<int> Counts(int bases, OpinionOptions options)
    {
        int most = Math.Min(5, 2 + (bases / 12));
        var counts = options.Groups is { } asked ? [asked] : Enumerable.Range(2, most - 1);
        return counts.Where(count => count <= bases);
    }

    internal static int[] LargestFirst(int[] labels, out int count)
    {
        var order = labels.GroupBy(label => label).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
            .Select(group => group.Key).ToList();
        count = order.Count;
        return Array.ConvertAll(labels, order.IndexOf);
    }

    private static Clustering FromFirst(Point[] bases, double[] weights, int count) =>
        KMeans.Run(bases, weights, KMeans.FirstDistinct(bases, count), GroupRounds);

    private static Clustering BestOfStarts(Point[] bases, double[] weights, int count, Effort effort)
    {
        var random = new SeededRandom(effort.Seed);
        Clustering? best = null;
        for (int start = 0; start < Starts; start++)
        {
            effort.Cancel.ThrowIfCancellationRequested();
            var found = KMeans.Run(bases, weights, KMeans.Spread(bases, weights, count, ref random), BaseRounds, still: 0);
            if (best is null || found.Spread(bases, weights) < best.Spread(bases, weights)) best = found;
        }

        return best!;
    }
}
