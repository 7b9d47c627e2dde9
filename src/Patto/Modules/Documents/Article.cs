using Patto.Database;

namespace Patto.Modules.Documents;

/// <summary>An article as it read at one moment: its head and its *commi*.</summary>
/// <param name="Divisions">Title, chapter and their like that begin with it, the widest first; none when it stands in the same as the one
/// before.</param>
public sealed record Article(Part Head, IReadOnlyList<Part> Divisions, IReadOnlyList<Part> Commi)
{
    public static IReadOnlyList<Article> All(IEnumerable<Part> parts)
    {
        List<(Part Head, List<Part> Divisions, List<Part> Commi)> articles = [];
        List<Part> divisions = [];
        var outside = false;
        foreach (var part in parts)
        {
            if (part.Kind == NodeKind.Comma && !outside && articles.Count > 0) articles[^1].Commi.Add(part);
            outside = part.Kind == NodeKind.Comma ? outside : part.IsOutside;
            if (part.Kind == NodeKind.Article) (articles, divisions) = ([.. articles, (part, divisions, [])], []);
            else if (part.IsDivision) divisions.Add(part);
        }
        return [.. articles.Select(a => new Article(a.Head, a.Divisions, a.Commi))];
    }

    /// <summary>What stands outside the articles: the premise before them, annexes and closing after; each with its paragraphs.</summary>
    public static IReadOnlyList<(Part Head, IReadOnlyList<Part> Paragraphs)> Outside(IEnumerable<Part> parts, bool before)
    {
        List<(Part Head, List<Part> Paragraphs)> found = [];
        var mine = false;
        foreach (var part in parts)
        {
            if (part.Kind == NodeKind.Comma) { if (mine) found[^1].Paragraphs.Add(part); continue; }
            mine = part.IsOutside && before == (part.Kind == NodeKind.Premise);
            if (mine) found.Add((part, []));
        }
        return [.. found.Select(f => (f.Head, (IReadOnlyList<Part>)f.Paragraphs))];
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
