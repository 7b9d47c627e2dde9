using Patto.Database;

namespace Patto.Modules.Documents;

/// <summary>An article as it read at one moment: its head and its *commi*.</summary>
/// <param name="Chapter">The chapter that begins with it; null when it stands in the same as the one before.</param>
public sealed record Article(Part Head, Part? Chapter, IReadOnlyList<Part> Commi)
{
    public static IReadOnlyList<Article> All(IEnumerable<Part> parts)
    {
        List<Article> articles = [];
        Part? chapter = null;
        foreach (var part in parts)
        {
            if (part.Kind is NodeKind.Title or NodeKind.Chapter) chapter = part;
            else if (part.Kind == NodeKind.Article) (articles, chapter) = ([.. articles, new(part, chapter, [])], null);
            else articles[^1] = articles[^1] with { Commi = [.. articles[^1].Commi, part] };
        }
        return articles;
    }
}

/// <summary>A *comma* beside what it was.</summary>
/// <param name="Before">Null: it was not there.</param>
public sealed record CommaChange(Part After, string? Before, IReadOnlyList<Span> Words)
{
    public bool Changed => Before != After.Text;
}

/// <summary>An article beside what it was in another edition.</summary>
public sealed record ArticleChange(Article Now, string? HeadingBefore, IReadOnlyList<CommaChange> Commi)
{
    public bool IsNew => HeadingBefore is null;
    public bool Changed => IsNew || HeadingBefore != Now.Head.Heading || Commi.Any(c => c.Changed);

    /// <summary>Nothing is ever taken out of a text, only emptied: each piece of the older edition is in the newer.</summary>
    public static IReadOnlyList<ArticleChange> Between(IReadOnlyList<Part>? before, IReadOnlyList<Part> after)
    {
        var old = (before ?? after).ToDictionary(p => p.Node);
        return [.. Article.All(after).Select(a => new ArticleChange(a, old.GetValueOrDefault(a.Head.Node)?.Heading,
            [.. a.Commi.Select(c => Compare(c, old.GetValueOrDefault(c.Node)?.Text))]))];
    }

    private static CommaChange Compare(Part comma, string? before) => new(comma, before, TextDiff.Between(before ?? "", comma.Text));
}
