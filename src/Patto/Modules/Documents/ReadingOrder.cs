namespace Patto.Modules.Documents;

/// <summary>Where the pieces of a text stand in reading order: the heading of an article, its *commi*, what somebody would add to
/// it.</summary>
public sealed class ReadingOrder
{
    private readonly Dictionary<string, int> _places = [];
    private readonly Dictionary<string, Part> _parts;

    public ReadingOrder(IReadOnlyList<Part> parts)
    {
        _parts = parts.Concat(parts.Where(p => p.Kind == NodeKind.Article).Select(p => p.HeadingAlone())).ToDictionary(p => p.EId);
        foreach (var article in Article.All(parts))
            foreach (var part in article.Commi.Prepend(article.Head.HeadingAlone()).Append(article.Head))
                _places.Add(part.EId, _places.Count);
        foreach (var part in parts) _places.TryAdd(part.EId, _places.Count);
    }

    /// <summary>What the piece says now; null for a piece that is not in the text.</summary>
    public Part? Find(string eId) => _parts.GetValueOrDefault(eId);

    /// <returns>From 0; what is not in the text comes last.</returns>
    public int Of(string eId) => _places.GetValueOrDefault(eId, int.MaxValue);
}
