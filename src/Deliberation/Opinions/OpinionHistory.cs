namespace Deliberation.Opinions;

/// <summary>
/// A conversation followed as it grows: each map starts from the groups of the one before, and the number of groups
/// changes only when another has been better four times in a row, as in the production engine.
/// </summary>
/// <remarks>Groups then depend on the path: replaying the same votes in other portions may end elsewhere.</remarks>
public sealed class OpinionHistory
{
    private const int SteadyTimes = 4;
    private const int BaseRounds = 100;
    private const int GroupRounds = 20;

    private readonly HashSet<string> _everIn = [];
    private readonly Dictionary<int, Dictionary<string, int>> _groupings = [];
    private Dictionary<string, int> _bases = [];
    private int _steadyCount;
    private int _lastBest;
    private int _chosen;

    /// <summary>Draws the map of the votes so far, starting from the map before.</summary>
    /// <param name="votes">All votes so far.</param>
    /// <param name="effort">Seed and stop; null for the defaults.</param>
    /// <returns>The map with its groups.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="votes"/> is null.</exception>
    public OpinionMap Continue(VoteTable votes, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(votes);
        var map = OpinionMap.Place(votes, effort ?? Effort.Default);
        int[] placed = OpinionMap.InConversation(votes, new OpinionOptions { AlwaysIn = _everIn });
        string[] people = [.. placed.Select(row => votes.Participants[row])];
        Point[] points = [.. placed.Select(row => map.Positions[row])];
        _everIn.UnionWith(people);

        double[] ones = [.. points.Select(_ => 1.0)];
        var bases = KMeans.Run(points, ones, WarmStart(points, ones, people, _bases, GroupFinder.MostBaseClusters), BaseRounds);
        _bases = Remember(people, bases.Labels);
        var groupings = Groupings(bases, people);
        Choose(groupings);
        int[] labels = [.. bases.Labels.Select(cluster => groupings.Count == 0 ? 0 : groupings[_chosen].Grouping.Labels[cluster])];
        var silhouettes = groupings.ToDictionary(pair => pair.Key, pair => pair.Value.Silhouette);
        return map.With(placed, new FoundGroups(GroupFinder.LargestFirst(labels, out int count), count, silhouettes, bases));
    }

    private SortedDictionary<int, (Clustering Grouping, double Silhouette)> Groupings(Clustering bases, string[] people)
    {
        double[] weights = GroupFinder.Weights(bases);
        string[] oneOfEach = new string[bases.Centres.Length];
        for (int i = people.Length - 1; i >= 0; i--) oneOfEach[bases.Labels[i]] = people[i];
        var found = new SortedDictionary<int, (Clustering, double)>();
        foreach (int count in GroupFinder.Counts(bases.Centres.Length, new OpinionOptions()))
        {
            var last = _groupings.GetValueOrDefault(count, []);
            var grouping = KMeans.Run(bases.Centres, weights, WarmStart(bases.Centres, weights, oneOfEach, last, count), GroupRounds);
            _groupings[count] = Remember(people, [.. bases.Labels.Select(cluster => grouping.Labels[cluster])]);
            found[count] = (grouping, KMeans.Silhouette(bases.Centres, grouping));
        }

        return found;
    }

    private void Choose(SortedDictionary<int, (Clustering Grouping, double Silhouette)> groupings)
    {
        if (groupings.Count == 0) return;
        int best = groupings.MaxBy(pair => pair.Value.Silhouette).Key;
        _steadyCount = best == _lastBest ? _steadyCount + 1 : 1;
        _lastBest = best;
        if (_chosen == 0 || _steadyCount >= SteadyTimes || !groupings.ContainsKey(_chosen)) _chosen = best;
    }

    /// <summary>The old clusters at the mean of where their people stand now; then, one by one, the points farthest from all.</summary>
    private static Point[] WarmStart(Point[] points, double[] weights, string[] people, Dictionary<string, int> last, int count)
    {
        var centres = Enumerable.Range(0, points.Length).Where(i => last.ContainsKey(people[i])).GroupBy(i => last[people[i]])
            .OrderBy(group => group.Key)
            .Select(group => Mean(points, weights, group)).Distinct().Take(count).ToList();
        if (centres.Count == 0) return KMeans.FirstDistinct(points, count);

        double[] distances = [.. points.Select(point => centres.Min(point.SquaredDistance))];
        while (centres.Count < count)
        {
            int farthest = Array.IndexOf(distances, distances.Max());
            if (distances[farthest] == 0) break;
            centres.Add(points[farthest]);
            for (int i = 0; i < distances.Length; i++) distances[i] = Math.Min(distances[i], points[i].SquaredDistance(points[farthest]));
        }

        return [.. centres];
    }

    private static Point Mean(Point[] points, double[] weights, IEnumerable<int> members)
    {
        double x = 0, y = 0, mass = 0;
        foreach (int i in members) (x, y, mass) = (x + (weights[i] * points[i].X), y + (weights[i] * points[i].Y), mass + weights[i]);
        return new Point(x / mass, y / mass);
    }

    private static Dictionary<string, int> Remember(string[] people, int[] labels) =>
        people.Zip(labels).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
}
