namespace Deliberation;

/// <summary>The input is well-formed, but nothing can meet what it demands, or nothing was found that does.</summary>
public sealed class NoSolution(Bilingual text) : Exception(text.Italian)
{
    /// <summary>What stands in the way, in both languages; says whether it is proven or only not found.</summary>
    public Bilingual Text { get; } = text;
}
