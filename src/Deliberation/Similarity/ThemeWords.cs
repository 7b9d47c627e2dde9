namespace Deliberation.Similarity;

/// <summary>The words with a theme (no function words) of a collection, weighed within the collection.</summary>
internal sealed class ThemeWords
{
    private const int Neighbours = 8;
    private const double LeastCosine = 0.08;

    private readonly Dictionary<int, double>[] _texts;
    private readonly int[] _textsWith;
    private readonly Dictionary<string, int>[] _spellings;

    internal ThemeWords(TextCollection texts)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var spellings = new List<Dictionary<string, int>>();
        var counts = texts.Contributions.Select(each => Count(each.Text, ids, spellings)).ToArray();
        _spellings = [.. spellings];
        _textsWith = new int[ids.Count];
        foreach (int stem in counts.SelectMany(count => count.Keys)) _textsWith[stem]++;
        _texts = Array.ConvertAll(counts, count => Weigh(count, counts.Length));
    }

    /// <summary>Links each text to the most alike, both ways; the weight is their cosine.</summary>
    internal LinkGraph NearestNeighbours(Effort effort)
    {
        var holders = Holders();
        var graph = new LinkGraph(_texts.Length);
        var cosines = new double[_texts.Length];
        for (int text = 0; text < _texts.Length; text++)
        {
            effort.Cancel.ThrowIfCancellationRequested();
            effort.Progress?.Report(0.8 * text / _texts.Length);
            foreach (var (other, cosine) in Nearest(text, holders, cosines)) graph.Link(text, other, cosine);
        }

        return graph;
    }

    internal Dictionary<int, double> Centre(List<int> group)
    {
        var sum = new Dictionary<int, double>();
        foreach (var (stem, weight) in group.SelectMany(text => _texts[text])) sum[stem] = sum.GetValueOrDefault(stem) + weight;
        return ToLengthOne(sum);
    }

    internal double[] CosinesWithCentre(List<int> group)
    {
        var centre = Centre(group);
        return [.. group.Select(text => Cosine(_texts[text], centre))];
    }

    internal static double Cosine(Dictionary<int, double> one, Dictionary<int, double> other)
    {
        if (one.Count > other.Count) (one, other) = (other, one);
        return one.Sum(pair => pair.Value * other.GetValueOrDefault(pair.Key));
    }

    /// <summary>The words whose log-odds, group against rest, are surest; the whole collection is the prior.</summary>
    internal IReadOnlyList<ThemeWord> Characteristic(List<int> group, int count)
    {
        var inside = new Dictionary<int, int>();
        foreach (int stem in group.SelectMany(text => _texts[text].Keys)) inside[stem] = inside.GetValueOrDefault(stem) + 1;
        return [.. inside
            .Select(pair => (pair.Key, Word: new ThemeWord(Spelling(pair.Key), pair.Value, _textsWith[pair.Key] - pair.Value,
                Strength(pair.Key, pair.Value, group.Count))))
            .Where(found => found.Word.Strength > 0)
            .OrderByDescending(found => found.Word.Strength).ThenBy(found => found.Word.Word, StringComparer.Ordinal)
            .Take(count).Select(found => found.Word)];
    }

    /// <summary>
    /// z = (log odds within − log odds elsewhere) / standard error, where each count of texts with the word is joined
    /// by a prior of its share of the whole collection, worth ten texts on each side.
    /// </summary>
    private double Strength(int stem, int inside, int size)
    {
        const double Prior = 10;
        double share = Prior * (_textsWith[stem] + 0.5) / (_texts.Length + 1);
        double with = inside + share, without = size + Prior - with;
        double elsewhere = _textsWith[stem] - inside + share, lacking = _texts.Length - size + Prior - elsewhere;
        return (Math.Log(with / without) - Math.Log(elsewhere / lacking)) / Math.Sqrt((1 / with) + (1 / elsewhere));
    }

    private string Spelling(int stem) =>
        _spellings[stem].OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Length)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;

    private static Dictionary<int, int> Count(string text, Dictionary<string, int> ids, List<Dictionary<string, int>> spellings)
    {
        var counts = new Dictionary<int, int>();
        foreach (string word in ItalianText.Tokens(text))
        {
            if (ItalianFunctionWords.Contains(ItalianText.Fold(word))) continue;
            string stem = ItalianText.Stem(word), spelled = word.ToLowerInvariant();
            if (!ids.TryGetValue(stem, out int id))
            {
                ids.Add(stem, id = ids.Count);
                spellings.Add(new Dictionary<string, int>(StringComparer.Ordinal));
            }

            counts[id] = counts.GetValueOrDefault(id) + 1;
            spellings[id][spelled] = spellings[id].GetValueOrDefault(spelled) + 1;
        }

        return counts;
    }

    /// <summary>(1 + ln count) × ln(texts / texts with it), length one; a word of one text only links nothing and is left out.</summary>
    private Dictionary<int, double> Weigh(Dictionary<int, int> counts, int texts) =>
        ToLengthOne(counts.Where(pair => _textsWith[pair.Key] >= 2)
            .ToDictionary(pair => pair.Key, pair => (1 + Math.Log(pair.Value)) * Math.Log((texts + 1.0) / _textsWith[pair.Key])));

    private static Dictionary<int, double> ToLengthOne(Dictionary<int, double> weights)
    {
        double length = Math.Sqrt(weights.Values.Sum(weight => weight * weight));
        return length == 0 ? weights : weights.ToDictionary(pair => pair.Key, pair => pair.Value / length);
    }

    /// <summary>For each stem the texts that hold it, with its weight there.</summary>
    private List<(int Text, double Weight)>[] Holders()
    {
        var holders = Array.ConvertAll(_textsWith, _ => new List<(int, double)>());
        for (int text = 0; text < _texts.Length; text++)
        {
            foreach (var (stem, weight) in _texts[text]) holders[stem].Add((text, weight));
        }

        return holders;
    }

    /// <summary><paramref name="cosines"/> is all zeros before and after.</summary>
    private List<(int Text, double Cosine)> Nearest(int text, List<(int Text, double Weight)>[] holders, double[] cosines)
    {
        var touched = new List<int>();
        foreach (var (stem, weight) in _texts[text])
        {
            foreach (var (other, there) in holders[stem])
            {
                if (cosines[other] == 0) touched.Add(other);
                cosines[other] += weight * there;
            }
        }

        var nearest = touched
            .Where(other => other != text && cosines[other] >= LeastCosine)
            .Select(other => (Text: other, Cosine: cosines[other]))
            .OrderByDescending(pair => pair.Cosine).ThenBy(pair => pair.Text)
            .Take(Neighbours).ToList();
        foreach (int other in touched) cosines[other] = 0;
        return nearest;
    }
}
