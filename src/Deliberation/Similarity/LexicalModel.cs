using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Deliberation.Similarity;

/// <summary>
/// What the lexical comparison knows of Italian: how common each stem and each character 3-gram is, and how much each
/// likeness counts. It compares words and their parts; it does not see a paraphrase without words in common.
/// </summary>
/// <remarks>
/// Immutable and thread-safe. The counts and the weights of <see cref="Italian"/> were learned on the development split
/// of the Italian STS benchmark (stsb-multi-mt, CC BY-SA 4.0) by the test <c>LearningTheWeights</c>, which also checks
/// that learning again gives the committed values. Inverse document frequency after Spärck Jones, 1972.
/// </remarks>
public sealed class LexicalModel
{
    private const string Resource = "Deliberation.Similarity.italian-lexical-model.txt";
    private static readonly Lazy<LexicalModel> s_italian = new(LoadItalian);

    private readonly FrozenDictionary<string, int> _stems;
    private readonly FrozenDictionary<ulong, int> _grams;
    private readonly int _texts;

    internal LexicalModel(int texts, IReadOnlyDictionary<string, int> stems, IReadOnlyDictionary<ulong, int> grams, double[] weights)
    {
        _texts = texts;
        _stems = stems.ToFrozenDictionary(StringComparer.Ordinal);
        _grams = grams.ToFrozenDictionary();
        Weights = weights;
    }

    /// <summary>The model learned on general Italian.</summary>
    public static LexicalModel Italian => s_italian.Value;

    /// <summary>The weight of each of <see cref="Likeness.Features"/>, the constant last.</summary>
    internal double[] Weights { get; }

    /// <summary>
    /// The same model with the counts of a collection added, so that words that everybody uses in it (the name of the
    /// town, the theme of the consultation) weigh less.
    /// </summary>
    /// <param name="texts">The collection; may be empty.</param>
    /// <returns>A new model; time linear in the characters.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="texts"/> is null.</exception>
    public LexicalModel With(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var counts = new LexicalCounts(_texts, _stems, _grams);
        foreach (string text in texts) counts.Add(text);
        return new LexicalModel(counts.Texts, counts.Stems, counts.Grams, Weights);
    }

    /// <summary>Prepares a text for being compared.</summary>
    /// <param name="text">Any text; an empty one is like no other.</param>
    /// <returns>Its profile. Time linear in the characters (times the logarithm of the distinct 3-grams).</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public TextProfile Profile(string text)
    {
        string[] stems = TextUnits.Stems(text);
        var stemWeights = Weigh(TextUnits.Count(stems), stem => Rarity(_stems.GetValueOrDefault(stem, 1)));
        var gramWeights = Weigh(TextUnits.Count(TextUnits.Grams(text)), gram => Rarity(_grams.GetValueOrDefault(gram, 1)));
        return new TextProfile(stemWeights, gramWeights, stems, TextUnits.Negates(text));
    }

    /// <summary>How alike two texts are.</summary>
    /// <param name="one">A profile of this model.</param>
    /// <param name="other">A profile of this model.</param>
    /// <returns>The likeness with what it rests on; symmetric.</returns>
    /// <exception cref="ArgumentNullException">A profile is null.</exception>
    public Likeness Compare(TextProfile one, TextProfile other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Likeness.Between(one, other, Weights);
    }

    private double Rarity(int textsWithIt) => Math.Log((_texts + 1.0) / (textsWithIt + 1.0)) + 1;

    /// <summary>(1 + ln count) × rarity, brought to length one.</summary>
    private static Dictionary<T, float> Weigh<T>(Dictionary<T, int> counts, Func<T, double> rarity) where T : notnull
    {
        var weights = counts.ToDictionary(pair => pair.Key, pair => (float)((1 + Math.Log(pair.Value)) * rarity(pair.Key)));
        float length = MathF.Sqrt(weights.Values.Sum(weight => weight * weight));
        foreach (T unit in counts.Keys) weights[unit] /= length;
        return weights;
    }

    private static LexicalModel LoadItalian()
    {
        using var stream = typeof(LexicalModel).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return LexicalModelFile.Read(reader);
    }
}

/// <summary>In how many texts of a collection each stem and each 3-gram occurs.</summary>
internal sealed class LexicalCounts
{
    internal LexicalCounts()
        : this(0, FrozenDictionary<string, int>.Empty, FrozenDictionary<ulong, int>.Empty)
    {
    }

