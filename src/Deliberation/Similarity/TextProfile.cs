namespace Deliberation.Similarity;

/// <summary>A text as the lexical comparison sees it: weighted stems and weighted character 3-grams, each of length one.</summary>
/// <remarks>Immutable. Made by <see cref="LexicalModel.Profile"/>; profiles of different models must not be compared.</remarks>
public sealed class TextProfile
{
    internal TextProfile(Dictionary<string, float> stems, Dictionary<ulong, float> grams, string[] order, bool negates)
    {
        Negates = negates;
        Stems = [.. stems.Keys];
        Array.Sort(Stems, StringComparer.Ordinal);
        StemWeights = Array.ConvertAll(Stems, stem => stems[stem]);
        Grams = [.. grams.Keys];
        Array.Sort(Grams);
        GramWeights = Array.ConvertAll(Grams, gram => grams[gram]);
        Pairs = [.. order.Zip(order.Skip(1), (one, next) => one + " " + next)];
        Numbers = [.. Stems.Where(stem => stem.Any(char.IsAsciiDigit))];
        Words = order.Length;
        StemMass = StemWeights.Sum();
    }

    /// <summary>Distinct stems in ordinal order.</summary>
    internal string[] Stems { get; }

    /// <summary>The weight of each stem; their squares sum to 1.</summary>
    internal float[] StemWeights { get; }

    /// <summary>Distinct 3-grams of the folded text in ascending order, 16 bits a character.</summary>
    internal ulong[] Grams { get; }

    /// <summary>The weight of each 3-gram; their squares sum to 1.</summary>
    internal float[] GramWeights { get; }

    /// <summary>Pairs of consecutive stems.</summary>
    internal HashSet<string> Pairs { get; }

    /// <summary>Stems that hold a digit, in ordinal order.</summary>
    internal string[] Numbers { get; }

    /// <summary>Words with a theme, repetitions included.</summary>
    internal int Words { get; }

    /// <summary>The text holds a negation.</summary>
    internal bool Negates { get; }

    /// <summary>The sum of the stems' weights.</summary>
    internal float StemMass { get; }
}
