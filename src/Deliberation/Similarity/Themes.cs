namespace Deliberation.Similarity;

/// <summary>What a grouping by theme should look like.</summary>
public sealed record ThemeOptions
{
    /// <summary>How many themes are wanted at most; null to let the texts decide.</summary>
    public int? Most { get; init; }

    /// <summary>The fewest texts that make a theme; at least 2.</summary>
    public int Smallest { get; init; } = 2;

    /// <summary>How many characteristic words to give for each theme; at least 1.</summary>
    public int Words { get; init; } = 6;

    internal void Check()
    {
        if (Most is { } most) ArgumentOutOfRangeException.ThrowIfLessThan(most, 1, nameof(Most));
        ArgumentOutOfRangeException.ThrowIfLessThan(Smallest, 2, nameof(Smallest));
        ArgumentOutOfRangeException.ThrowIfLessThan(Words, 1, nameof(Words));
    }
}

/// <summary>A word that tells one theme from the others.</summary>
/// <param name="Word">As most of the theme's texts write it, in lower case.</param>
/// <param name="Texts">Texts of the theme that hold it.</param>
/// <param name="Elsewhere">Texts of the rest that hold it.</param>
/// <param name="Strength">Standard deviations of its log-odds from zero (Monroe, Colaresi, Quinn 2008).</param>
public sealed record ThemeWord(string Word, int Texts, int Elsewhere, double Strength);

/// <summary>Texts that share their words.</summary>
/// <param name="Words">The words that characterise it, strongest first.</param>
/// <param name="Members">The identifiers of its texts, the most typical first.</param>
/// <param name="Cohesion">Mean cosine of its texts with their centre, 0 to 1.</param>
public sealed record Theme(IReadOnlyList<ThemeWord> Words, IReadOnlyList<string> Members, double Cohesion);

/// <summary>A collection grouped by theme.</summary>
/// <param name="Groups">The themes, largest first.</param>
/// <param name="Alone">The identifiers of the texts that share too little with any other.</param>
/// <param name="Modularity">How much denser the links are within themes than chance would have them, below 1.</param>
public sealed record Themes(IReadOnlyList<Theme> Groups, IReadOnlyList<string> Alone, double Modularity)
{
    /// <summary>The result in a sentence, with its limits.</summary>
    public Bilingual Explanation => new(
        $"{Groups.Count} temi trovati dalle parole in comune; {Alone.Count} testi restano soli. È una somiglianza lessicale: chi dice la stessa cosa con altre parole può finire altrove. È una proposta da rivedere a mano.",
        $"{Groups.Count} themes found by the words in common; {Alone.Count} texts stay alone. The likeness is lexical: whoever says the same in other words may end elsewhere. It is a proposal to be revised by hand.");
}