    internal LexicalCounts(int texts, IReadOnlyDictionary<string, int> stems, IReadOnlyDictionary<ulong, int> grams)
    {
        Texts = texts;
        Stems = new(stems, StringComparer.Ordinal);
        Grams = new(grams);
    }

    internal int Texts { get; private set; }

    internal Dictionary<string, int> Stems { get; }

    internal Dictionary<ulong, int> Grams { get; }

    internal void Add(string text)
    {
        Texts++;
        foreach (string stem in TextUnits.Stems(text).Distinct()) Stems[stem] = Stems.GetValueOrDefault(stem) + 1;
        foreach (ulong gram in TextUnits.Grams(text).Distinct()) Grams[gram] = Grams.GetValueOrDefault(gram) + 1;
    }
}

/// <summary>The units that are counted: stems of words and character 3-grams.</summary>
internal static class TextUnits
{
    /// <summary>The stems of the words with a theme, in order; of all words where there are no others.</summary>
    internal static string[] Stems(string text)
    {
        string[] words = [.. ItalianText.Tokens(text)];
        string[] themed = [.. words.Where(word => !ItalianFunctionWords.Contains(ItalianText.Fold(word)))];
        return Array.ConvertAll(themed.Length > 0 ? themed : words, ItalianText.Stem);
    }

    internal static bool Negates(string text) => ItalianText.Tokens(text).Any(word => ItalianFunctionWords.Negates(ItalianText.Fold(word)));

    /// <summary>3-grams of " parola altra " (folded, runs of other characters turned into one space), packed 16 bits each.</summary>
    internal static IEnumerable<ulong> Grams(string text)
    {
        ulong window = ' ';
        int length = 1;
        foreach (char c in string.Join(' ', ItalianText.Tokens(ItalianText.Fold(text))) + " ")
        {
            window = ((window << 16) | c) & 0xFFFF_FFFF_FFFF;
            if (++length >= 3) yield return window;
        }
    }

    internal static Dictionary<T, int> Count<T>(IEnumerable<T> units) where T : notnull
    {
        var counts = new Dictionary<T, int>();
        foreach (T unit in units) counts[unit] = counts.GetValueOrDefault(unit) + 1;
        return counts;
    }
}

/// <summary>The file of a model: a first line with the number of texts, then "w" weights, "s" stems and "g" 3-grams.</summary>
internal static class LexicalModelFile
{
    internal static LexicalModel Read(TextReader reader)
    {
        var weights = new double[Likeness.Features.Length + 1];
        var stems = new Dictionary<string, int>(StringComparer.Ordinal);
        var grams = new Dictionary<ulong, int>();
        int texts = 0, weight = 0;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            string[] cells = line.Split('\t');
            if (cells[0] == "n") texts = Number(cells[1]);
            else if (cells[0] == "w") weights[weight++] = double.Parse(cells[2], CultureInfo.InvariantCulture);
            else if (cells[0] == "s") stems.Add(cells[1], Number(cells[2]));
            else grams.Add(Packed(cells[1]), Number(cells[2]));
        }

        return new LexicalModel(texts, stems, grams, weights);
    }

    internal static void Write(TextWriter writer, LexicalCounts counts, int fewest, double[] weights)
    {
        writer.Write($"n\t{counts.Texts}\n");
        string[] names = [.. Likeness.Features, "constant"];
        for (int i = 0; i < weights.Length; i++) writer.Write(string.Create(CultureInfo.InvariantCulture,
            $"w\t{names[i]}\t{weights[i]:R}\n"));
        foreach (var (stem, texts) in counts.Stems.Where(pair => pair.Value >= fewest).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            writer.Write($"s\t{stem}\t{texts}\n");
        foreach (var (gram, texts) in counts.Grams.Where(pair => pair.Value >= fewest).OrderBy(pair => pair.Key))
            writer.Write($"g\t{Spelled(gram)}\t{texts}\n");
    }

    private static ulong Packed(string gram) => ((ulong)gram[0] << 32) | ((ulong)gram[1] << 16) | gram[2];

    private static string Spelled(ulong gram) => new([(char)(gram >> 32), (char)((gram >> 16) & 0xFFFF), (char)(gram & 0xFFFF)]);

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
}
