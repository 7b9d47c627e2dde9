namespace Deliberation.Similarity;

/// <summary>
/// Groups contributions by theme: each text is linked to its nearest by the words they share, and the communities of
/// that graph are the themes.
/// </summary>
/// <remarks>
/// Communities by the Louvain method (Blondel, Guillaume, Lambiotte, Lefebvre 2008), best modularity of several seeded
/// starts; characteristic words by weighted log-odds (Monroe, Colaresi, Quinn 2008). Deterministic for a seed.
/// </remarks>
public static class ThemeFinder
{
    private const int Starts = 12;

    /// <summary>Finds the themes.</summary>
    /// <param name="texts">The contributions.</param>
    /// <param name="options">What is wanted; null for the defaults.</param>
    /// <param name="effort">Seed, progress and stop; null for the defaults. After the time limit no new start is made.</param>
    /// <returns>Themes, each with its words and its texts. Time about linear in the shared words, then in the links.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="texts"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Themes Find(TextCollection texts, ThemeOptions? options = null, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new ThemeOptions();
        effort ??= Effort.Default;
        options.Check();

        var words = new ThemeWords(texts);
        var links = words.NearestNeighbours(effort);
        int[] community = BestPartition(links, effort, out double modularity);
        var groups = Members(community).Where(group => group.Count >= options.Smallest).ToList();
        if (options.Most is { } most) ThemeMerging.Merge(groups, most, words);
        return Describe(texts, words, groups, options, modularity);
    }

    private static int[] BestPartition(LinkGraph links, Effort effort, out double modularity)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var random = new SeededRandom(effort.Seed);
        int[] best = [];
        modularity = double.NegativeInfinity;
        for (int i = 0; i < Starts; i++)
        {
            effort.Cancel.ThrowIfCancellationRequested();
            int[] partition = Communities.Louvain(links, ref random, effort.Cancel);
            double quality = Communities.Modularity(links, partition);
            if (quality > modularity) (best, modularity) = (partition, quality);
            if (effort.TimeLimit is { } limit && System.Diagnostics.Stopwatch.GetElapsedTime(start) > limit) break;
        }

        effort.Progress?.Report(1);
        return best;
    }

    private static IEnumerable<List<int>> Members(int[] community) =>
        Enumerable.Range(0, community.Length).GroupBy(text => community[text]).Select(group => group.ToList());

    private static Themes Describe(TextCollection texts, ThemeWords words, List<List<int>> groups, ThemeOptions options, double modularity)
    {
        var themes = groups.OrderByDescending(group => group.Count).ThenBy(group => group.Min())
            .Select(group => Describe(texts, words, group, options.Words)).ToList();
        var grouped = groups.SelectMany(group => group).ToHashSet();
        var alone = texts.Contributions.Where((_, text) => !grouped.Contains(text)).Select(each => each.Id).ToList();
        return new Themes(themes, alone, modularity);
    }

    private static Theme Describe(TextCollection texts, ThemeWords words, List<int> group, int count)
    {
        double[] typical = words.CosinesWithCentre(group);
        var members = group.Zip(typical).OrderByDescending(pair => pair.Second).ThenBy(pair => pair.First)
            .Select(pair => texts.Contributions[pair.First].Id).ToList();
        return new Theme(words.Characteristic(group, count), members, typical.Average());
    }
}

/// <summary>Brings themes down to a wanted number.</summary>
internal static class ThemeMerging
{
    /// <summary>Joins, again and again, the two groups whose centres are most alike.</summary>
    internal static void Merge(List<List<int>> groups, int most, ThemeWords words)
    {
        var centres = groups.Select(words.Centre).ToList();
        while (groups.Count > most)
        {
            var (one, other) = MostAlike(centres);
            groups[one].AddRange(groups[other]);
            groups.RemoveAt(other);
            centres[one] = words.Centre(groups[one]);
            centres.RemoveAt(other);
        }
    }

    private static (int One, int Other) MostAlike(List<Dictionary<int, double>> centres)
    {
        var best = (0, 1);
        double highest = double.NegativeInfinity;
        for (int i = 0; i < centres.Count; i++)
        {
            for (int j = i + 1; j < centres.Count; j++)
            {
                double cosine = ThemeWords.Cosine(centres[i], centres[j]);
                if (cosine > highest) (highest, best) = (cosine, (i, j));
            }
        }

        return best;
    }
}
