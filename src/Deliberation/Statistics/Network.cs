using Deliberation.Formats;

namespace Deliberation.Statistics;

/// <summary>One tie between two actors, for example two associations that work together.</summary>
/// <param name="One">An actor; not blank.</param>
/// <param name="Other">Another actor; not blank.</param>
/// <param name="Line">1-based line of the file it came from; 0 without a file.</param>
public sealed record Tie(string One, string Other, int Line = 0);

/// <summary>What a network says of one actor.</summary>
/// <param name="Name">The actor.</param>
/// <param name="Degree">Actors tied to it.</param>
/// <param name="Betweenness">Shortest paths between two others that pass through it, each pair counted once and its
/// paths shared; from 0 to (n − 1)(n − 2) / 2 (Freeman 1977).</param>
/// <param name="Component">The part of the network it belongs to, from 0, the largest first.</param>
public sealed record ActorMeasures(string Name, int Degree, double Betweenness, int Component);

/// <summary>Who is tied to whom: an undirected network, immutable. Ties given twice count once.</summary>
public sealed class Network
{
    private readonly List<string> _names = [];
    private readonly List<SortedSet<int>> _ties = [];

    /// <summary>Checks and keeps the ties.</summary>
    /// <param name="ties">Any number.</param>
    /// <param name="actors">Actors to have in the network even without ties; null for none.</param>
    /// <exception cref="FormatError">An actor has no name or is tied to itself. The error names the line.</exception>
    public Network(IEnumerable<Tie> ties, IEnumerable<string>? actors = null)
    {
        ArgumentNullException.ThrowIfNull(ties);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string actor in actors ?? []) Index(actor, 0, index);
        foreach (var tie in ties)
        {
            int one = Index(tie.One, tie.Line, index), other = Index(tie.Other, tie.Line, index);
            if (one == other)
                throw new FormatError(tie.Line, 0,
                    $"«{tie.One}» è legato a se stesso: togli la riga.",
                    $"\"{tie.One}\" is tied to itself: remove the line.");
            _ties[one].Add(other);
            _ties[other].Add(one);
        }

        Components = FindComponents();
        Actors = Measure();
    }

    /// <summary>The measures of each actor, in the order they first appear.</summary>
    public IReadOnlyList<ActorMeasures> Actors { get; }

    /// <summary>The parts without ties between them: the actors of each, largest part first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Components { get; }

    /// <summary>Ties that are there over ties that could be, 0 to 1; 0 with fewer than two actors.</summary>
    public double Density => _names.Count < 2 ? 0 : _ties.Sum(ties => ties.Count) / (_names.Count * (_names.Count - 1.0));

    private int Index(string actor, int line, Dictionary<string, int> index)
    {
        if (string.IsNullOrWhiteSpace(actor))
            throw new FormatError(line, 0, "Manca il nome di un attore: scrivilo.", "An actor's name is missing: write it.");
        if (index.TryGetValue(actor, out int at)) return at;
        index.Add(actor, _names.Count);
        _names.Add(actor);
        _ties.Add([]);
        return _names.Count - 1;
    }

    private List<ActorMeasures> Measure()
    {
        double[] betweenness = Betweenness();
        var component = Components.SelectMany((part, number) => part.Select(name => (name, number)))
            .ToDictionary(pair => pair.name, pair => pair.number, StringComparer.Ordinal);
        return [.. _names.Select((name, i) => new ActorMeasures(name, _ties[i].Count, betweenness[i], component[name]))];
    }

    private List<IReadOnlyList<string>> FindComponents()
    {
        var seen = new bool[_names.Count];
        var parts = new List<IReadOnlyList<string>>();
        for (int start = 0; start < seen.Length; start++)
        {
            if (seen[start]) continue;
            var reached = ShortestPaths.From(start, _ties).Order;
            foreach (int actor in reached) seen[actor] = true;
            parts.Add([.. reached.Order().Select(actor => _names[actor])]);
        }

        return [.. parts.OrderByDescending(part => part.Count)];
    }

    /// <summary>Brandes's accumulation (2001): actors × ties.</summary>
    private double[] Betweenness()
    {
        var sum = new double[_names.Count];
        for (int start = 0; start < sum.Length; start++)
        {
            var paths = ShortestPaths.From(start, _ties);
            var share = new double[sum.Length];
            for (int at = paths.Order.Count - 1; at > 0; at--)
            {
                int actor = paths.Order[at];
                foreach (int before in _ties[actor].Where(each => paths.Distance[each] == paths.Distance[actor] - 1))
                    share[before] += paths.Count[before] / paths.Count[actor] * (1 + share[actor]);
                sum[actor] += share[actor] / 2;
            }
        }

        return sum;
    }

    /// <summary>Actors reached from one, nearest first, with distance (−1 if not reached) and number of shortest paths.</summary>
    private sealed record ShortestPaths(List<int> Order, int[] Distance, double[] Count)
    {
        internal static ShortestPaths From(int start, List<SortedSet<int>> ties)
        {
            var paths = new ShortestPaths([start], Enumerable.Repeat(-1, ties.Count).ToArray(), new double[ties.Count]);
            (paths.Distance[start], paths.Count[start]) = (0, 1);
            for (int at = 0; at < paths.Order.Count; at++)
            {
                int actor = paths.Order[at];
                foreach (int next in ties[actor])
                {
                    if (paths.Distance[next] < 0)
                    {
                        paths.Distance[next] = paths.Distance[actor] + 1;
                        paths.Order.Add(next);
                    }

                    if (paths.Distance[next] == paths.Distance[actor] + 1) paths.Count[next] += paths.Count[actor];
                }
            }

            return paths;
        }
    }
}
