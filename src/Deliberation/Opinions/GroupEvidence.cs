namespace Deliberation.Opinions;

/// <summary>Whether the groups of a map say more than chance would.</summary>
/// <remarks>
/// k-means always finds groups; this asks whether two of them are tighter than in votes where nobody's answers hang together: shuffled
/// statement by statement, so that each divides as many people as before, and drawn anew. The measure is the cluster index, the spread
/// within two groups over the whole spread (Liu, Hayes, Nobel, Marron, Journal of the American Statistical Association 2008), always of
/// two groups: their number was chosen on these very votes and would flatter them. It does not tell camps with a gap between them from
/// a slope on which people stand from one end to the other; no test tried on the plane did (a normal cloud as the yardstick calls half
/// of all slopes camps, because the second axis of a slope is an arch).
/// </remarks>
/// <param name="Index">The cluster index of the map, 0 (all in two points) to 1 (no better than one group).</param>
/// <param name="PValue">Share of the shuffled tables with an index as low, above 0 to 1, the map itself counted.</param>
/// <param name="Simulations">How many tables were shuffled.</param>
public sealed record GroupEvidence(double Index, double PValue, int Simulations)
{
    /// <summary>Under this groups are called more than chance.</summary>
    public const double Sure = 0.05;

    private const int Rounds = 50, Starts = 8;

    /// <summary>The answers hang together more than by chance.</summary>
    public bool GroupsExist => PValue <= Sure;

    /// <summary>The result in a sentence.</summary>
    public Bilingual Explanation => GroupsExist
        ? Wording.Both($"I gruppi non sono un caso: mescolando le risposte {Simulations} volte, di così stretti non se ne trovano quasi mai (p = {PValue:F2}).",
            $"The groups are not chance: shuffling the answers {Simulations} times, groups as tight are hardly ever found (p = {PValue:F2}).")
        : Wording.Both($"Non si vedono gruppi diversi: anche mescolando le risposte se ne trovano di così stretti (p = {PValue:F2}).",
            $"No different groups are seen: groups as tight are found also when the answers are shuffled (p = {PValue:F2}).");

    /// <summary>Tests the groups of a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="simulations">How many tables to shuffle; at least 19, so that <see cref="Sure"/> can be reached.</param>
    /// <param name="effort">Seed, progress and stop; null for the defaults.</param>
    /// <returns>The evidence; a map with fewer than two groups, or all in one point, has an index of 1 and a p-value of 1.
    /// Time: as many maps without groups as simulations, with k-means on each.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="map"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="simulations"/> is less than 19.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GroupEvidence Measure(OpinionMap map, int simulations = 99, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(simulations, 19);
        effort ??= Effort.Default;
        int[] placed = [.. Enumerable.Range(0, map.Groups.Count).Where(row => map.Groups[row] >= 0)];
        Point[] points = [.. placed.Select(row => map.Positions[row])];
        var random = new SeededRandom(effort.Seed);
        double index = map.GroupCount < 2 ? 1 : IndexOf(points, ref random);
        if (index >= 1) return new GroupEvidence(1, 1, 0);

        int asTight = 1;
        for (int i = 0; i < simulations; i++)
        {
            effort.Cancel.ThrowIfCancellationRequested();
            var shuffled = OpinionMap.Place(map.Votes.Shuffled(ref random), new Effort { Seed = effort.Seed, Cancel = effort.Cancel });
            if (IndexOf([.. placed.Select(row => shuffled.Positions[row])], ref random) <= index) asTight++;
            effort.Progress?.Report((i + 1.0) / simulations);
        }

        return new GroupEvidence(index, asTight / (simulations + 1.0), simulations);
    }

    /// <summary>The best of some starts; 1 where all points are one.</summary>
    private static double IndexOf(Point[] points, ref SeededRandom random)
    {
        double[] ones = [.. points.Select(_ => 1.0)];
        var centre = new Point(points.Average(p => p.X), points.Average(p => p.Y));
        double whole = new Clustering(new int[points.Length], [centre]).Spread(points, ones);
        if (whole < 1e-12) return 1;
        double best = double.PositiveInfinity;
        for (int start = 0; start < Starts; start++)
        {
            var found = KMeans.Run(points, ones, KMeans.Spread(points, ones, 2, ref random), Rounds);
            best = Math.Min(best, found.Spread(points, ones));
        }

        return best / whole;
    }
}
