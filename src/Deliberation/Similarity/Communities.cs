namespace Deliberation.Similarity;

/// <summary>An undirected graph of weighted links.</summary>
internal sealed class LinkGraph(int nodes)
{
    private readonly Dictionary<int, double>[] _links = [.. Enumerable.Range(0, nodes).Select(_ => new Dictionary<int, double>())];
    private readonly double[] _loops = new double[nodes];

    internal int Nodes => nodes;

    internal Dictionary<int, double> LinksOf(int node) => _links[node];

    /// <summary>The weight of all links of a node, a loop counted twice.</summary>
    internal double Degree(int node) => _links[node].Values.Sum() + (2 * _loops[node]);

    internal double Loop(int node) => _loops[node];

    internal double TwiceTotal => Enumerable.Range(0, nodes).Sum(Degree);

    /// <summary>Links two nodes; a link made again keeps its first weight.</summary>
    internal void Link(int one, int other, double weight)
    {
        _links[one].TryAdd(other, weight);
        _links[other].TryAdd(one, weight);
    }

    /// <summary>The graph whose nodes are the communities of this one.</summary>
    internal LinkGraph Condensed(int[] community, int count)
    {
        var small = new LinkGraph(count);
        for (int node = 0; node < nodes; node++)
        {
            small._loops[community[node]] += _loops[node];
            foreach (var (other, weight) in _links[node]) small.Add(community[node], community[other], weight);
        }

        return small;
    }

    /// <summary>One direction of a link of the larger graph; a link within a community is half of its loop.</summary>
    private void Add(int from, int to, double weight)
    {
        if (from == to) _loops[from] += weight / 2;
        else _links[from][to] = _links[from].GetValueOrDefault(to) + weight;
    }
}

/// <summary>Communities of a graph by modularity (Blondel, Guillaume, Lambiotte, Lefebvre 2008).</summary>
internal static class Communities
{
    internal static int[] Louvain(LinkGraph graph, ref SeededRandom random, CancellationToken cancel)
    {
        int[] result = [.. Enumerable.Range(0, graph.Nodes)];
        while (true)
        {
            int[] moved = MoveNodes(graph, ref random, cancel);
            int count = Renumber(moved);
            for (int i = 0; i < result.Length; i++) result[i] = moved[result[i]];
            if (count == graph.Nodes) return result;
            graph = graph.Condensed(moved, count);
        }
    }

    /// <summary>Σ over communities of inside / 2m − (degree / 2m)²; 0 for a graph without links.</summary>
    internal static double Modularity(LinkGraph graph, int[] community)
    {
        double total = graph.TwiceTotal;
        if (total == 0) return 0;
        var inside = new double[graph.Nodes];
        var degree = new double[graph.Nodes];
        for (int node = 0; node < graph.Nodes; node++)
        {
            degree[community[node]] += graph.Degree(node);
            inside[community[node]] += 2 * graph.Loop(node);
            foreach (var (other, weight) in graph.LinksOf(node)) inside[community[node]] += community[other] == community[node]
                ? weight : 0;
        }

        return inside.Zip(degree, (i, d) => (i / total) - (d / total * (d / total))).Sum();
    }

    private static int[] MoveNodes(LinkGraph graph, ref SeededRandom random, CancellationToken cancel)
    {
        int[] order = [.. Enumerable.Range(0, graph.Nodes)];
        random.Shuffle<int>(order);
        int[] community = [.. Enumerable.Range(0, graph.Nodes)];
        double[] degrees = [.. community.Select(graph.Degree)], mass = [.. degrees];
        double total = degrees.Sum();
        bool moved = total > 0;
        while (moved)
        {
            moved = false;
            foreach (int node in order)
            {
                cancel.ThrowIfCancellationRequested();
                int best = BestCommunity(graph, node, community, mass, degrees[node], total);
                if (best == community[node]) continue;
                mass[community[node]] -= degrees[node];
                mass[best] += degrees[node];
                community[node] = best;
                moved = true;
            }
        }

        return community;
    }

    /// <summary>Where the node gains most; it moves only for a gain beyond rounding, so that the moves come to an end.</summary>
    private static int BestCommunity(LinkGraph graph, int node, int[] community, double[] mass, double degree, double total)
    {
        const double Rounding = 1e-12;
        var toward = new SortedDictionary<int, double> { [community[node]] = 0 };
        foreach (var (other, weight) in graph.LinksOf(node)) toward[community[other]] = toward.GetValueOrDefault(community[other]) + weight;

        double Gain(int into) => toward[into] - (degree * (mass[into] - (into == community[node] ? degree : 0)) / total);
        int best = community[node];
        double highest = Gain(best);
        foreach (int into in toward.Keys)
        {
            if (Gain(into) > highest + Rounding) (best, highest) = (into, Gain(into));
        }

        return best;
    }

    private static int Renumber(int[] community)
    {
        var numbers = new Dictionary<int, int>();
        for (int i = 0; i < community.Length; i++)
        {
            numbers.TryAdd(community[i], numbers.Count);
            community[i] = numbers[community[i]];
        }

        return numbers.Count;
    }
}
